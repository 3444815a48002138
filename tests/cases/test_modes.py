"""Ways of taking a file in: papers that follow, a commitment, taken in elsewhere, a lower authority first."""

import pytest
from tests import factories
from tests.factories import actor, at

from sunhall.approvals import acts as approvals
from sunhall.cases import contents, drift, notices, queries, worklists
from sunhall.cases.acts import decision, drafts, hearing, intake
from sunhall.cases.models import Act, Application, Case, Turn
from sunhall.certificates import licences
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.procedure import FirstReview
from sunhall.people.models import Centre, Officer

pytestmark = pytest.mark.django_db
AGENCY = "human-resources-service-licence"
MISSING = {"layout": "missing"}


def tolerated() -> factories.Filed:
    """Taken in by the window without the floor plan, which may follow within three working days."""
    factories.city()
    case = factories.filed()
    assert "layout" in case.materials
    factories.checked(case, wrong=MISSING)
    intake.accept(
        case_id=case.id, mode="tolerance", owed=["layout"], owed_days=3, by=actor("clerk"), at=at("2026-03-03 10:00")
    )
    return case


def supplied(case: factories.Filed, *materials: str, when: str = "2026-03-04 09:00") -> None:
    citizen, moment = actor("citizen"), at(when)
    number = drafts.start_supplement(case_id=case.id, by=citizen, at=moment)
    for material in materials:
        drafts.add_paper(application_id=number, material=material, by=citizen, at=moment)
    intake.hand_in(application_id=number, by=citizen, at=moment)


def test_a_paper_that_follows_is_supplied_before_anything_is_granted():
    case = tolerated()
    factories.facts_checked(case, "2026-03-03 15:00")
    with pytest.raises(Refused, match="owed_papers_missing"):
        decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-04 08:00"))
    before = queries.case_page(actor("market"), case.id, at=at("2026-03-04 08:00"))
    assert (before.standing.mode, before.standing.owed, before.clocks.owed_end) == (
        "tolerance",
        ("layout",),
        before.calendar.ordinal(at("2026-03-06 09:00").date()),
    )
    supplied(case, "layout")
    after = queries.case_page(actor("market"), case.id, at=at("2026-03-04 10:00"))
    assert after.standing.owed == ()
    assert set(after.checks) == {*case.materials, "form"} - {"layout"}, "what was found on the other papers stays"
    decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-04 11:00"))
    assert list(drift.drifted()) == []


def test_only_what_is_owed_is_supplied_and_once():
    case = tolerated()
    with pytest.raises(Refused, match="nothing_owed"):
        supplied(case, "rules_list")
    with pytest.raises(Refused, match="nothing_owed"):
        supplied(case)
    number = drafts.start_supplement(case_id=case.id, by=actor("citizen"), at=at("2026-03-04 10:00"))
    row = Application.objects.get(pk=number)
    row.papers.filter(material="rules_list").order_by("-pk").first().delete()
    drafts.add_paper(application_id=number, material="layout", by=actor("citizen"), at=at("2026-03-04 10:00"))
    assert intake.supply_owed(application_id=number, by=actor("citizen"), at=at("2026-03-04 10:00")) == case.id
    assert intake.supply_owed(application_id=number, by=actor("citizen"), at=at("2026-03-04 10:01")) == case.id
    assert Act.objects.filter(kind="supply_owed").count() == 1
    with pytest.raises(Refused, match="not_open_now"):
        drafts.start_supplement(case_id=case.id, by=actor("citizen"), at=at("2026-03-04 11:00"))


@pytest.mark.parametrize(
    ("wrong", "given", "code"),
    [
        ({"floor_plan": "missing"}, {"mode": "general"}, "materials_not_ok"),
        (MISSING, {"mode": "general"}, "materials_not_ok"),
        ({"layout": "unreadable"}, {"mode": "tolerance", "owed_days": 3}, "materials_not_ok"),
        (MISSING, {"mode": "tolerance", "owed": ["rules_list"], "owed_days": 3}, "owed_differs"),
        (MISSING, {"mode": "tolerance", "owed_days": 4}, "supplement_period_too_long"),
        (MISSING, {"mode": "tolerance"}, "supplement_period_too_long"),
        ({}, {"mode": "tolerance", "owed_days": 3}, "material_not_tolerable"),
        ({}, {"mode": "commitment"}, "commitment_not_allowed"),
        ({}, {"mode": "faster"}, "no_such_mode"),
    ],
)
def test_a_file_is_accepted_with_a_gap_only_as_the_published_list_says(wrong, given, code):
    factories.city()
    case = factories.filed()
    wrong = {m if m in case.materials else case.materials[0]: why for m, why in wrong.items()}
    factories.checked(case, wrong=wrong)
    with pytest.raises(Refused, match=code):
        intake.accept(case_id=case.id, by=actor("clerk"), at=at("2026-03-03 10:00"), **given)


def committed(when: str = "2026-03-02 09:00") -> factories.Filed:
    """A licence for employment services applied for on a commitment."""
    number = factories.draft(AGENCY, when=when)
    drafts.about(application_id=number, commitment=True, by=actor("citizen"), at=at(when))
    row = Application.objects.get(pk=number)
    content = contents.of(row)
    row.papers.all().delete()
    for material in content.required_materials:
        drafts.add_paper(application_id=number, material=material, by=actor("citizen"), at=at(when))
    case_id = intake.submit(application_id=number, by=actor("citizen"), at=at(when))
    return factories.Filed(case_id, number, content.required_materials)


def accepted_on_commitment() -> factories.Filed:
    factories.city(AGENCY)
    case = committed()
    factories.checked(case)
    intake.accept(case_id=case.id, mode="commitment", by=actor("clerk"), at=at("2026-03-03 10:00"))
    return case


def verify(case: factories.Filed, result: str, when: str) -> int:
    return decision.verify_commitment(
        case_id=case.id,
        result=result,
        badges=factories.badges(case),
        findings="现场核查",
        by=factories.staff(case),
        at=at(when),
    )


def test_on_a_commitment_the_licence_comes_first_and_the_check_afterwards():
    case = accepted_on_commitment()
    decision.grant(case_id=case.id, by=factories.chief(case), at=at("2026-03-03 11:00"))
    factories.issued(case, "2026-03-03 12:00")
    desks = Turn.objects.filter(case_id=case.id).values_list("role", flat=True)
    assert list(desks) == ["check"], "the check of a delivered licence lies on a desk"
    assert [row.role for row in worklists.desk(factories.staff(case), at=at("2026-03-04 09:00")).rows] == ["check"]
    verify(case, "kept", "2026-03-10 09:00")
    assert not Turn.objects.filter(case_id=case.id).exists()
    with pytest.raises(Refused, match="commitment_already_verified"):
        verify(case, "kept", "2026-03-11 09:00")
    assert list(drift.drifted()) == []


def test_a_broken_commitment_bars_the_next_one():
    case = accepted_on_commitment()
    verify(case, "broken", "2026-03-04 09:00")
    with pytest.raises(Refused, match="commitment_found_false"):
        decision.grant(case_id=case.id, by=factories.chief(case), at=at("2026-03-04 10:00"))
    with pytest.raises(Refused, match="commitment_barred"):
        committed("2026-03-05 09:00")


def test_a_broken_commitment_that_was_put_right_bars_no_further_one():
    case = accepted_on_commitment()
    with pytest.raises(Refused, match="commitment_already_verified"):
        verify(case, "put_right", "2026-03-03 11:00")
    verify(case, "broken", "2026-03-04 09:00")
    with pytest.raises(Refused, match="commitment_already_verified"):
        verify(case, "kept", "2026-03-04 10:00")
    act_id = verify(case, "put_right", "2026-03-05 09:00")
    assert "可以再次适用告知承诺制" in notices.for_act(act_id, at=at("2026-03-05 09:00")).data["consequence"]["zh-hans"]
    assert committed("2026-03-05 10:00")
    decision.grant(case_id=case.id, by=factories.chief(case), at=at("2026-03-05 11:00"))
    factories.issued(case, "2026-03-05 12:00")
    with pytest.raises(Refused, match="no_such_ground_of_revocation"):
        told_of_revocation(case)
    assert list(drift.drifted()) == []


def told_of_revocation(case: factories.Filed) -> None:
    """The holder is heard on a revocation for the broken commitment, and it is tried."""
    hearing.notify(
        case_id=case.id, to="holder", about="the_intended_act", days=1, who_and_why="拟撤销",
        by=factories.staff(case), at=at("2026-03-05 13:00"),
    )  # fmt: skip
    licences.revoke(
        case_id=case.id, ground="commitment_broken", compensation="not_protected", reasons="承诺不实",
        by=actor("hrss-chief"), at=at("2026-03-09 09:00"),
    )  # fmt: skip


def test_a_commitment_that_is_taken_back_leaves_its_papers_owed():
    case = accepted_on_commitment()
    intake.withdraw_commitment(case_id=case.id, by=actor("citizen"), at=at("2026-03-03 11:00"))
    page = queries.case_page(factories.staff(case), case.id, at=at("2026-03-03 12:00"))
    assert (page.standing.mode, page.standing.commitment) == ("general", False)
    assert page.standing.fact_check_needed, "the check of facts comes before the decision again"
    owed = page.standing.owed
    assert {"lease", "staff_list"} <= set(owed)
    supplied(case, *owed[:1])
    supplied(case, *owed[1:])
    row = Application.objects.filter(case_id=case.id).latest("submitted_at", "created_at")
    assert not contents.of(row).chose_commitment
    factories.facts_checked(case, "2026-03-05 09:00")
    decision.grant(case_id=case.id, by=factories.chief(case), at=at("2026-03-05 10:00"))
    with pytest.raises(Refused, match="not_open_now"):
        intake.withdraw_commitment(case_id=case.id, by=actor("citizen"), at=at("2026-03-05 11:00"))


def test_nobody_is_made_to_commit():
    factories.city(AGENCY)
    case = factories.filed(AGENCY)
    factories.checked(case)
    with pytest.raises(Refused, match="commitment_not_chosen"):
        intake.accept(case_id=case.id, mode="commitment", by=actor("clerk"), at=at("2026-03-03 10:00"))


def test_the_matter_and_the_case_say_whether_a_commitment_is_taken():
    factories.city()
    number = factories.draft()
    with pytest.raises(Refused, match="commitment_not_allowed"):
        drafts.about(application_id=number, commitment=True, by=actor("citizen"), at=at("2026-03-02 09:00"))


def collected() -> int:
    """Handed in on Friday afternoon at a centre elsewhere."""
    factories.city()
    elsewhere = Centre.objects.create(code="999901", name={"zh-hans": "异地中心"})
    number, when = factories.draft(when="2026-03-06 16:00"), at("2026-03-06 16:00")
    drafts.about(application_id=number, collected_by=elsewhere.pk, by=actor("citizen"), at=when)
    return intake.submit(application_id=number, by=actor("citizen"), at=when)


def test_what_is_taken_in_elsewhere_is_received_when_it_is_forwarded():
    case_id = collected()
    case = Case.objects.get(pk=case_id)
    assert (case.phase, case.received_on.isoformat()) == ("collected", "2026-03-06")
    assert [row.role for row in worklists.desk(actor("clerk"), at=at("2026-03-09 09:00")).rows] == ["forward"]
    assert not intake.note_silence(case_id=case_id, at=at("2026-03-20 09:00")), "no silence before it is received"
    intake.receive_forwarded(case_id=case_id, by=actor("clerk"), at=at("2026-03-09 10:00"))
    page = queries.case_page(actor("clerk"), case_id, at=at("2026-03-09 11:00"))
    dates = (page.standing.collected_on.isoformat(), page.standing.received_on.isoformat())
    assert dates == ("2026-03-06", "2026-03-09")
    assert page.clocks.intake_end == page.calendar.ordinal(at("2026-03-16 09:00").date())
    assert [row.role for row in worklists.desk(actor("clerk"), at=at("2026-03-09 11:00")).rows] == ["intake"]
    with pytest.raises(Refused, match="not_open_now"):
        intake.receive_forwarded(case_id=case_id, by=actor("clerk"), at=at("2026-03-09 12:00"))
    assert list(drift.drifted()) == []


def test_an_unknown_centre_and_an_unknown_request_are_refused():
    factories.city()
    number, given = factories.draft(), {"by": actor("citizen"), "at": at("2026-03-02 09:00")}
    with pytest.raises(Refused, match="no_such_centre"):
        drafts.about(application_id=number, collected_by=999, **given)
    with pytest.raises(Refused, match="no_such_request"):
        drafts.about(application_id=number, request="transfer", **given)


def test_the_lower_authority_examines_first_and_the_deciding_ones_time_starts_with_its_opinion():
    factories.city()
    lower = factories.authority("urban")
    with factories.procedure(first_review=FirstReview(lower, 10)):
        case = factories.accepted()
        roles = dict(Turn.objects.filter(case_id=case.id).values_list("role", "authority_id"))
        assert roles == {"first": lower, "lead": factories.authority("market")}
        assert Case.objects.get(pk=case.id).statutory_end is None
        factories.facts_checked(case, "2026-03-04 09:00")
        with pytest.raises(Refused, match="first_review_missing"):
            decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-04 10:00"))
        given = {"case_id": case.id, "authority_id": lower, "agrees": True, "words": "初审合格", "by": actor("urban")}
        assert queries.case_page(actor("urban"), case.id, at=at("2026-03-05 08:00")).may(Kind.PASS_UP).objection is None
        badge = Officer.objects.filter(authority_id=lower).exclude(pk=given["by"].officer.id)[0].badge
        decision.recuse(
            case_id=case.id, badge=badge, why="own_interest", reasons="亲属", by=actor("market"),
            at=at("2026-03-05 08:30"),
        )  # fmt: skip
        approvals.pass_up(at=at("2026-03-05 09:00"), **given)
        page = queries.case_page(actor("market"), case.id, at=at("2026-03-05 10:00"))
        assert page.clocks.statutory.due.isoformat() == "2026-03-19"
        with pytest.raises(Refused, match="first_review_passed_up"):
            approvals.pass_up(at=at("2026-03-05 11:00"), **given)
        decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-06 10:00"))
        assert list(drift.drifted()) == []


def test_the_choice_is_the_one_in_the_form_wherever_it_was_made_first():
    factories.city(AGENCY)
    number, given = factories.draft(AGENCY), {"by": actor("citizen"), "at": at("2026-03-02 09:00")}
    assert drafts.about(application_id=number, commitment=True, **given).commitment
    row = Application.objects.get(pk=number)
    assert (row.answers["mode"], row.data["mode"]) == ("commitment", "commitment")
    asked = contents.of(row)
    assert "visit" not in {n.item.id for n in asked.narrowed.steps}
    assert not asked.needs_fact_check
    assert asked.needs_fact_check_in("general")
    assert asked.replaced_materials, "the papers that the commitment stands for are known"
    drafts.save(application_id=number, data={"mode": "general"}, answers={"mode": "general"}, **given)
    assert not contents.of(Application.objects.get(pk=number)).chose_commitment
