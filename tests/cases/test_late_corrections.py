"""The correction period is over, its lapse not recorded yet: whoever comes first, the applicant or the job, decides."""

import pytest
from tests import factories
from tests.desk import signed_in, words

from sunhall.cases.acts import drafts, intake
from sunhall.cases.models import Case, Paper
from sunhall.kernel.refused import Refused

pytestmark = pytest.mark.django_db(transaction=True)
LATE = "2026-04-01 09:00"  # fifteen working days after 3 March ended on 24 March
STILL_COUNTS = "what you hand in now still counts"


@pytest.fixture
def asked() -> factories.Filed:
    """A case whose applicant was told to correct one paper."""
    factories.city()
    case = factories.filed()
    factories.checked(case, wrong={case.materials[0]: "expired"})
    intake.request_correction(case_id=case.id, by=factories.actor("clerk"), at=factories.at("2026-03-03 10:00"))
    return case


def corrected(case: factories.Filed, when: str) -> None:
    """The applicant replaces the paper and hands everything in."""
    by, at = factories.actor("citizen"), factories.at(when)
    number = drafts.start_supplement(case_id=case.id, by=by, at=at)
    old = Paper.objects.get(application_id=number, material=case.materials[0])
    drafts.remove_paper(application_id=number, paper_id=old.pk, by=by, at=at)
    drafts.add_paper(application_id=number, material=case.materials[0], by=by, at=at)
    drafts.save(application_id=number, by=by, at=at, data={"wish_inspection_date": ""})  # it has passed meanwhile
    intake.resubmit(application_id=number, by=by, at=at)


def test_the_applicant_first_what_is_handed_in_late_counts_and_nothing_lapses(asked: factories.Filed) -> None:
    corrected(asked, LATE)
    assert Case.objects.get(pk=asked.id).phase == "received"
    assert not intake.note_silence(case_id=asked.id, at=factories.at(LATE))
    assert Case.objects.get(pk=asked.id).phase == "received"


def test_the_lapse_first_what_comes_after_it_is_refused(asked: factories.Filed) -> None:
    assert intake.note_silence(case_id=asked.id, at=factories.at(LATE))
    assert Case.objects.get(pk=asked.id).phase == "lapsed"
    with pytest.raises(Refused, match="not_open_now"):
        corrected(asked, "2026-04-01 09:05")


@pytest.mark.at(LATE)
def test_the_applicants_pages_say_that_it_still_counts(asked: factories.Filed) -> None:
    applicant = signed_in("citizen")
    assert STILL_COUNTS in words(applicant.get(f"/my/{asked.id}/"))
    assert STILL_COUNTS in words(applicant.get(f"/my/{asked.id}/correct/"))


@pytest.mark.at("2026-03-05 09:00")
def test_they_do_not_say_so_while_there_is_time(asked: factories.Filed) -> None:
    assert STILL_COUNTS not in words(signed_in("citizen").get(f"/my/{asked.id}/"))
