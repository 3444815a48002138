"""The life of a licence: changed, renewed (also by silence), withdrawn, revoked, forfeited, cancelled; bans."""

from datetime import date
from unittest import mock

import pytest
from tests import factories
from tests.factories import actor, at

from sunhall.cases import audit, drift, notices, queries, silence
from sunhall.cases.acts import decision, drafts, hearing, intake
from sunhall.cases.models import Act, Ban, Case, Turn
from sunhall.certificates import acts as certificates_acts
from sunhall.certificates import licences
from sunhall.certificates import queries as certificates
from sunhall.certificates.models import Certificate
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people.models import Authority, Party

pytestmark = pytest.mark.django_db
HYGIENE = "public-place-hygiene-licence"


@pytest.fixture
def food() -> tuple[factories.Filed, int]:
    """A food licence, valid to 31 March 2026."""
    factories.city()
    return factories.licensed()


def told_holder(case: factories.Filed, when: str = "2026-02-02 09:00") -> None:
    hearing.notify(
        case_id=case.id,
        to="holder",
        about="the_intended_act",
        days=3,
        who_and_why="拟对许可作出处理",
        by=factories.staff(case),
        at=at(when),
    )


def test_a_renewal_in_time_begins_on_the_day_after_the_old_term(food):
    old, certificate = food
    case = factories.reviewed(factories.asked_of(certificate, "renew"), "2026-02-11")
    first = Act.objects.get(case_id=case.id, seq=1).payload
    assert (first["request"], first["certificate"], first["valid_to"], first["in_time"]) == (
        "renew",
        certificate,
        "2026-03-31",
        True,
    )
    with pytest.raises(Refused, match="decision_of_another_kind"):
        decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-02-11 10:30"))
    decision.renew(case_id=case.id, by=actor("market-chief"), at=at("2026-02-11 11:00"))
    new = Certificate.objects.get(pk=factories.issued(case, "2026-02-11 12:00"))
    assert (new.valid_from, new.valid_to, new.replaces_id) == (date(2026, 4, 1), date(2031, 3, 31), certificate)
    assert Act.objects.get(case_id=case.id, kind="issue").payload["valid"] == [[new.pk, "2026-04-01", "2031-03-31"]]
    replaced = Certificate.objects.get(pk=certificate)
    assert replaced.status == "changed"
    assert certificates.check(replaced.number, today=date(2026, 2, 12)).state == "changed"
    told_holder(old, "2026-02-12 09:00")
    with pytest.raises(Refused, match="licence_replaced"):
        licences.revoke(
            case_id=old.id, ground="ultra_vires", compensation="granted", reasons="超越职权", by=actor("market-head"),
            at=at("2026-02-25 09:00"), certificates=[certificate],
        )  # fmt: skip
    with pytest.raises(Refused, match="licence_replaced"):
        factories.asked_of(certificate, "change", when="2026-02-26 09:00")
    assert list(drift.drifted()) == []


def test_silence_renews_and_the_job_records_it_on_the_last_day_of_the_old_term(food):
    _, certificate = food
    case = factories.reviewed(factories.asked_of(certificate, "renew"), "2026-02-11")
    assert "renewal" in set(Turn.objects.filter(case_id=case.id).values_list("role", flat=True))
    assert case.id not in silence.candidates(at=at("2026-03-31 23:00"))
    assert not intake.note_silence(case_id=case.id, at=at("2026-03-31 23:00"))
    page = queries.case_page(actor("market"), case.id, at=at("2026-04-01 09:00"))
    assert (page.standing.phase, page.standing.outcome) == ("granted", "deemed_renewed")
    assert case.id in silence.candidates(at=at("2026-04-01 09:00"))
    with pytest.raises(Refused, match="late_renewal_decision"):
        decision.refuse(case_id=case.id, reasons="不符合", by=actor("market-chief"), at=at("2026-04-01 09:00"))
    assert intake.note_silence(case_id=case.id, at=at("2026-04-01 09:30"))
    assert not intake.note_silence(case_id=case.id, at=at("2026-04-01 09:45"))
    number = Certificate.objects.get(pk=certificate).number
    told = certificates.check(number, today=date(2026, 4, 1))
    assert (told.state, told.is_good) == ("renewed", True), "the public is told that it goes on"
    assert certificates.check(number, today=date(2026, 3, 31)).state == "valid"
    act = Act.objects.get(case_id=case.id, kind="deem_renewed")
    assert (act.on, act.officer_id) == (date(2026, 3, 31), None)
    assert case.id not in silence.candidates(at=at("2026-04-02 09:00"))
    new = Certificate.objects.get(pk=factories.issued(case, "2026-04-02 10:00"))
    assert (new.valid_from, new.replaces_id) == (date(2026, 4, 1), certificate)
    assert certificates.check(number, today=date(2026, 4, 2)).state == "changed"
    assert list(drift.drifted()) == []


def test_a_late_request_is_taken_where_the_matter_says_so_but_silence_does_not_renew_it(food):
    _, certificate = food
    case = factories.reviewed(factories.asked_of(certificate, "renew", when="2026-03-20 09:00"), "2026-03-23")
    assert Act.objects.get(case_id=case.id, seq=1).payload["in_time"] is False
    page = queries.case_page(actor("market"), case.id, at=at("2026-04-01 09:00"))
    assert page.standing.phase == "review"
    number = Certificate.objects.get(pk=certificate).number
    assert certificates.check(number, today=date(2026, 4, 1)).state == "expired"
    decision.renew(case_id=case.id, by=actor("market-chief"), at=at("2026-04-03 09:00"))
    new = Certificate.objects.get(pk=factories.issued(case, "2026-04-03 10:00"))
    assert new.valid_from == date(2026, 4, 3), "granted after the old term, the new one begins with the decision"


def test_the_window_opens_and_closes_as_the_matter_says(food):
    _, certificate = food
    number = factories.draft(when="2026-01-12 13:00")
    given = {"application_id": number, "by": actor("citizen"), "request": "renew", "certificate": certificate}
    other = factories.licensed(on="2026-01-13", valid=("2026-01-13", "2026-12-31"))[1]
    with pytest.raises(Refused) as early:
        drafts.about(at=at("2026-01-14 09:00"), **{**given, "certificate": other})
    assert (early.value.code, early.value.facts["opens"]) == ("renewal_too_early", date(2026, 8, 21))
    assert drafts.about(at=at("2026-03-10 09:00"), **given).in_time is True
    assert drafts.about(at=at("2026-03-11 09:00"), **given).in_time is False
    with pytest.raises(Refused, match="renewal_too_late"):
        drafts.about(at=at("2026-04-01 09:00"), **given)


def test_where_a_late_request_is_a_new_application_it_is_refused_with_the_day():
    factories.city(HYGIENE)
    _, certificate = factories.licensed(HYGIENE)
    with pytest.raises(Refused) as late:
        factories.asked_of(certificate, "renew", code=HYGIENE, when="2026-03-02 09:00")
    assert (late.value.code, late.value.facts["closes"]) == ("renewal_too_late", date(2026, 3, 1))
    assert factories.asked_of(certificate, "renew", code=HYGIENE, when="2026-03-01 09:00")


def test_a_change_keeps_the_term_and_replaces_the_licence(food):
    _, certificate = food
    case = factories.reviewed(factories.asked_of(certificate, "change"), "2026-02-11")
    with pytest.raises(Refused, match="decision_of_another_kind"):
        decision.renew(case_id=case.id, by=actor("market-chief"), at=at("2026-02-11 11:00"))
    decision.change(case_id=case.id, by=actor("market-chief"), at=at("2026-02-11 11:00"))
    new = Certificate.objects.get(pk=factories.issued(case, "2026-02-11 12:00"))
    assert (new.valid_from, new.valid_to) == (date(2026, 2, 11), date(2026, 3, 31))
    assert Certificate.objects.get(pk=certificate).status == "changed"
    again = factories.asked_of(new.pk, "renew", when="2026-02-12 09:00")
    with pytest.raises(Refused) as running:
        factories.asked_of(new.pk, "change", when="2026-02-12 10:00")
    assert running.value.facts["number"] == Case.objects.get(pk=again.id).number


def test_after_a_refusal_was_delivered_the_holder_may_ask_again(food):
    _, certificate = food
    case = factories.reviewed(factories.asked_of(certificate, "change"), "2026-02-11")
    with pytest.raises(Refused, match="request_already_running"):
        factories.asked_of(certificate, "change", when="2026-02-11 10:30")
    decision.refuse(case_id=case.id, reasons="不符合条件", by=actor("market-chief"), at=at("2026-02-11 11:00"))
    decision.deliver(case_id=case.id, method="window", by=actor("market"), at=at("2026-02-11 12:00"))
    assert (Case.objects.get(pk=case.id).phase, Case.objects.get(pk=case.id).outcome) == ("delivered", "refused")
    again = factories.reviewed(factories.asked_of(certificate, "change", when="2026-02-12 09:00"), "2026-02-13")
    decision.change(case_id=again.id, by=actor("market-chief"), at=at("2026-02-13 11:00"))
    assert Certificate.objects.get(pk=factories.issued(again, "2026-02-13 12:00")).replaces_id == certificate


def struck(case: factories.Filed, when: str = "2026-02-16 10:00") -> None:
    """The licence that a change or renewal asks about is revoked while that runs; its holder was heard before."""
    told_holder(case, "2026-02-09 09:00")
    licences.revoke(
        case_id=case.id, ground="ultra_vires", compensation="granted", reasons="超越职权", by=actor("market-head"),
        at=at(when),
    )  # fmt: skip


ASKED = {"change": decision.change, "renew": decision.renew}


@pytest.mark.parametrize("request_", ASKED)
def test_licence_ended_meanwhile_what_was_revoked_is_neither_changed_nor_renewed(food, request_):
    old, certificate = food
    case = factories.reviewed(factories.asked_of(certificate, request_), "2026-02-11")
    struck(old)
    by, when = actor("market-chief"), at("2026-02-16 11:00")
    allowed = queries.case_page(by, case.id, at=when).may(Kind(request_))
    assert allowed.objection.code == "licence_ended_meanwhile", "the button says so before anybody presses it"
    with pytest.raises(Refused) as refused:
        ASKED[request_](case_id=case.id, by=by, at=when)
    assert (refused.value.code, refused.value.facts["article"]) == ("licence_ended_meanwhile", "ALL/49")
    decision.refuse(case_id=case.id, reasons="原许可已被撤销", by=by, at=when)


def test_silence_renews_nothing_that_was_revoked_before_its_last_day(food):
    old, certificate = food
    case = factories.reviewed(factories.asked_of(certificate, "renew"), "2026-02-11")
    struck(old)
    by, when = actor("market-chief"), at("2026-04-02 09:00")
    assert intake.note_silence(case_id=case.id, at=when) is False
    page = queries.case_page(by, case.id, at=when)
    assert (page.standing.phase, page.standing.outcome) == ("review", "")
    decision.terminate(case_id=case.id, ground="licence_ended", reasons="原许可已被撤销", by=by, at=when)
    kinds = list(Act.objects.filter(case_id=case.id).values_list("kind", flat=True))
    assert "deem_renewed" not in kinds
    found = audit.check(case.id, case.id, at=when, today=date(2026, 4, 2))
    assert {f.finding.code for f in found if f.finding.kind == "violation"} == {"notice_missing"}  # no job ran
    assert list(drift.drifted()) == []


def test_silence_has_renewed_what_is_revoked_only_after_its_last_day(food):
    old, certificate = food
    case = factories.reviewed(factories.asked_of(certificate, "renew"), "2026-02-11")
    told_holder(old, "2026-03-30 09:00")
    licences.revoke(
        case_id=old.id, ground="ultra_vires", compensation="granted", reasons="超越职权", by=actor("market-head"),
        at=at("2026-04-07 10:00"),
    )  # fmt: skip
    assert intake.note_silence(case_id=case.id, at=at("2026-04-08 09:00")) is True
    assert Case.objects.get(pk=case.id).outcome == "deemed_renewed"


@pytest.mark.parametrize("request_", ASKED)
def test_a_file_granted_before_its_licence_was_revoked_ends_without_a_certificate(food, request_):
    old, certificate = food
    case = factories.reviewed(factories.asked_of(certificate, request_), "2026-02-11")
    by = actor("market-chief")
    ASKED[request_](case_id=case.id, by=by, at=at("2026-02-11 11:00"))
    given = {"case_id": case.id, "by": by, "reasons": "原许可已失效"}
    with pytest.raises(Refused) as early:
        decision.terminate(ground="licence_ended", at=at("2026-02-11 12:00"), **given)
    assert (early.value.code, early.value.facts["article"]) == ("decision_to_be_carried_out", "ALL/44")
    struck(old)
    with pytest.raises(Refused, match="licence_ended_meanwhile"):
        certificates_acts.issue(case_id=case.id, by=actor("market"), at=at("2026-02-16 11:00"))
    with pytest.raises(Refused, match="decision_to_be_carried_out"):
        decision.terminate(ground="purpose_gone", at=at("2026-02-16 11:00"), **given)
    act_id = decision.terminate(ground="licence_ended", at=at("2026-02-16 12:00"), **given)
    row = Case.objects.get(pk=case.id)
    assert (row.phase, row.outcome, Turn.objects.filter(case_id=case.id).exists()) == (
        "terminated",
        "terminated",
        False,
    )
    assert notices.for_act(act_id, at=at("2026-02-16 12:00")).kind == "termination"
    assert list(drift.drifted()) == []


def test_a_change_is_decided_before_the_term_is_over_and_may_be_issued_after_it(food):
    _, certificate = food
    late = factories.reviewed(factories.asked_of(certificate, "change", when="2026-03-30 09:00"), "2026-03-31")
    with pytest.raises(Refused, match="licence_ended_meanwhile"):
        decision.change(case_id=late.id, by=actor("market-chief"), at=at("2026-04-01 11:00"))
    decision.change(case_id=late.id, by=actor("market-chief"), at=at("2026-03-31 11:00"))
    with pytest.raises(Refused, match="decision_to_be_carried_out"):
        decision.terminate(
            case_id=late.id, ground="licence_ended", reasons="期满", by=actor("market-chief"), at=at("2026-04-01 11:00")
        )
    new = Certificate.objects.get(pk=factories.issued(late, "2026-04-01 12:00"))
    assert (new.valid_from, new.valid_to) == (date(2026, 3, 31), date(2026, 3, 31))


def test_a_change_that_was_decided_too_late_is_refused_in_words_when_it_is_to_be_issued(food):
    _, certificate = food
    late = factories.reviewed(factories.asked_of(certificate, "change", when="2026-03-30 09:00"), "2026-03-31")
    with mock.patch.object(decision, "_old", return_value={}):  # as it could be decided once
        decision.change(case_id=late.id, by=actor("market-chief"), at=at("2026-04-01 11:00"))
    with pytest.raises(Refused, match="licence_ended_meanwhile"):
        certificates_acts.issue(case_id=late.id, by=actor("market"), at=at("2026-04-01 12:00"))
    decision.terminate(
        case_id=late.id, ground="licence_ended", reasons="期满", by=actor("market-chief"), at=at("2026-04-01 13:00")
    )


def test_only_the_holders_own_licence_of_this_matter_is_changed(food):
    _, certificate = food
    with pytest.raises(Refused, match="licence_not_yours"):
        factories.asked_of(certificate, "change", by="agent")
    with pytest.raises(Refused, match="licence_not_named"):
        factories.asked_of(None, "change")
    with pytest.raises(Refused, match="licence_not_yours"):
        factories.asked_of(certificate + 1, "change")
    number = factories.draft()
    with pytest.raises(NotFound):
        drafts.about(
            application_id=number, request="renew", certificate=certificate, by=actor("agent"),
            at=at("2026-02-10 09:00"),
        )  # fmt: skip


ENDS = {
    "withdrawn": (
        licences.withdraw_licence,
        {"ground": "circumstances_changed", "compensation": "granted", "reasons": "道路改造"},
    ),
    "revoked": (licences.revoke, {"ground": "ultra_vires", "compensation": "granted", "reasons": "超越职权"}),
    "forfeited": (licences.forfeit, {"decision": "示市监罚〔2026〕1号", "reasons": "行政处罚"}),
}


@pytest.mark.parametrize("state", ENDS)
def test_a_licence_is_taken_after_its_holder_was_heard_and_the_public_check_says_so(food, state):
    case, certificate = food
    act, given = ENDS[state]
    given = {**given, "case_id": case.id, "by": actor("market-head")}
    with pytest.raises(Refused, match="holder_not_heard"):
        act(at=at("2026-02-02 08:00"), **given)
    told_holder(case)
    hearing.record_statement(
        case_id=case.id, of="holder", views="无异议", by=actor("citizen"), at=at("2026-02-03 09:00")
    )
    act_id = act(at=at("2026-02-03 10:00"), **given)
    row = Certificate.objects.get(pk=certificate)
    assert row.status == state
    found = certificates.check(row.number, today=date(2026, 2, 3))
    assert (found.state, found.is_good) == (state, False)
    page = queries.case_page(actor("market"), case.id, at=at("2026-02-03 11:00"))
    assert (page.standing.phase, page.standing.licences[certificate].state) == ("delivered", state)
    assert page.acts[-1].id == act_id
    with pytest.raises(Refused, match="licence_not_in_force"):
        act(at=at("2026-02-04 10:00"), certificates=[certificate], **given)
    licences.cancel(
        case_id=case.id, ground="struck", reasons="依法注销", by=actor("market-head"), at=at("2026-02-05 09:00")
    )
    assert Certificate.objects.get(pk=certificate).status == "cancelled"
    with pytest.raises(Refused, match="licence_not_in_force"):
        factories.asked_of(certificate, "renew", when="2026-02-10 09:00")
    assert list(drift.drifted()) == []


def test_the_superior_of_the_deciding_authority_revokes_in_its_own_name_and_no_other_does(food):
    case, certificate = food
    told_holder(case)
    hearing.record_statement(
        case_id=case.id, of="holder", views="无异议", by=actor("citizen"), at=at("2026-02-03 09:00")
    )
    above = factories.authority("construction")
    given = {"case_id": case.id, "ground": "ultra_vires", "compensation": "granted", "reasons": "超越职权",
             "by": actor("construction-chief"), "at": at("2026-02-03 10:00")}  # fmt: skip
    with pytest.raises(Refused) as refused:
        licences.revoke(**given, authority_id=above)
    assert (refused.value.code, refused.value.facts["article"]) == ("not_the_superior", "ALL/69")
    with pytest.raises(NotFound):
        queries.case_page(given["by"], case.id, at=given["at"])
    Authority.objects.filter(code="market").update(superior_id=above)
    assert licences.in_whose_name(given["by"], factories.authority("market"), factories.FOOD, given["at"]) == [above]
    page = queries.case_page(given["by"], case.id, at=given["at"])
    assert [one.kind for one in page.allowed if one.objection is None] == ["revoke"]
    with pytest.raises(Refused, match="no_power"):
        licences.revoke(**given)
    act = Act.objects.get(pk=licences.revoke(**given, authority_id=above))
    assert (act.authority_id, act.payload["authority"]) == (above, above)
    assert Certificate.objects.get(pk=certificate).status == "revoked"
    told = notices.for_act(act.pk, at=given["at"])
    assert (told.authority_code, told.data["seal"]["zh-hans"]) == ("construction", act.authority.name["zh-hans"])


def test_who_holds_no_power_takes_no_licence(food):
    case, certificate = food
    told_holder(case)
    with pytest.raises(Refused, match="no_power"):
        licences.cancel(
            case_id=case.id, ground="holder_gone", reasons="死亡", by=actor("market-chief"), at=at("2026-02-09 09:00")
        )
    assert Certificate.objects.get(pk=certificate).status == "valid"


def test_an_expired_licence_is_cancelled_unless_its_renewal_was_asked_for_in_time(food):
    case, certificate = food
    given = {"case_id": case.id, "ground": "expired", "reasons": "期满未延续", "by": actor("market-head")}
    with pytest.raises(Refused, match="no_ground_to_cancel"):
        licences.cancel(at=at("2026-03-31 09:00"), **given)
    asked = factories.asked_of(certificate, "renew")
    with pytest.raises(Refused, match="no_ground_to_cancel"):
        licences.cancel(at=at("2026-04-01 09:00"), **given)
    page = queries.case_page(actor("market"), asked.id, at=at("2026-04-01 09:00"))
    assert page.standing.outcome == "deemed_renewed"


def test_an_expired_licence_is_cancelled(food):
    case, certificate = food
    licences.cancel(
        case_id=case.id, ground="expired", reasons="期满未延续", by=actor("market-head"), at=at("2026-04-01 09:00")
    )
    assert Certificate.objects.get(pk=certificate).status == "cancelled"


def test_fraud_bars_the_holder_for_three_years_from_a_matter_of_safety(food):
    case, _ = food
    told_holder(case)
    with factories.procedure(is_safety_related=True):
        act_id = licences.revoke(
            case_id=case.id, ground="fraud_or_bribery", compensation="not_protected", reasons="伪造材料",
            by=actor("market-head"), at=at("2026-03-02 09:00"),
        )  # fmt: skip
    ban = Ban.objects.get()
    assert (ban.act_id, ban.basis, ban.since, ban.until) == (act_id, "ALL/79", date(2026, 3, 2), date(2029, 3, 2))
    with pytest.raises(Refused) as refused:
        factories.filed(when="2026-03-03 09:00")
    assert (refused.value.code, refused.value.facts["until"]) == ("applicant_banned", date(2029, 3, 2))


@pytest.mark.parametrize("before", [True, False], ids=["not accepted", "refused"])
def test_false_papers_bar_the_applicant_for_a_year_from_a_matter_of_safety(before):
    factories.city()
    with factories.procedure(is_safety_related=True):
        if before:
            case = factories.filed(when="2026-03-02 09:00")
            intake.refuse_acceptance(
                case_id=case.id, ground="false_materials", reasons="租赁合同系伪造", by=actor("market-chief"),
                at=at("2026-03-02 10:00"),
            )  # fmt: skip
        else:
            case = factories.accepted(when="2026-02-26 09:00", on="2026-02-27 09:00")
            decision.refuse(
                case_id=case.id, ground="false_materials", reasons="租赁合同系伪造", by=actor("market-chief"),
                at=at("2026-03-02 10:00"),
            )  # fmt: skip
        assert Ban.objects.get().until == date(2027, 3, 2)
        with pytest.raises(Refused, match="applicant_banned"):
            factories.filed(when="2026-12-31 09:00")
        other = Party.objects.filter(kind="organisation").first()
        assert other is not None
        assert factories.filed(by="agent", when="2026-03-03 09:00"), "nobody else is barred"


def test_where_no_safety_is_concerned_false_papers_bar_nobody():
    factories.city()
    case = factories.accepted()
    with factories.procedure(is_safety_related=False):
        decision.refuse(
            case_id=case.id, ground="false_materials", reasons="伪造", by=actor("market-chief"),
            at=at("2026-03-04 10:00"),
        )  # fmt: skip
    assert not Ban.objects.exists()
    assert Act.objects.get(case_id=case.id, kind="refuse").payload["ground"] == "false_materials"
