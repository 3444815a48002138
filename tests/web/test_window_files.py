"""Fields of the form that ask for a file, filled in at the counter."""

import uuid

import pytest
from django.test import Client
from tests import factories
from tests.desk import signed_in, words
from tests.web.applicants import file, hidden, posted

from sunhall.cases.acts import drafts
from sunhall.cases.models import Application, Paper
from sunhall.catalogue import queries as catalogue
from sunhall.people.models import Centre, Party

pytestmark = pytest.mark.django_db
ADVERTISING = "outdoor-advertising"
FIELD = "owner_consent"


@pytest.fixture
def number(db: None) -> uuid.UUID:
    """A draft at the counter of an advertiser who hangs the sign on somebody else's wall."""
    factories.city(ADVERTISING)
    told, at = factories.sample(ADVERTISING), factories.at("2026-03-02 09:00")
    found = catalogue.version_in_force(ADVERTISING, on=at.date())
    assert found is not None
    data = {**told["data"], "carrier_kind": "private", "owner": "王房东", "org_name": "示范市云味餐饮有限公司"}
    return drafts.start(
        matter_code=ADVERTISING, version_id=found[0], party_id=Party.objects.get(name="示范市云味餐饮有限公司").pk,
        by=factories.actor("clerk"), at=at, channel="window", answers=told["answers"], data=data,
        centre_id=Centre.objects.get(code="999900").pk,
    )  # fmt: skip


@pytest.fixture
def clerk(number: uuid.UUID) -> Client:
    return signed_in("clerk")


def whole(clerk: Client, number: uuid.UUID, **more: object) -> dict[str, object]:
    page = clerk.get(f"/desk/drafts/{number}/").content.decode()
    names = hidden(page, "_fields")
    data = Application.objects.get(pk=number).data
    return {**posted(data, names.split()), "_fields": names, "_revision": hidden(page, "_revision"), **more}


def test_the_form_takes_the_file_and_shows_it_by_its_field(clerk: Client, number: uuid.UUID) -> None:
    address = f"/desk/drafts/{number}/"
    asked = words(clerk.get(address))
    assert f'name="{FIELD}"' in asked and 'enctype="multipart/form-data" data-upload="1"' in asked
    answer = clerk.post(address, whole(clerk, number, save="1", **{FIELD: file("同意书.png")}))
    assert answer.status_code == 200
    shown = words(answer)
    assert "同意书.png" in shown and "The owner's consent" in shown.replace("&#x27;", "'")
    row = Application.objects.get(pk=number)
    paper = Paper.objects.get(application=row, material=FIELD)
    assert paper.document is not None and row.data[FIELD] == [str(paper.document.token)]


def test_a_file_is_taken_back(clerk: Client, number: uuid.UUID) -> None:
    address = f"/desk/drafts/{number}/"
    clerk.post(address, whole(clerk, number, save="1", **{FIELD: file()}))
    token = Application.objects.get(pk=number).data[FIELD][0]
    clerk.post(address, whole(clerk, number, _remove_file=token))
    assert Application.objects.get(pk=number).data[FIELD] == []
    assert not Paper.objects.filter(application_id=number, material=FIELD, removed_at=None).exists()


def test_what_is_not_a_picture_or_pdf_is_refused_by_its_field_and_the_rest_is_kept(
    clerk: Client, number: uuid.UUID
) -> None:
    address = f"/desk/drafts/{number}/"
    wrong = file("setup.exe", b"MZ\x90\x00 not a picture")
    answer = clerk.post(address, whole(clerk, number, save="1", owner="李房东", **{FIELD: wrong}))
    assert answer.status_code == 422
    assert f'id="{FIELD}-error"' in words(answer)
    assert Application.objects.get(pk=number).data["owner"] == "李房东"
