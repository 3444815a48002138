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
from django.db import connection
from tests import factories
from tests.factories import actor, at

from sunhall.approvals import acts as approvals
from sunhall.cases import drift, notices
from sunhall.cases.acts import decision, hearing
from sunhall.cases.acts.record import Written
from sunhall.cases.models import Act, Ban, Case, Statement, Turn
from sunhall.certificates import acts as certificates
from sunhall.certificates import licences
from sunhall.certificates.models import Certificate
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.ops import audit
from sunhall.people import acts as people
from sunhall.people.models import Authority, Grant, Interest, Mandate, Officer, Party

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-04-30 09:00")]
NOW = at("2026-04-30 09:00")
FIRM = "示范市宏图建设有限公司"  # an agent acts for it


def codes(kind: str = "violation") -> set[str]:
    first, last = Case.objects.order_by("pk").values_list("pk", flat=True)[0], Case.objects.latest("pk").pk
    return {line["code"] for line in audit.check((first, last)) if line["kind"] == kind}


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
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE cases_act DISABLE TRIGGER USER")


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
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_statement DISABLE TRIGGER USER")
        cursor.execute("UPDATE cases_statement SET body = '另一番话' WHERE case_id = %s", [case_id])


def application_rewritten(case_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE cases_application DISABLE TRIGGER USER")
        cursor.execute("UPDATE cases_application SET data = '{}' WHERE case_id = %s", [case_id])


def notice_gone(case_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE documents_notice DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM documents_notice WHERE case_id = %s AND kind = 'acceptance'", [case_id])


def certificate_revived(case_id: int) -> None:
    Certificate.objects.filter(case_id=case_id).update(status="revoked")


def certificate_gone(case_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE certificates_certificate DISABLE TRIGGER USER")
        cursor.execute("UPDATE certificates_certificate SET case_id = case_id + 1000 WHERE case_id = %s", [case_id])


def window_holds_the_power(case_id: int) -> None:
    """A clerk's account was given the power to decide, and used it."""
    clerk = actor("clerk").officer
    assert clerk is not None
    act = Act.objects.get(case_id=case_id, kind="grant")
    Grant.objects.filter(pk=act.grant_id).update(holder_id=clerk.id)
    rewrite(case_id, "grant", officer_id=clerk.id)


def interest(login: str, since: str, until: str | None = None) -> None:
    officer, party = actor(login).officer, Party.objects.get(name="李晓云")
    assert officer is not None
    Interest.objects.create(
        officer_id=officer.id, party=party, why="配偶", declared_at=at(since), ended_at=at(until) if until else None
    )


def decided_with_an_interest(case_id: int) -> None:
    interest("market-chief", "2026-03-06 09:00")


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


@pytest.mark.parametrize(("plant", "code"), PLANTED_IN_A_HEARING, ids=[p.__name__ for p, _ in PLANTED_IN_A_HEARING])
def test_a_violation_planted_in_a_file_with_a_hearing_is_found(
    plant: Callable[[int], None], code: str, heard: factories.Filed
) -> None:
    assert codes() == set()
    plant(heard.id)
    assert code in codes()


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
    interest("market-chief", "2026-03-10 11:00")
    interest("market", "2026-01-05 09:00", "2026-03-01 09:00")
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


@pytest.mark.parametrize(("plant", "code"), PLANTED, ids=[p.__name__ for p, _ in PLANTED])
def test_a_violation_planted_behind_the_guards_is_found(
    plant: Callable[[int], None], code: str, case: factories.Filed
) -> None:
    plant(case.id)
    assert code in codes()


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
