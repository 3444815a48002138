"""The re-check of a house: clean as the house made it, and every violation that is planted behind its back is found.

Planting goes round the guards: triggers are off, rows are written by SQL, and the planted act is signed anew, so that
it is found by the law it breaks and not only by its signature.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from tests import factories
from tests.factories import actor, at

from sunhall.approvals import acts as approvals
from sunhall.calendars.models import Load
from sunhall.calendars.models import Notice as Holidays
from sunhall.cases import audit as cases
from sunhall.cases import drift, notices
from sunhall.cases.acts import decision, hearing
from sunhall.cases.acts.record import Written
from sunhall.cases.models import Act, Application, Ban, Case, Statement, Turn
from sunhall.catalogue.models import MatterVersion
from sunhall.certificates import acts as certificates
from sunhall.certificates import licences
from sunhall.certificates.models import Certificate
from sunhall.documents import rules
from sunhall.documents.models import Notice, Service
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.ops import audit
from sunhall.people import acts as people
from sunhall.people.models import Authority, Grant, Interest, Mandate, Officer, Party

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-04-30 09:00")]
NOW = at("2026-04-30 09:00")
FIRM = "示范市宏图建设有限公司"  # an agent acts for it


def codes(kind: str = "violation") -> set[str]:
    found = [line for span in cases.spans(audit.CHUNK) for line in audit.check(span)] + audit.together(files=True)
    return {line["code"] for line in found if line["kind"] == kind}


def after(plant: Callable[[int], None], case_id: int) -> set[str]:
    """What is found when this is planted; afterwards all is as before."""
    before = transaction.savepoint()
    plant(case_id)
    found = codes()
    transaction.savepoint_rollback(before)
    return found


def missed(planted: list[tuple[Callable[[int], None], str]], case_id: int) -> dict[str, set[str]]:
    """The plantings that were not found by their code, with what was found instead."""
    found = [(plant.__name__, code, after(plant, case_id)) for plant, code in planted]
    return {f"{name}: {code}": codes for name, code, codes in found if code not in codes}


@pytest.fixture
def case() -> factories.Filed:
    """A restaurant licence from the application to the delivery, with all its notices."""
    factories.city()
    case = delivered()
    unguarded()
    return case


@pytest.fixture
def heard() -> factories.Filed:
    """A file that an agent began, in which a hearing stopped the clock, was held and signed; nothing decided yet."""
    factories.city()
    case = with_a_hearing()
    unguarded()
    return case


def unguarded() -> None:
    """The guards of the database are off, as they are for who owns it."""
    tables = (
        "cases_act", "cases_statement", "documents_notice", "documents_blob", "certificates_certificate",
        "catalogue_matterversion",
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def with_a_hearing() -> factories.Filed:
    case = factories.accepted(by="agent", party=FIRM)
    market, chief = actor("market"), actor("market-head")
    factories.facts_checked(case, "2026-03-04 08:00")
    factories.hearing_called(case, by="agent")
    approvals.start_special_procedure(
        case_id=case.id, procedure="hearing", needed_days=12, reasons="听证", by=market, at=at("2026-03-04 16:00")
    )
    hearing.record_hearing(case_id=case.id, words="听证笔录", signed=True, by=chief, at=at("2026-03-20 12:00"))
    write_notices(case.id)
    return case


def delivered() -> factories.Filed:
    case = factories.accepted()
    market, chief = actor("market"), actor("market-chief")
    badges = list(
        Officer.objects.filter(authority__code="market").order_by("badge").values_list("badge", flat=True)[:2]
    )
    approvals.check_facts(
        case_id=case.id, badges=badges, result="meets", findings="符合", by=market, at=at("2026-03-05 10:00")
    )
    decision.grant(case_id=case.id, by=chief, at=at("2026-03-06 10:00"))
    certificates.issue(case_id=case.id, by=chief, at=at("2026-03-09 10:00"))
    decision.deliver(case_id=case.id, method="window", by=chief, at=at("2026-03-10 10:00"))
    write_notices(case.id)
    return case


def write_notices(case_id: int) -> None:
    for act_id in Act.objects.filter(case_id=case_id).values_list("pk", flat=True):
        notices.for_act(act_id, at=NOW)


def rewrite(case_id: int, kind: str, /, **changes: Any) -> None:
    """Change an act and sign it anew; the copy follows, as if the house itself had done it."""
    act = Act.objects.filter(case_id=case_id, kind=kind).latest("seq")
    for name, value in changes.items():
        setattr(act, name, {**act.payload, **value} if name == "payload" else value)
    signed(act)
    act.save()
    drift.rebuild(case_id)


def signed(act: Act) -> None:
    written = Written(
        act.seq, act.kind, act.at, act.on, act.payload, act.basis, act.officer_id, act.party_id, act.typed_by_id,
        act.authority_id, act.grant_id,
    )  # fmt: skip
    act.digest = written.digest(act.case_id)


def insert(case_id: int, after: str, kind: Kind, payload: dict[str, Any], *, by: str, power: str) -> None:
    """An act between two others: the later ones move on by one."""
    before = Act.objects.filter(case_id=case_id, kind=after).latest("seq")
    for act in Act.objects.filter(case_id=case_id, seq__gt=before.seq).order_by("-seq"):
        act.seq += 1
        signed(act)
        act.save()
    officer = actor(by).officer
    assert officer is not None
    grant = Grant.objects.filter(holder_id=officer.id, power=power).latest("pk")
    gesture = licensing.TABLE[kind]
    act = Act(
        case_id=case_id, seq=before.seq + 1, kind=str(kind), at=before.at, on=before.on, officer_id=officer.id,
        authority_id=grant.authority_id, grant_id=grant.pk, basis=gesture.basis, payload=payload,
        typed_by_id=before.typed_by_id,
    )  # fmt: skip
    signed(act)
    act.save()
    drift.rebuild(case_id)


def words(case_id: int) -> int:
    body = "理由"
    digest = hashlib.sha256(body.encode()).digest()
    return int(Statement.objects.create(case_id=case_id, body=body, digest=digest, created_at=NOW).pk)


def on(day: str) -> dict[str, Any]:
    moment = at(f"{day} 10:00")
    return {"at": moment, "on": moment.date()}


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def deleted(case_id: int) -> None:
    Act.objects.get(case_id=case_id, kind="check_facts").delete()


def altered_payload(case_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_act SET payload = payload || %s WHERE case_id = %s AND kind = 'deliver'",
            [json.dumps({"reference": "SF1"}), case_id],
        )


def power_ended(case_id: int) -> None:
    """The power the decision used had ended the day before."""
    act = Act.objects.get(case_id=case_id, kind="grant")
    Grant.objects.filter(pk=act.grant_id).update(valid=(NOW - timedelta(days=200), act.at - timedelta(days=1)))


def power_of_another(case_id: int) -> None:
    rewrite(case_id, "grant", officer_id=actor("market-head").officer.id)  # type: ignore[union-attr]


def by_the_window(case_id: int) -> None:
    clerk = actor("clerk").officer
    assert clerk is not None
    rewrite(case_id, "grant", officer_id=clerk.id)


def by_the_acceptor(case_id: int) -> None:
    decider = Act.objects.get(case_id=case_id, kind="grant")
    rewrite(case_id, "accept", officer_id=decider.officer_id)


def checked_by_one(case_id: int) -> None:
    rewrite(case_id, "check_facts", payload={"officers": [actor("market").officer.id] * 2})  # type: ignore[union-attr]


def checked_by_strangers(case_id: int) -> None:
    fire = list(Officer.objects.filter(authority__code="fire").values_list("pk", flat=True)[:1])
    urban = list(Officer.objects.filter(authority__code="urban").values_list("pk", flat=True)[:1])
    rewrite(case_id, "check_facts", payload={"officers": fire + urban})


def not_checked(case_id: int) -> None:
    """The check of facts is made to look like nothing that was needed."""
    check = Act.objects.get(case_id=case_id, kind="check_facts")
    check.delete()
    for act in Act.objects.filter(case_id=case_id, seq__gt=check.seq).order_by("seq"):
        act.seq -= 1
        signed(act)
        act.save()
    drift.rebuild(case_id)


def corrected_late(case_id: int) -> None:
    """A correction notice in the place of the acceptance, three weeks after the receipt."""
    items = [{"material": "form", "verdict": "wrong", "reason": "incomplete", "new_defect": False}]
    Act.objects.filter(case_id=case_id, seq__gt=2).delete()
    Act.objects.filter(case_id=case_id, seq=2).update(payload={"items": items, "days": 10})
    rewrite(case_id, "accept", kind="request_correction", **on("2026-03-23"))


def stopped_for_a_visit(case_id: int) -> None:
    payload = {"procedure": "publicity", "needed_days": 5, "statement": words(case_id), "basis": "ALL/45"}
    insert(case_id, "accept", Kind.START_SPECIAL_PROCEDURE, payload, by="market", power="review")


def stopped_without_notice(case_id: int) -> None:
    payload = {"procedure": "testing", "needed_days": 0, "statement": words(case_id), "basis": "ALL/45"}
    insert(case_id, "accept", Kind.START_SPECIAL_PROCEDURE, payload, by="market", power="review")


def extended_by_too_much(case_id: int) -> None:
    payload = {"days": 30, "approver": "agency_head", "statement": words(case_id)}
    insert(case_id, "accept", Kind.EXTEND, payload, by="market-head", power="extend")


def extended_by_the_wrong_head(case_id: int) -> None:
    payload = {"days": 5, "approver": "government_head", "statement": words(case_id)}
    insert(case_id, "accept", Kind.EXTEND, payload, by="market-head", power="extend")


def decided_twice(case_id: int) -> None:
    payload = {"statement": words(case_id)}
    insert(case_id, "grant", Kind.REFUSE, payload, by="market-chief", power="decide")


def hearing_offered_and_ignored(case_id: int) -> None:
    payload = {"to": ["applicant"], "days": 5, "statement": None}
    insert(case_id, "check_facts", Kind.OFFER_HEARING, payload, by="market", power="review")


def opinion_never_given(case_id: int) -> None:
    lane = {"authority": factories.authority("fire"), "days": 5, "mandatory": True, "consent": True}
    insert(case_id, "accept", Kind.ASK_OPINION, {"lanes": [lane]}, by="market", power="review")


def back_dated(case_id: int) -> None:
    rewrite(case_id, "grant", on=date(2026, 3, 5))


def accepted_by_nobodys_silence(case_id: int) -> None:
    Act.objects.filter(case_id=case_id, seq__gt=2).delete()
    act = Act.objects.get(case_id=case_id, seq=2)
    act.kind, act.officer, act.grant = "deem_accepted", None, None
    act.payload = {"accepted_on": "2026-03-02", "silent_until": "2026-03-09"}
    signed(act)
    act.save()
    drift.rebuild(case_id)


def another_applicant(case_id: int) -> None:
    rewrite(case_id, "submit", party_id=actor("agent").party.id)  # type: ignore[union-attr]


def copy_moved(case_id: int) -> None:
    Case.objects.filter(pk=case_id).update(decided_on=date(2026, 3, 4))


def desk_added(case_id: int) -> None:
    case = Case.objects.get(pk=case_id)
    Turn.objects.create(case=case, authority_id=case.authority_id, role="lead", matter_code=case.matter_code, end=1)


def reasons_rewritten(case_id: int) -> None:
    payload = {"to": "applicant", "about": "the_application", "days": 1, "statement": words(case_id)}
    insert(case_id, "accept", Kind.NOTIFY_INTERESTED_PARTY, payload, by="market", power="review")
    Statement.objects.filter(case_id=case_id).update(body="另一番话")


def application_rewritten(case_id: int) -> None:
    Application.objects.filter(case_id=case_id).update(data={})


def notice_gone(case_id: int) -> None:
    sql("DELETE FROM documents_notice WHERE case_id = %s AND kind = 'acceptance'", case_id)


def certificate_revived(case_id: int) -> None:
    Certificate.objects.filter(case_id=case_id).update(status="revoked")


def certificate_gone(case_id: int) -> None:
    Certificate.objects.filter(case_id=case_id).update(case_id=case_id + 1000)


def window_holds_the_power(case_id: int) -> None:
    """A clerk's account was given the power to decide, and used it."""
    clerk = actor("clerk").officer
    assert clerk is not None
    act = Act.objects.get(case_id=case_id, kind="grant")
    Grant.objects.filter(pk=act.grant_id).update(holder_id=clerk.id)
    rewrite(case_id, "grant", officer_id=clerk.id)


def decided_with_an_interest(case_id: int) -> None:
    decider = Act.objects.get(case_id=case_id, kind="grant").officer_id
    Interest.objects.create(
        officer_id=decider, party=Party.objects.get(name="李晓云"), why="配偶", declared_at=at("2026-03-06 09:00")
    )


def checked_with_an_interest(case_id: int) -> None:
    checker = Act.objects.get(case_id=case_id, kind="check_facts").payload["officers"][1]
    Interest.objects.create(
        officer_id=checker, party=Party.objects.get(name="李晓云"), why="股东", declared_at=at("2026-03-05 09:00")
    )


def typed_by_a_stranger(case_id: int) -> None:
    rewrite(case_id, "submit", typed_by_id=actor("agent").user_id)


def banned_at_the_time(case_id: int) -> None:
    """The applicant had been banned by an act of another file before this one was handed in."""
    earlier = delivered_to_another()
    Ban.objects.create(
        party=Party.objects.get(name="李晓云"), matter_code=factories.FOOD, basis="ALL/78",
        act=Act.objects.get(case_id=earlier, kind="submit"), since=date(2026, 1, 5), until=date(2027, 1, 5),
    )  # fmt: skip


def delivered_to_another() -> int:
    case = factories.filed(when="2026-01-05 09:00")
    write_notices(case.id)
    return case.id


def false_papers_without_a_ban(case_id: int) -> None:
    """The refusal for false papers says its ground, and the ban was forgotten."""
    Act.objects.filter(case_id=case_id, seq__gt=4).delete()
    ban = {"statement": words(case_id), "ground": "false_materials"}
    act = Act.objects.get(case_id=case_id, kind="grant")
    act.kind, act.payload = "refuse", ban
    signed(act)
    act.save()
    drift.rebuild(case_id)


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
    (deleted, "sequence_gap"),
    (altered_payload, "act_altered"),
    (power_ended, "no_power"),
    (power_of_another, "no_power"),
    (by_the_window, "window_decided"),
    (by_the_acceptor, "same_person_accepted"),
    (checked_by_one, "need_two_staff"),
    (checked_by_strangers, "official_of_another_authority"),
    (not_checked, "facts_not_checked"),
    (corrected_late, "late_correction_notice"),
    (stopped_for_a_visit, "special_type_not_in_art45_without_basis"),
    (stopped_without_notice, "needed_time_not_told"),
    (extended_by_too_much, "extension_over_statutory_max"),
    (extended_by_the_wrong_head, "approver_not_agency_head"),
    (decided_twice, "not_open_now"),
    (hearing_offered_and_ignored, "hearing_right_still_runs"),
    (opinion_never_given, "opinions_missing"),
    (back_dated, "back_dated"),
    (accepted_by_nobodys_silence, "deemed_without_silence"),
    (another_applicant, "not_the_applicant"),
    (copy_moved, "copy_differs"),
    (desk_added, "desk_differs"),
    (reasons_rewritten, "statement_altered"),
    (application_rewritten, "application_altered"),
    (notice_gone, "notice_missing"),
    (certificate_revived, "certificate_differs"),
    (certificate_gone, "certificate_missing"),
    (window_holds_the_power, "window_decided"),
    (decided_with_an_interest, "officer_has_interest"),
    (checked_with_an_interest, "official_kept_out"),
    (typed_by_a_stranger, "no_mandate"),
    (banned_at_the_time, "applicant_banned"),
    (false_papers_without_a_ban, "ban_missing"),
    (banned_at_the_time, "ban_without_act"),
    (not_checked, "statement_without_act"),
    (decided_twice, "recorded_out_of_order"),
    (notice_gone, "number_missing"),
    (notice_without_its_due_day, "notice_incomplete"),
    (notice_rewritten, "notice_altered"),
    (notice_renumbered, "notice_altered"),
    (notice_of_an_earlier_day, "notice_differs"),
    (notice_of_another_file, "notice_differs"),
    (notice_moved, "notice_without_act"),
    (paper_replaced, "notice_file_altered"),
    (paper_replaced, "file_altered"),
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


def chair_without_the_power(case_id: int) -> None:
    Grant.objects.filter(holder=Officer.objects.get(user__login="market-head"), power="hear").update(
        valid=(at("2026-03-05 09:00"), None)
    )


def chair_with_an_interest(case_id: int) -> None:
    chair = Act.objects.get(case_id=case_id, kind="call_hearing").payload["chair"]
    Interest.objects.create(
        officer_id=chair, party=Party.objects.get(name=FIRM), why="股东", declared_at=at("2026-03-02 09:00")
    )


def mandate_over(case_id: int) -> None:
    """The agent's mandate had ended before the application was handed in."""
    Mandate.objects.filter(principal__name=FIRM).update(valid=(at("2025-01-01 09:00"), at("2026-03-01 09:00")))


def stop_ended_by_nobody(case_id: int) -> None:
    """The stop for the hearing was ended by nobody, an hour after the record."""
    rewrite(case_id, "end_special_procedure", at=at("2026-03-20 13:00"))


PLANTED_IN_A_HEARING: list[tuple[Callable[[int], None], str]] = [
    (chair_without_the_power, "chair_holds_no_power"),
    (chair_with_an_interest, "chair_is_reviewer"),
    (mandate_over, "no_mandate"),
    (stop_ended_by_nobody, "nobody_did_it"),
]


def test_what_the_house_made_is_clean(case: factories.Filed) -> None:
    with_a_hearing()
    assert codes() == set()


def test_every_violation_planted_in_a_file_with_a_hearing_is_found(heard: factories.Filed) -> None:
    assert codes() == set()
    assert missed(PLANTED_IN_A_HEARING, heard.id) == {}


def test_a_revocation_by_the_superior_is_clean_and_by_any_other_authority_is_found(case: factories.Filed) -> None:
    market, above = (Authority.objects.get(code=code) for code in ("market", "construction"))
    people.change(Authority, market.pk, {"superior_id": above.pk}, by=None, at=at("2026-03-11 09:00"))
    hearing.notify(
        case_id=case.id, to="holder", about="the_intended_act", days=1, who_and_why="拟撤销", by=actor("market"),
        at=at("2026-03-11 10:00"),
    )  # fmt: skip
    licences.revoke(
        case_id=case.id, ground="ultra_vires", compensation="granted", reasons="超越职权", authority_id=above.pk,
        by=actor("construction-chief"), at=at("2026-03-16 10:00"),
    )  # fmt: skip
    write_notices(case.id)
    people.change(Authority, market.pk, {"superior_id": None}, by=None, at=at("2026-04-01 09:00"))
    assert codes() == set(), "it was the superior on that day"
    with connection.cursor() as cursor:  # as if it had never been
        cursor.execute("ALTER TABLE people_change DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM people_change WHERE what = 'authority'")
    assert "not_the_superior" in codes()


def test_an_interest_declared_later_or_ended_before_does_not_touch_what_was_done(case: factories.Filed) -> None:
    party = Party.objects.get(name="李晓云").pk
    later, before = (Officer.objects.get(user__login=login).pk for login in ("market-chief", "market"))
    people.declare_interest(officer_id=later, party_id=party, why="配偶", by=None, at=at("2026-03-10 11:00"))
    row = people.declare_interest(officer_id=before, party_id=party, why="配偶", by=None, at=at("2026-01-05 09:00"))
    people.end_interest(interest_id=row.pk, by=None, at=at("2026-03-01 09:00"))
    assert codes() == set()


def test_an_officer_who_went_to_a_window_later_did_not_decide_there(case: factories.Filed) -> None:
    chief = Officer.objects.get(user__login="market-chief")
    people.change(Officer, chief.pk, {"role": "clerk"}, by=None, at=at("2026-03-20 09:00"))
    assert codes() == set()


def test_a_licence_that_ran_out_while_its_renewal_was_under_way_is_lawfully_withdrawn() -> None:
    factories.city()
    old, certificate = factories.licensed()
    asked = factories.asked_of(certificate, "renew")
    head = actor("market-head")
    hearing.notify(
        case_id=old.id, to="holder", about="the_intended_act", days=3, who_and_why="道路改造", by=actor("market"),
        at=at("2026-03-20 09:00"),
    )  # fmt: skip
    licences.withdraw_licence(
        case_id=old.id, ground="circumstances_changed", compensation="granted", reasons="道路改造", by=head,
        at=at("2026-04-01 09:00"),
    )  # fmt: skip
    write_notices(old.id)
    write_notices(asked.id)
    assert "licence_not_in_force" not in codes()


def test_every_violation_planted_behind_the_guards_is_found(case: factories.Filed) -> None:
    assert missed(PLANTED, case.id) == {}


def test_a_limited_licence_given_over_the_number_or_out_of_turn_is_found() -> None:
    """Among those who wait stands also whom silence accepted, from the day on which the papers came in (art. 57)."""
    factories.city()
    with factories.procedure(quantity=1):
        first = factories.reviewed(factories.filed(), "2026-03-03")
        second = factories.reviewed(factories.filed(), "2026-03-04")
        decision.grant(case_id=first.id, by=actor("market-chief"), at=at("2026-03-12 10:00"))
        silent = factories.filed(when="2026-03-12 11:00")
        for each in (first, second, silent):
            write_notices(each.id)
        unguarded()

        def twice(case_id: int) -> None:
            insert(case_id, "check_facts", Kind.GRANT, {"statement": None}, by="market-chief", power="decide")

        def accepted_before(case_id: int) -> None:
            rewrite(case_id, "accept", **on("2026-03-02"))

        def handed_in_before(case_id: int) -> None:
            rewrite(case_id, "submit", **on("2026-03-02"))

        assert not codes() & {"quantity_used_up", "earlier_in_queue"}
        assert {"quantity_used_up", "earlier_in_queue"} <= after(twice, second.id)
        assert missed([(accepted_before, "earlier_in_queue")], second.id) == {}
        assert missed([(handed_in_before, "earlier_in_queue")], silent.id) == {}


def test_a_clock_that_ran_out_is_told_and_leaves_the_record_clean(
    case: factories.Filed, capsys: pytest.CaptureFixture[str]
) -> None:
    late = factories.accepted(when="2026-03-11 09:00", on="2026-03-12 10:00")
    write_notices(late.id)
    assert codes() == set()
    assert "statutory_exceeded" in codes("late")
    assert audit.main(["--late", "--processes", "1"]) == 0
    assert "ALL/74(2)  statutory_exceeded  × 1" in capsys.readouterr().out


def test_the_command_names_the_article_the_case_and_the_act(
    case: factories.Filed, capsys: pytest.CaptureFixture[str]
) -> None:
    checked_by_one(case.id)
    assert audit.main(["--processes", "1"]) == 1
    told = capsys.readouterr().out
    assert "ALL/34(3)  need_two_staff  × 1" in told
    assert f"case {Case.objects.get(pk=case.id).number}, act 3" in told
    assert audit.main(["--json", "--processes", "1"]) == 1
    assert json.loads(capsys.readouterr().out.splitlines()[0])["code"] == "need_two_staff"
