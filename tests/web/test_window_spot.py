"""A slip mended while the applicant stands at the window (Licensing Law art. 32(1)(3)): the page and its one act."""

import pytest
from django.test import Client
from tests import factories
from tests.desk import hidden, signed_in, words
from tests.web.test_window_applying import flat

from sunhall.cases import contents
from sunhall.cases.acts import intake
from sunhall.cases.models import Act, Application, Case, Check
from sunhall.kernel.refused import Refused
from sunhall.people.models import Officer, Reading

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-03 09:00")]
STREET = "示范市示范区市民大道38号一层"


@pytest.fixture
def case(db: None) -> factories.Filed:
    factories.city()
    return factories.filed(when="2026-03-02 09:00")


@pytest.fixture
def clerk(case: factories.Filed) -> Client:
    return signed_in("clerk")


def held(case: factories.Filed) -> dict[str, object]:
    """The form as it was handed in, as a browser posts it."""
    return flat(contents.plain(Application.objects.get(pk=case.application_id).data))


def posted(case: factories.Filed, clerk: Client, **changed: object) -> dict[str, object]:
    page = clerk.get(f"/desk/cases/{case.id}/correct/")
    assert page.status_code == 200
    told = {name: hidden(page, name) for name in ("key", "seen", "_fields")}
    return {**held(case), **told, **changed}


def test_a_slip_is_corrected_and_the_form_is_looked_at_once_more(case: factories.Filed, clerk: Client) -> None:
    factories.checked(case, when="2026-03-03 09:00")
    address = f"/desk/cases/{case.id}/"
    assert f'href="{address}correct/" data-key="e"' in words(clerk.get(address))
    done = clerk.post(f"{address}correct/", posted(case, clerk, prem_addr=STREET))
    assert done.status_code == 302, words(done)[:3000]
    act = Act.objects.get(case_id=case.id, kind="correct_on_the_spot")
    assert act.party_id == Case.objects.get(pk=case.id).party_id  # the applicant's act …
    assert act.typed_by is not None and act.typed_by.login == "clerk"  # … typed at the window
    row = Application.objects.get(pk=act.payload["application"])
    assert row.data["prem_addr"] == STREET and str(row.supplements_id) == str(case.application_id)
    assert set(Check.objects.filter(application=row).values_list("material", flat=True)) == set(case.materials)
    text = words(clerk.get(address))
    assert "A slip was corrected on the spot." in text and "1 not looked at yet" in text and STREET in text
    assert Case.objects.get(pk=case.id).phase == "received"
    intake.check_material(
        case_id=case.id, material="form", verdict="ok", by=factories.actor("clerk"), at=factories.at("2026-03-03 09:30")
    )
    intake.accept(case_id=case.id, by=factories.actor("clerk"), at=factories.at("2026-03-03 10:00"))


def test_the_page_shows_the_numbers_of_the_form_so_the_reading_goes_on_record(
    case: factories.Filed, clerk: Client
) -> None:
    assert "990101197804120052" in words(clerk.get(f"/desk/cases/{case.id}/correct/"))
    assert Reading.objects.get(case_id=case.id).field_class == "identity"


def test_a_double_click_corrects_once(case: factories.Filed, clerk: Client) -> None:
    told = posted(case, clerk, prem_addr=STREET)
    first = clerk.post(f"/desk/cases/{case.id}/correct/", told)
    again = clerk.post(f"/desk/cases/{case.id}/correct/", told)
    assert first.status_code == again.status_code == 302
    assert Act.objects.filter(case_id=case.id, kind="correct_on_the_spot").count() == 1


def test_a_field_that_comes_from_elsewhere_loses_its_source_when_it_is_changed(case: factories.Filed) -> None:
    Application.objects.filter(pk=case.application_id).update(sources={"org_name": "person", "uscc": "person"})
    intake.correct_on_the_spot(
        case_id=case.id,
        data={"org_name": "示范市新名餐饮有限公司"},
        by=factories.actor("clerk"),
        at=factories.at("2026-03-03 09:00"),
    )
    assert Application.objects.get(supplements=case.application_id).sources == {"uscc": "person"}


def test_nothing_changed_is_no_correction(case: factories.Filed, clerk: Client) -> None:
    refused = clerk.post(f"/desk/cases/{case.id}/correct/", posted(case, clerk))
    assert refused.status_code == 422 and "No field of the form was changed." in words(refused)
    assert not Act.objects.filter(case_id=case.id, kind="correct_on_the_spot").exists()


def test_what_is_wrong_is_told_by_label_and_what_was_typed_stays(case: factories.Filed, clerk: Client) -> None:
    page = clerk.post(f"/desk/cases/{case.id}/correct/", posted(case, clerk, prem_addr=STREET, prem_area="viele"))
    assert page.status_code == 422
    assert STREET in words(page) and 'href="#prem_area"' in words(page)
    assert Act.objects.filter(case_id=case.id).count() == 1


def test_who_was_slower_is_told_what_the_other_did(case: factories.Filed, clerk: Client) -> None:
    told = posted(case, clerk, prem_addr=STREET)
    intake.correct_on_the_spot(
        case_id=case.id, data={"seats": 60}, by=factories.actor("clerk2"), at=factories.at("2026-03-03 09:00")
    )
    late = clerk.post(f"/desk/cases/{case.id}/correct/", told)
    assert late.status_code == 409 and STREET in words(late)
    assert hidden(late, "seen") == "2"


def test_after_the_acceptance_nothing_is_corrected_on_the_spot(case: factories.Filed, clerk: Client) -> None:
    told = posted(case, clerk, prem_addr=STREET)
    factories.checked(case)
    intake.accept(case_id=case.id, by=factories.actor("clerk"), at=factories.at("2026-03-03 09:00"))
    assert clerk.get(f"/desk/cases/{case.id}/correct/").status_code == 404
    assert "correct/" not in words(clerk.get(f"/desk/cases/{case.id}/"))
    assert clerk.post(f"/desk/cases/{case.id}/correct/", told).status_code == 409
    with pytest.raises(Refused) as refusal:
        intake.correct_on_the_spot(
            case_id=case.id, data={"seats": 60}, by=factories.actor("clerk"), at=factories.at("2026-03-03 09:00")
        )
    assert refusal.value.code == "not_open_now"


def test_only_the_centre_that_took_it_in_corrects_it(case: factories.Filed, clerk: Client) -> None:
    assert clerk.get(f"/desk/cases/{case.id}/correct/").status_code == 200
    Officer.objects.filter(user__login="clerk").update(centre=None)
    assert signed_in("clerk").get(f"/desk/cases/{case.id}/correct/").status_code == 404
