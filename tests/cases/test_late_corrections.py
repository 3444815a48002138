"""The correction period is over: silence has done what the matter's rule says, whether or not any job has looked."""

from collections.abc import Iterator

import pytest
from tests import factories
from tests.desk import signed_in, words

from sunhall.cases import drift, silence
from sunhall.cases.acts import decision, drafts, intake
from sunhall.cases.models import Act, Case, Paper, Turn
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.procedure import Intake

pytestmark = pytest.mark.django_db(transaction=True)
IN_TIME = "2026-03-24 16:00"  # fifteen working days after 3 March end on 24 March
NEXT_DAY = "2026-03-25 08:00"
LATE = "2026-04-01 09:00"
STILL_COUNTS = "what you hand in still counts"
OVER = "since 25 March 2026 the application counts as"


@pytest.fixture
def asked() -> factories.Filed:
    """A case whose applicant was told to correct one paper."""
    factories.city()
    case = factories.filed()
    factories.checked(case, wrong={case.materials[0]: "expired"})
    intake.request_correction(case_id=case.id, by=factories.actor("clerk"), at=factories.at("2026-03-03 10:00"))
    return case


@pytest.fixture
def refusing(asked: factories.Filed) -> Iterator[None]:
    """The matter's own rule refuses what was not corrected."""
    with factories.procedure(intake=Intake(correction_days=15, lapse="refused")):
        yield


def begun(case: factories.Filed, when: str) -> str:
    """The applicant replaces the paper, and has not handed it in yet."""
    by, at = factories.actor("citizen"), factories.at(when)
    number = drafts.start_supplement(case_id=case.id, by=by, at=at)
    old = Paper.objects.get(application_id=number, material=case.materials[0])
    drafts.remove_paper(application_id=number, paper_id=old.pk, by=by, at=at)
    drafts.add_paper(application_id=number, material=case.materials[0], by=by, at=at)
    drafts.save(application_id=number, by=by, at=at, data={"wish_inspection_date": ""})  # it has passed meanwhile
    return str(number)


def corrected(case: factories.Filed, when: str) -> None:
    number = begun(case, when)
    intake.resubmit(application_id=number, by=factories.actor("citizen"), at=factories.at(when))


def lapse_of(case: factories.Filed) -> Act:
    return Act.objects.get(case_id=case.id, kind="lapse")


def test_what_comes_on_the_last_day_counts_and_nothing_lapses(asked: factories.Filed) -> None:
    corrected(asked, IN_TIME)
    assert Case.objects.get(pk=asked.id).phase == "received"
    assert not intake.note_silence(case_id=asked.id, at=factories.at(NEXT_DAY))


@pytest.mark.parametrize("recorded", [False, True])
def test_what_comes_later_is_refused_whether_or_not_the_lapse_is_recorded(
    asked: factories.Filed, recorded: bool
) -> None:
    number = begun(asked, IN_TIME)
    if recorded:
        assert intake.note_silence(case_id=asked.id, at=factories.at(NEXT_DAY))
    by, at = factories.actor("citizen"), factories.at(NEXT_DAY)
    for hand_in in (intake.resubmit, intake.hand_in):
        with pytest.raises(Refused, match="correction_period_over") as refused:
            hand_in(application_id=number, by=by, at=at)
        assert (refused.value.facts["article"], refused.value.facts["ended_on"]) == ("ALL/32(1)(4)", "2026-03-25")
    with pytest.raises(Refused, match="correction_period_over"):
        drafts.start_supplement(case_id=asked.id, by=by, at=at)


@pytest.mark.parametrize("looked", [NEXT_DAY, LATE, "2026-06-30 09:00"])
def test_the_lapse_has_the_same_day_whenever_somebody_looks(asked: factories.Filed, looked: str) -> None:
    assert not intake.note_silence(case_id=asked.id, at=factories.at(IN_TIME))
    assert asked.id in silence.candidates(at=factories.at(looked))
    assert intake.note_silence(case_id=asked.id, at=factories.at(looked))
    assert not intake.note_silence(case_id=asked.id, at=factories.at(looked))
    case, act = Case.objects.get(pk=asked.id), lapse_of(asked)
    assert (case.phase, case.outcome, str(case.ended_on), str(act.on)) == (
        "lapsed", "abandoned", "2026-03-25", "2026-03-25",
    )  # fmt: skip
    assert act.payload == {"effect": "abandoned", "silent_until": "2026-03-24"}
    assert list(drift.drifted()) == []


@pytest.mark.at(LATE)
def test_the_applicants_pages_say_what_silence_did_and_what_to_do_next(asked: factories.Filed) -> None:
    applicant = signed_in("citizen")
    page = words(applicant.get(f"/my/{asked.id}/"))
    assert OVER in page and "You can apply again at any time." in page and STILL_COUNTS not in page
    assert "The time for corrections ran out" in page, "the history tells it before any act does"
    for answer in (applicant.get(f"/my/{asked.id}/correct/"), applicant.post(f"/my/{asked.id}/correct/")):
        assert answer.status_code == 302
    told = words(applicant.get(f"/my/{asked.id}/"))
    assert OVER in told and "Apply again at any time; this case and its papers stay on your pages." in told
    chinese = words(signed_in("citizen", "zh-hans").get(f"/my/{asked.id}/"))
    assert "视为放弃申请" in chinese


@pytest.mark.at("2026-03-05 09:00")
def test_they_do_not_say_so_while_there_is_time(asked: factories.Filed) -> None:
    page = words(signed_in("citizen").get(f"/my/{asked.id}/"))
    assert STILL_COUNTS not in page and OVER not in page


def refuse(case: factories.Filed, when: str, **more: str) -> int:
    by, at = factories.actor("market-chief"), factories.at(when)
    return decision.refuse(case_id=case.id, reasons="告知补正的材料逾期未提交", by=by, at=at, **more)


@pytest.mark.usefixtures("refusing")
def test_where_the_matter_refuses_for_silence_a_person_decides_it_after_the_period(asked: factories.Filed) -> None:
    assert not intake.note_silence(case_id=asked.id, at=factories.at(LATE))
    with pytest.raises(Refused, match="correction_period_still_runs"):
        refuse(asked, IN_TIME)
    with pytest.raises(Refused, match="no_such_ground_of_refusal"):
        refuse(asked, LATE, ground="false_materials")
    with pytest.raises(Refused, match="no_power"):
        decision.refuse(case_id=asked.id, reasons="逾期", by=factories.actor("clerk"), at=factories.at(LATE))
    refuse(asked, LATE)
    act = Act.objects.get(case_id=asked.id, kind="refuse")
    assert (act.payload["ground"], str(act.on)) == ("not_corrected", "2026-04-01")
    assert Case.objects.get(pk=asked.id).phase == "refused"
    assert list(drift.drifted()) == []


@pytest.mark.usefixtures("refusing")
def test_until_it_is_decided_what_comes_still_counts(asked: factories.Filed) -> None:
    corrected(asked, LATE)
    assert Case.objects.get(pk=asked.id).phase == "received"
    with pytest.raises(Refused, match="not_open_now"):
        refuse(asked, LATE)


@pytest.mark.at(LATE)
@pytest.mark.usefixtures("refusing")
def test_the_pages_say_that_it_may_be_refused_and_the_file_waits_on_the_deciders_desk(asked: factories.Filed) -> None:
    drift.rebuild(asked.id)  # the rule of this test was not there when the notice went out
    applicant, chief = signed_in("citizen"), signed_in("market-chief")
    for address in (f"/my/{asked.id}/", f"/my/{asked.id}/correct/"):
        assert STILL_COUNTS in words(applicant.get(address))
    assert list(Turn.objects.filter(case_id=asked.id).values_list("role", flat=True)) == ["unanswered"]
    desk = words(chief.get("/office/?role=unanswered"))
    assert "Corrections awaited" in desk and "The time to correct is over: decide whether to refuse." in desk
    assert "may now refuse; until then corrections count." in words(chief.get(f"/office/cases/{asked.id}/"))
    form = chief.get(f"/office/cases/{asked.id}/refuse/")
    assert "Say what was asked for and did not come." in words(form)
    gesture = {"key": str(form.context["gesture"].key), "seen": str(form.context["gesture"].seen)}
    done = chief.post(f"/office/cases/{asked.id}/refuse/", {**gesture, "reasons": "逾期未补正营业场所材料"})
    assert done.status_code == 302, words(done)
    assert "nothing came in the time to correct" in words(chief.get(f"/office/cases/{asked.id}/"))
    assert not Turn.objects.filter(case_id=asked.id, role="unanswered").exists()
