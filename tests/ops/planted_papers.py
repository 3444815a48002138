"""Violations in the papers of a file and in the registers of the house: each with the code that finds it."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.factories import actor, at
from tests.ops.planted_acts import delivered_to_another
from tests.ops.planting import (
    NOW,
    on,
    rewrite,
    sql,
)

from sunhall.calendars.models import Load
from sunhall.calendars.models import Notice as Holidays
from sunhall.cases import drift
from sunhall.cases.models import Act, Application, Case
from sunhall.catalogue.models import MatterVersion
from sunhall.certificates.models import Certificate
from sunhall.documents import rules
from sunhall.documents.models import Notice, Service
from sunhall.people import acts as people
from sunhall.people.models import Grant, Interest, Party


def acceptance(case_id: int, **changes: Any) -> None:
    """Change the notice of acceptance, and its digest with it."""
    row = Notice.objects.get(case_id=case_id, kind="acceptance")
    for name, value in changes.items():
        setattr(row, name, value)
    row.digest = rules.digest(row.kind, row.number, row.data)
    row.save()


def notice_without_its_due_day(case_id: int) -> None:
    told = Notice.objects.get(case_id=case_id, kind="acceptance").data
    acceptance(case_id, data={name: value for name, value in told.items() if name != "statutory_due"})


def notice_rewritten(case_id: int) -> None:
    Notice.objects.filter(case_id=case_id, kind="acceptance").update(data={"accepted_on": "2026-03-02"})


def notice_renumbered(case_id: int) -> None:
    acceptance(case_id, number="示市监受字〔2026〕第77号")


def notice_of_an_earlier_day(case_id: int) -> None:
    acceptance(case_id, issued_on=date(2026, 3, 2))


def notice_of_another_file(case_id: int) -> None:
    told = Notice.objects.get(case_id=case_id, kind="acceptance").data
    acceptance(case_id, data={**told, "case_number": "99990020260302000001X"})


def notice_moved(case_id: int) -> None:
    """The notice of acceptance is hung on the delivery."""
    acceptance(case_id, act_id=Act.objects.get(case_id=case_id, kind="deliver").pk)


def paper_replaced(case_id: int) -> None:
    pdf = bytes(Notice.objects.get(case_id=case_id, kind="grant").pdf_id)
    sql("ALTER TABLE documents_blob DROP CONSTRAINT a_blob_is_named_by_its_sha256")
    sql("UPDATE documents_blob SET content = overlay(content PLACING 'x'::bytea FROM 99) WHERE sha256 = %s", pdf)


def certificate_paper_replaced(case_id: int) -> None:
    pdf = bytes(Certificate.objects.get(case_id=case_id).pdf_id)
    sql("ALTER TABLE documents_blob DROP CONSTRAINT a_blob_is_named_by_its_sha256")
    sql("UPDATE documents_blob SET content = overlay(content PLACING 'x'::bytea FROM 99) WHERE sha256 = %s", pdf)


def paper_of_another_notice(case_id: int) -> None:
    acceptance(case_id, pdf_id=Notice.objects.get(case_id=case_id, kind="grant").pdf_id)


def certificate_for_more(case_id: int) -> None:
    """The check page is made to show more than was permitted."""
    row = Certificate.objects.get(case_id=case_id)
    row.content["rows"][-1]["value"]["zh-hans"] += "、酒类批发"
    row.save()


def delivery_undone(case_id: int) -> None:
    """The last act is gone, and the copy says what is left."""
    Act.objects.get(case_id=case_id, kind="deliver").delete()
    drift.rebuild(case_id)


def case_gone(case_id: int) -> None:
    """The file and its acts are gone, and nothing points at it any more but its notices."""
    delivered_to_another()
    delivered_to_another()
    sql("SET LOCAL session_replication_role = replica")
    sql("DELETE FROM cases_turn WHERE case_id = %s", case_id)
    sql("DELETE FROM cases_act WHERE case_id = %s", case_id)
    sql("DELETE FROM cases_statement WHERE case_id = %s", case_id)
    sql("DELETE FROM cases_application WHERE case_id = %s", case_id)
    sql("DELETE FROM cases_case WHERE id = %s", case_id)
    sql("SET LOCAL session_replication_role = origin")


def typed_by_a_colleague(case_id: int) -> None:
    rewrite(case_id, "grant", typed_by_id=actor("market").user_id)


def delivered_next_year(case_id: int) -> None:
    rewrite(case_id, "deliver", **on("2027-03-10"))


def sent_without_a_number(case_id: int) -> None:
    rewrite(case_id, "deliver", payload={"method": "courier", "reference": ""})


def payload_emptied(case_id: int) -> None:
    sql("UPDATE cases_act SET payload = '{}' WHERE case_id = %s AND kind = 'issue'", case_id)


def payload_of_the_wrong_kind(case_id: int) -> None:
    Act.objects.filter(case_id=case_id, kind="check_facts").update(
        payload={"officers": 5, "result": "meets", "statement": None}
    )


def application_of_somebody_else(case_id: int) -> None:
    Application.objects.filter(case_id=case_id).update(party_id=actor("agent").party.id)  # type: ignore[union-attr]


def certificate_prolonged(case_id: int) -> None:
    Certificate.objects.filter(case_id=case_id).update(valid_to=date(2046, 3, 9))


def certificate_of_somebody_else(case_id: int) -> None:
    Certificate.objects.filter(case_id=case_id).update(holder_id=actor("agent").party.id)  # type: ignore[union-attr]


def certificate_renumbered(case_id: int) -> None:
    Certificate.objects.filter(case_id=case_id).update(serial=7)


def power_from_earlier_on(case_id: int) -> None:
    """The power that the decision used was made to begin ten years earlier."""
    act = Act.objects.get(case_id=case_id, kind="grant")
    Grant.objects.filter(pk=act.grant_id).update(valid=(NOW - timedelta(days=3650), None))


def power_slipped_in(case_id: int) -> None:
    act = Act.objects.get(case_id=case_id, kind="check_facts")
    Grant.objects.create(
        holder_id=act.officer_id, authority_id=act.authority_id, power="decide", valid=(at("2020-01-01 00:00"), None)
    )


def interest_struck_off(case_id: int) -> None:
    officer, party = actor("market").officer, Party.objects.get(name="李晓云")
    assert officer is not None
    row = people.declare_interest(officer_id=officer.id, party_id=party.pk, why="配偶", by=None, at=NOW)
    Interest.objects.filter(pk=row.pk).delete()


def rules_rewritten(case_id: int) -> None:
    """The matter is made to have promised less all along."""
    version = MatterVersion.objects.get(pk=Case.objects.get(pk=case_id).version_id)
    MatterVersion.objects.filter(pk=version.pk).update(content={**version.content, "topics": []})


def holidays_slipped_in(case_id: int) -> None:
    row = Holidays.objects.create(
        year=2026, title="放假通知", number="1", dated=date(2025, 11, 4), url="https://example.org", off={}, work={},
        text="year: 2026", digest=hashlib.sha256(b"year: 2026").hexdigest(), given_at=NOW,
    )  # fmt: skip
    Load.objects.create(version=1, notice=row, at=NOW)


def served_before_it_was_written(case_id: int) -> None:
    notice = Notice.objects.get(case_id=case_id, kind="grant")
    Service.objects.create(
        notice=notice, method="direct", on=date(2026, 3, 5), by_id=actor("market").user_id, at=at("2026-03-06 11:00")
    )


PLANTED: list[tuple[Callable[[int], None], str]] = [
    (notice_without_its_due_day, "notice_incomplete"),
    (notice_rewritten, "notice_altered"),
    (notice_renumbered, "notice_altered"),
    (notice_of_an_earlier_day, "notice_differs"),
    (notice_of_another_file, "notice_differs"),
    (notice_moved, "notice_without_act"),
    (paper_replaced, "notice_file_altered"),
    (certificate_paper_replaced, "certificate_file_altered"),
    (delivery_undone, "notice_without_act"),
    (case_gone, "case_missing"),
    (typed_by_a_colleague, "typed_by_another"),
    (delivered_next_year, "act_in_the_future"),
    (sent_without_a_number, "delivery_without_proof"),
    (payload_emptied, "payload_wrong"),
    (payload_of_the_wrong_kind, "unreadable"),
    (application_of_somebody_else, "application_of_another_case"),
    (certificate_prolonged, "certificate_altered"),
    (certificate_of_somebody_else, "certificate_altered"),
    (certificate_renumbered, "certificate_altered"),
    (certificate_renumbered, "number_missing"),
    (power_from_earlier_on, "changed_off_the_list"),
    (power_slipped_in, "never_entered"),
    (interest_struck_off, "gone_off_the_list"),
    (rules_rewritten, "version_altered"),
    (holidays_slipped_in, "calendar_altered"),
    (served_before_it_was_written, "served_before_issued"),
]


PLANTED_IN_FILES: list[tuple[Callable[[int], None], str]] = [
    (paper_replaced, "file_altered"),
    (paper_of_another_notice, "notice_misprinted"),
    (certificate_for_more, "certificate_misprinted"),
]
