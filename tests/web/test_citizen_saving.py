"""Nothing typed is ever lost, and nothing hostile gets in: saving, two devices, foreign drafts, strange uploads."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from tests import factories, once
from tests.factories import at
from tests.web import applicants

from sunhall.cases.models import Application, Case, Paper
from sunhall.people import acts as people
from sunhall.people.models import Mandate, Party

pytestmark = pytest.mark.django_db


the_city = once.made(factories.city)


@pytest.fixture
def number() -> uuid.UUID:
    """A draft of the citizen for her restaurant company."""
    return factories.draft(papers=False, party="示范市云味餐饮有限公司")


@pytest.fixture
def citizen(number: uuid.UUID) -> Client:
    return applicants.signed_in("citizen")


def save(client: Client, number: uuid.UUID, body: Any, **more: Any) -> Any:
    content = body if isinstance(body, str) else json.dumps(body)
    return client.post(f"/apply/{number}/save/", content, content_type="application/json", **more)


def data(number: uuid.UUID) -> dict[str, Any]:
    return dict(Application.objects.get(pk=number).data)


def test_autosave_keeps_a_field_and_answers_revision_and_time(citizen: Client, number: uuid.UUID) -> None:
    response = citizen.post(f"/apply/{number}/save/", {"contact_name": "王芳", "_revision": "0", "_autosave": "1"})
    assert response.status_code == 200
    assert response.json()["revision"] == 1 and response.json()["saved_at"].startswith("2026-03-02T")
    assert data(number)["contact_name"] == "王芳" and data(number)["org_name"]
    cell = citizen.post(f"/apply/{number}/save/", {"equipment-1-count": "7", "_autosave": "1"})
    assert cell.status_code == 200 and data(number)["equipment"][1]["count"] == 7
    assert data(number)["equipment"][0] == factories.sample(factories.FOOD)["data"]["equipment"][0]


def test_an_invalid_value_is_kept_and_shown_with_its_error_on_any_device(citizen: Client, number: uuid.UUID) -> None:
    assert save(citizen, number, {"data": {"uscc": "91999900MA000012X0", "seats": "many"}}).status_code == 200
    other_device = applicants.signed_in("citizen")
    page = other_device.get(f"/apply/{number}/applicant/").content.decode()
    assert "91999900MA000012X0" in page and "This is not a valid unified social credit code" in page
    assert "To be put right" in other_device.get(f"/apply/{number}/").content.decode()


def test_two_devices_that_change_one_field_are_told_with_both_values(citizen: Client, number: uuid.UUID) -> None:
    save(citizen, number, {"data": {"contact_name": "甲"}, "revision": 0, "pen": "phone"})
    clash = save(citizen, number, {"data": {"contact_name": "乙", "email": "a@b.cn"}, "revision": 0, "pen": "desk"})
    assert clash.status_code == 409
    told = clash.json()
    assert told["error"] == "draft_moved_on" and told["revision"] == 1
    assert told["fields"] == [{"field": "contact_name", "label": "Contact person", "mine": "乙", "theirs": "甲"}]
    assert data(number)["contact_name"] == "甲"
    again = save(citizen, number, {"data": {"contact_name": "乙"}, "revision": 1, "pen": "desk"})
    assert again.status_code == 200 and data(number)["contact_name"] == "乙"
    other_field = save(citizen, number, {"data": {"email": "c@d.cn"}, "revision": 0, "pen": "phone"})
    assert other_field.status_code == 200  # fields that do not clash merge silently
    own = save(citizen, number, {"data": {"email": "e@f.cn"}, "revision": 0, "pen": "phone"})
    assert own.status_code == 200  # a page never clashes with what it saved itself a moment ago


def test_without_javascript_a_clash_shows_both_values_and_saving_again_keeps_mine(
    citizen: Client, number: uuid.UUID
) -> None:
    page = citizen.get(f"/apply/{number}/applicant/").content.decode()
    marks = {name: applicants.hidden(page, name) for name in ("_fields", "_revision", "_pen")}
    save(applicants.signed_in("citizen"), number, {"data": {"contact_name": "在手机上写的"}, "pen": "phone"})
    told = {**factories.sample(factories.FOOD)["data"], "contact_name": "在电脑上写的"}
    body = applicants.posted(told, marks["_fields"].split())
    clash = citizen.post(f"/apply/{number}/applicant/", {**body, **marks})
    shown = clash.content.decode()
    assert clash.status_code == 409
    assert "在手机上写的" in shown and 'value="在电脑上写的"' in shown and "changed on another device" in shown
    marks["_revision"] = applicants.hidden(shown, "_revision")
    assert citizen.post(f"/apply/{number}/applicant/", {**body, **marks}).status_code == 302
    assert data(number)["contact_name"] == "在电脑上写的"


def test_an_ended_session_is_told_to_the_script_and_leads_a_person_to_sign_in(number: uuid.UUID) -> None:
    nobody = Client()
    assert save(nobody, number, {"data": {}}, headers={"Accept": "application/json"}).status_code == 401
    assert nobody.get(f"/apply/{number}/").headers["Location"] == f"/account/login/?next=%2Fapply%2F{number}%2F"


@pytest.mark.parametrize(
    "body",
    [
        "not json",
        "[1, 2]",
        '{"data": 7}',
        '{"data": {"org_name": {"a": 1}}}',
        '{"data": {"equipment": [[1]]}}',
        '{"data": {"equipment": [{"name": {"deep": 1}}]}}',
        '{"data": {"items": "hot_food"}}',
        '{"data": {"items": [{"x": 1}]}}',
        '{"data": {"kitchen_area": NaN}}',
        "[" * 5000,
    ],
)
def test_json_that_no_form_makes_is_refused_and_changes_nothing(citizen: Client, number: uuid.UUID, body: str) -> None:
    before = data(number)
    response = save(citizen, number, body)
    assert response.status_code == 422 and response.json()["text"]
    assert data(number) == before


def test_fields_nobody_asked_for_are_left_out(citizen: Client, number: uuid.UUID) -> None:
    odd = {"_revisions": {"org_name": 99}, "is_admin": True, "__proto__": "x", "sign_date": "2001-01-01"}
    assert save(citizen, number, {"data": odd, "revision": "-1", "pen": ["x"]}).status_code == 200
    assert not {"is_admin", "__proto__"} & set(data(number)) and data(number)["_revisions"] == {}


def test_script_in_a_name_is_text_everywhere(citizen: Client, number: uuid.UUID) -> None:
    evil = "<script>alert(1)</script>\"'{{7*7}}"
    save(citizen, number, {"data": {"contact_name": evil}})
    for address in (f"/apply/{number}/applicant/", f"/apply/{number}/check/"):
        page = citizen.get(address).content.decode()
        assert (
            "<script>alert" not in page
            and "&lt;script&gt;alert(1)" in page
            and "49" not in page.split("alert(1)")[1][:40]
        )


def test_huge_text_is_refused_and_what_no_text_holds_is_taken_out(citizen: Client, number: uuid.UUID) -> None:
    huge = save(citizen, number, {"data": {"contact_name": "长" * 30_000, "email": "a@b.cn"}})
    assert huge.status_code == 422 and huge.json()["too_long"] == ["contact_name"]
    assert data(number)["email"] == "a@b.cn" and data(number)["contact_name"] != "长" * 30_000
    odd = save(citizen, number, '{"data": {"contact_name": "a\\u0000b\\ud800c"}}')
    assert odd.status_code == 200 and data(number)["contact_name"] == "abc"


def test_what_is_not_mine_does_not_exist(citizen: Client, number: uuid.UUID) -> None:
    other = applicants.signed_in("agent")
    paper = factories.draft(by="citizen")
    paper_id = Paper.objects.filter(application_id=paper).latest("pk").pk
    for address in (
        f"/apply/{number}/",
        f"/apply/{number}/applicant/",
        f"/apply/{number}/papers/",
        f"/apply/{number}/check/",
        f"/apply/{number}/receipt/",
        f"/apply/{number}/discard/",
    ):
        assert other.get(address).status_code == 404, address
    assert save(other, number, {"data": {"contact_name": "x"}}).status_code == 404
    assert other.post(f"/apply/{number}/papers/layout/add/", {"file": applicants.file()}).status_code == 404
    assert other.post(f"/apply/{paper}/papers/{paper_id}/remove/").status_code == 404
    case = factories.filed()
    for address in ("", "withdraw/", "correct/", "rate/"):
        assert other.get(f"/my/{case.id}/{address}").status_code == 404, address
    assert other.post(f"/my/{case.id}/withdraw/").status_code == 404
    assert applicants.signed_in("market").get(f"/my/{case.id}/").status_code == 404
    assert citizen.get("/my/999999/").status_code == 404
    assert citizen.get(f"/apply/{number}/nonsense/").status_code == 404


def test_a_paper_of_another_draft_cannot_be_removed_through_mine(citizen: Client, number: uuid.UUID) -> None:
    other = factories.draft(by="agent", party="示范市宏图建设有限公司")
    paper = Paper.objects.filter(application_id=other).latest("pk")
    citizen.post(f"/apply/{number}/papers/{paper.pk}/remove/")
    paper.refresh_from_db()
    assert paper.removed_at is None


def test_when_the_mandate_ends_so_does_the_draft_for_the_agent(number: uuid.UUID) -> None:
    firm = Party.objects.get(name="示范市宏图建设有限公司")
    draft = factories.draft(by="agent", party=firm.name)
    agent = applicants.signed_in("agent")
    assert agent.get(f"/apply/{draft}/").status_code == 200
    people.end_mandate(mandate_id=Mandate.objects.get(principal=firm).pk, at=at("2026-03-02 08:59"))
    assert agent.get(f"/apply/{draft}/").status_code == 404
    assert agent.post(f"/apply/{draft}/check/", {"declare": "1"}).status_code == 404
    assert str(draft) not in agent.get("/my/").content.decode() and not Case.objects.exists()


def test_only_files_that_are_what_they_say_are_taken(citizen: Client, number: uuid.UUID) -> None:
    address = f"/apply/{number}/papers/layout/add/"
    for name, content, said in (
        ("plan.pdf", b"MZ\x90\x00 a program", "A file of this type is not taken here"),
        ("plan.png", b"", "The file is empty."),
        ("<img src=x>.pdf", b"%PDF-1.4 broken", "The PDF cannot be opened."),
    ):
        response = citizen.post(address, {"file": applicants.file(name, content)})
        page = response.content.decode()
        assert response.status_code == 422 and said in page and "<img src=x>" not in page, name
    assert citizen.post(address).status_code == 422
    assert not Paper.objects.filter(application_id=number).exists()
    assert citizen.post(f"/apply/{number}/papers/unknown/add/", {"file": applicants.file()}).status_code == 404
    # fetched by data sharing: never handed in
    assert citizen.post(f"/apply/{number}/papers/S1/add/", {"file": applicants.file()}).status_code == 404


def test_several_files_for_one_material_and_a_replacement(citizen: Client, number: uuid.UUID) -> None:
    address = f"/apply/{number}/papers/layout/add/"
    citizen.post(address, {"file": [applicants.file("a.png"), applicants.file("b.png", applicants.picture(10))]})
    page = citizen.get(f"/apply/{number}/papers/").content.decode()
    assert "a.png" in page and "b.png" in page and "It is made from the form you filled in." in page
    first = Paper.objects.filter(application_id=number).order_by("pk")[0]
    citizen.post(f"/apply/{number}/papers/{first.pk}/remove/")
    assert "a.png" not in citizen.get(f"/apply/{number}/papers/").content.decode()
    many = [applicants.file(f"{i}.png", applicants.picture(i)) for i in range(11)]
    full = citizen.post(address, {"file": many})
    assert full.status_code == 422 and "At most 10 files are taken" in full.content.decode()
    assert Paper.objects.filter(application_id=number, removed_at=None).count() == 10


def test_a_submitted_application_is_frozen(citizen: Client) -> None:
    case = factories.filed()
    before = data(case.application_id)
    save(citizen, case.application_id, {"data": {"contact_name": "x"}})
    citizen.post(f"/apply/{case.application_id}/papers/layout/add/", {"file": applicants.file()})
    assert data(case.application_id) == before
    response = citizen.get(f"/apply/{case.application_id}/applicant/")
    assert response.headers["Location"] == f"/apply/{case.application_id}/receipt/"


def test_rows_are_added_and_removed_without_javascript(citizen: Client, number: uuid.UUID) -> None:
    page = citizen.get(f"/apply/{number}/place/").content.decode()
    marks = {name: applicants.hidden(page, name) for name in ("_fields", "_revision", "_pen")}
    body = applicants.posted(factories.sample(factories.FOOD)["data"], marks["_fields"].split())
    grown = citizen.post(f"/apply/{number}/place/", {**body, **marks, "_add": "equipment"}).content.decode()
    assert (
        f"equipment-{len(factories.sample(factories.FOOD)['data']['equipment'])}-name" in grown
        and "Please fill this in" not in grown
    )
    citizen.post(f"/apply/{number}/place/", {**body, **marks, "_remove": "equipment:0"})
    left = factories.sample(factories.FOOD)["data"]["equipment"][1:]
    assert [row["name"] for row in data(number)["equipment"]] == [row["name"] for row in left]


def test_a_topic_left_for_later_is_kept_as_it_is(citizen: Client, number: uuid.UUID) -> None:
    response = citizen.post(
        f"/apply/{number}/place/", {"_fields": "kitchen_area seats", "kitchen_area": "abc", "_later": "1"}
    )
    assert response.headers["Location"] == f"/apply/{number}/"
    assert data(number)["kitchen_area"] == "abc" and data(number)["seats"] is None
    assert "Enter a number." in citizen.get(f"/apply/{number}/place/").content.decode()
