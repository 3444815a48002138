"""Violations in the acts of a file, in who did them, in what is copied from them: each with the code that finds it."""

import json
from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection
from tests import factories
from tests.factories import actor, at
from tests.ops.planting import FIRM, NOW, insert, on, rewrite, signed, sql, words, write_notices

from sunhall.cases import drift
from sunhall.cases.models import Act, Application, Ban, Case, Statement, Turn
from sunhall.certificates.models import Certificate
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people.models import Grant, Interest, Mandate, Officer, Party


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
