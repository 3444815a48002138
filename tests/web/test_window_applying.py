"""An application opened at the counter, from the person to the case."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests import factories
from tests.desk import hidden, signed_in, words

from sunhall.cases.models import Application, Case
from sunhall.catalogue import queries as catalogue
from sunhall.documents.models import Document
from sunhall.people.models import Grant
from sunhall.web import forms

pytestmark = pytest.mark.django_db
FIRM = "91999900MA000012XP"


@pytest.fixture
def clerk(db: None) -> Client:
    factories.city()
    return signed_in("clerk")


def opened(clerk: Client) -> str:
    """A draft at the counter, its questions answered; its address."""
    card = clerk.post("/desk/person/", {"id_type": "usci", "id_number": FIRM}).headers["Location"]
    token = card.split("/")[3]
    found = clerk.get("/desk/new/", {"party": token, "q": "开饭店"})
    assert factories.FOOD in words(found)
    address = f"/desk/new/{factories.FOOD}/?party={token}"
    answers = factories.sample(factories.FOOD)["answers"]
    posted = {k: "yes" if v is True else "no" if v is False else v for k, v in answers.items()}
    first = clerk.post(address, {"known": "sells", "sells": "meals"})
    assert first.status_code == 200  # more questions appear with the first answer
    assert "Please answer this question" not in words(first)
    done = clerk.post(address, {**posted, "known": " ".join(posted)})
    assert done.status_code == 302, words(done)
    return str(done.headers["Location"])


def flat(data: dict[str, object]) -> dict[str, object]:
    """Form data as a browser posts it."""
    found: dict[str, object] = {}
    for name, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found |= {f"{name}-{i}-{c}": str(v) for i, row in enumerate(value) for c, v in row.items()}
        elif isinstance(value, bool):
            found[name] = "yes" if value else "no"
        else:
            found[name] = value
    return found


def whole_form(address: str) -> dict[str, object]:
    row = Application.objects.get(pk=address.split("/")[3])
    told = {**factories.sample(factories.FOOD)["data"], "wish_inspection_date": ""}
    content = catalogue.version(row.version_id)
    shown = forms.pages(
        content, told, row.answers, today=factories.at("2026-03-02 09:00").date(), applicant="organisation"
    )
    return {**flat(told), "_fields": " ".join(p.field_ids for p in shown), "submit": "1"}


def test_the_form_begins_with_what_is_known_of_the_applicant(clerk: Client) -> None:
    page = words(clerk.get(opened(clerk)))
    assert "示范市云味餐饮有限公司" in page
    assert "Filled in from what this centre knows of the applicant" in page


def test_papers_seen_and_scanned_make_an_application_that_becomes_one_case(clerk: Client, settings: Any) -> None:
    address = opened(clerk)
    clerk.post(f"{address}papers/", {"material": "layout", "form": "original"})
    scan = SimpleUploadedFile("目录.png", png(), content_type="image/png")
    stored = clerk.post(f"{address}papers/", {"material": "rules_list", "file": scan})
    assert stored.status_code == 302
    assert Document.objects.get().name == "目录.png"
    wrong = SimpleUploadedFile("list.pdf", b"MZ\x00\x00 not a pdf", content_type="application/pdf")
    refused = clerk.post(f"{address}papers/", {"material": "rules_list", "file": wrong})
    assert refused.status_code == 422
    assert "A file of this type is not taken here" in words(refused)
    settings.UPLOAD_BYTES = len(png())
    cut_off = SimpleUploadedFile("layout.png", png() + bytes(100), content_type="image/png")
    refused = clerk.post(f"{address}papers/", {"material": "layout", "file": cut_off})
    assert refused.status_code == 422
    assert Document.objects.count() == 1
    handed_in = clerk.post(address, whole_form(address))
    assert handed_in.status_code == 302, words(handed_in)[:3000]
    case = Case.objects.get()
    assert handed_in.headers["Location"] == f"/desk/cases/{case.pk}/"
    assert case.acts.get().typed_by.login == "clerk"
    again = clerk.post(address, whole_form(address))
    assert again.headers["Location"] == handed_in.headers["Location"]
    assert Case.objects.count() == 1
    intake = words(clerk.get(f"/desk/cases/{case.pk}/"))
    assert "Original seen" in intake
    assert "目录.png" in intake


def test_without_the_power_to_receive_nothing_is_begun_or_handed_in_and_what_was_typed_stays(clerk: Client) -> None:
    address = opened(clerk)
    Grant.objects.filter(holder__user__login="clerk", power="receive").delete()
    with pytest.raises(AssertionError, match="You hold no power for this act"):
        opened(clerk)
    assert Application.objects.count() == 1
    typed = whole_form(address)
    refused = clerk.post(address, typed)
    assert "You hold no power for this act." in words(refused)
    assert f'value="{typed["prem_area"]}"' in words(refused)
    assert Case.objects.count() == 0


def test_what_is_wrong_is_told_by_label_and_what_was_typed_stays(clerk: Client) -> None:
    address = opened(clerk)
    page = clerk.post(address, {**whole_form(address), "prem_area": "a lot", "uscc": "91999900MA000012XX"})
    assert page.status_code == 422
    told = words(page)
    assert "Floor area in use: Enter a number." in told
    assert "Unified social credit code: This is not a valid unified social credit code" in told
    assert 'value="a lot"' in told
    assert not Case.objects.exists()
    assert 'value="a lot"' in words(clerk.get(address))  # kept, also for another day


def test_a_row_is_added_and_removed_without_script(clerk: Client) -> None:
    address = opened(clerk)
    posted = {k: v for k, v in whole_form(address).items() if k != "submit"}
    count = len([k for k in posted if k.startswith("equipment-") and k.endswith("-name")])
    more = words(clerk.post(address, {**posted, "_add": "equipment"}))
    assert f'name="equipment-{count}-name"' in more
    fewer = words(clerk.post(address, {**posted, "_remove": "equipment:0"}))
    assert f'name="equipment-{count - 1}-name"' not in fewer


def test_a_save_in_the_background_keeps_only_what_it_names(clerk: Client) -> None:
    address = opened(clerk)
    saved = clerk.post(address, {"_autosave": "1", "contact_name": "王敏"})
    assert saved.json()["revision"] >= 1
    row = Application.objects.get(pk=address.split("/")[3])
    assert row.data["contact_name"] == "王敏"
    assert row.data["org_name"] == "示范市云味餐饮有限公司"


def test_a_draft_is_another_clerks_only_at_the_same_counter_and_can_be_put_away(clerk: Client) -> None:
    address = opened(clerk)
    assert signed_in("citizen").get(address).status_code == 404
    assert "Half-finished at this counter" in words(clerk.get("/desk/"))
    assert clerk.post(f"{address}discard/").status_code == 302
    assert clerk.get(address).status_code == 404


def test_answers_by_which_nothing_is_required_open_no_draft(clerk: Client) -> None:
    card = clerk.post("/desk/person/", {"id_type": "usci", "id_number": FIRM}).headers["Location"]
    address = f"/desk/new/{factories.FOOD}/?party={card.split('/')[3]}"
    page = clerk.post(address, {"known": "sells", "sells": "farm_products"})
    assert "Selling farm products needs no licence." in words(page)
    assert not Application.objects.exists()


def png() -> bytes:
    """A small white picture."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


def marks(page: Any) -> dict[str, str]:
    """The hidden marks of an open page: which state of the draft it has seen, and its name."""
    return {name: hidden(page, name) for name in ("_revision", "_pen")}


def test_a_clerk_never_clashes_with_what_her_own_page_saved_a_moment_ago(clerk: Client) -> None:
    address = opened(clerk)
    seen = marks(clerk.get(address))
    saved = clerk.post(address, {"_autosave": "1", "contact_name": "王", **seen})
    assert saved.status_code == 200 and saved.json()["saved_at"]
    for material in ("layout", "rules_list"):
        clerk.post(f"{address}papers/", {"material": material, "form": "original"})
    done = clerk.post(address, {**whole_form(address), "contact_name": "王敏敏", **seen})
    assert done.status_code == 302, words(done)[:2000]
    assert Application.objects.get(pk=address.split("/")[3]).data["contact_name"] == "王敏敏"


def test_two_clerks_in_one_draft_are_told_with_both_values_and_saving_again_keeps_mine(clerk: Client) -> None:
    address = opened(clerk)
    colleague = signed_in("clerk2")
    mine, hers = marks(clerk.get(address)), marks(colleague.get(address))
    assert colleague.post(address, {"_autosave": "1", "contact_name": "同事写的", **hers}).status_code == 200
    clash = clerk.post(address, {"_autosave": "1", "contact_name": "我写的", **mine})
    assert clash.status_code == 409
    assert clash.json()["fields"][0] | {"label": ""} == {
        "field": "contact_name", "label": "", "mine": "我写的", "theirs": "同事写的",
    }  # fmt: skip
    page = clerk.post(address, {**whole_form(address), "contact_name": "我写的", "submit": "", **mine})
    text = words(page)
    assert page.status_code == 409 and "changed on another device" in text
    assert 'value="我写的"' in text and "同事写的" in text
    again = clerk.post(address, {**whole_form(address), "contact_name": "我写的", **marks(page)})
    assert again.status_code in (302, 409, 422) and "changed on another device" not in words(again)
    assert Application.objects.get(pk=address.split("/")[3]).data["contact_name"] == "我写的"


def test_a_value_far_too_long_is_told_and_stays_on_the_page(clerk: Client) -> None:
    address = opened(clerk)
    long = "长" * 20_001
    assert clerk.post(address, {"_autosave": "1", "contact_name": long}).status_code == 422
    page = clerk.post(address, {"_fields": "contact_name", "contact_name": long, "save": "1"})
    assert page.status_code == 422 and long in page.content.decode()
    assert "This is too long: at most 20000 characters, you entered 20001." in words(page)
