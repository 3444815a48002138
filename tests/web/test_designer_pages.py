"""The service designer's pages: matters and versions, import with its check, publishing, differences, exceptions."""

import io
import json
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import factories

from sunhall.catalogue import queries, uploads
from sunhall.catalogue.models import EntryException, Matter, MatterVersion, Upload
from sunhall.people.models import Change, Grant, User

FOOD = factories.FOOD
TODAY = date(2026, 3, 2)
FILE = factories.CITY / "matters" / "food_business_licence.yaml"
HOSTILE = "<script>alert('x')</script>"


@pytest.fixture
def city(db: None) -> None:
    factories.city()


def signed_in(login: str, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(User.objects.get(login=login), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def designer(city: None) -> Client:
    return signed_in("designer")


def url(name: str, **arguments: Any) -> str:
    return reverse(f"designer:{name}", kwargs=arguments)


def text(old: str = "max: 200000", new: str = "max: 100000") -> str:
    held = FILE.read_text("utf-8")
    assert old in held
    return held.replace(old, new, 1)


def hand_in(client: Client, body: bytes, name: str = "food.yaml") -> Any:
    return client.post(url("import"), {"file": SimpleUploadedFile(name, body)}, follow=True)


def zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return held.getvalue()


def drafted(client: Client) -> None:
    """A second version as a draft, imported through the page."""
    checked = hand_in(client, text().encode())
    assert b"Import this" in checked.content
    client.post(url("confirm", upload_id=Upload.objects.latest("at").pk))


def digest() -> str:
    return str(MatterVersion.objects.get(matter__code=FOOD, published_at=None).digest)


def listed(count: int = 3) -> None:
    authority = Matter.objects.get(code=FOOD).authority
    Matter.objects.bulk_create(
        Matter(code=f"listed-{n:03}", type="20", authority=authority, name={"zh-hans": f"事项{n:03}"}, state="listed",
               sorts_by=f"shixiang{n:03}")
        for n in range(count)
    )  # fmt: skip


def test_matters_are_listed_with_true_counts_by_state(designer: Client) -> None:
    listed(3)
    html = designer.get(url("matters")).content.decode()
    assert "Food business licence" in html and "listed-002" in html
    assert re.search(r'Listed <span class="sun-chip__count">3<', html)
    assert re.search(r'Published <span class="sun-chip__count">1<', html)
    only = designer.get(url("matters"), {"state": "published", "q": "food"}).content.decode()
    assert "listed-002" not in only and FOOD in only


def test_a_long_list_is_paged_by_key_without_gap_or_repetition(designer: Client) -> None:
    listed(120)
    seen, after = [], ""
    for _ in range(4):
        html = designer.get(url("matters"), {"after": after} if after else {}).content.decode()
        seen += re.findall(r'sun-muted">([^<]+)</span></td>', html)
        found = re.search(r'rel="next" href="[^"]*after=([\w-]+)', html)
        after = found[1] if found else ""
        if not after:
            break
    assert len(seen) == len(set(seen)) == 121


def test_a_matter_shows_its_versions_and_the_values_of_the_city_with_their_source(designer: Client) -> None:
    html = designer.get(url("matter", code=FOOD)).content.decode()
    assert "In force" in html and "food.promised_days" in html
    assert "5 working days" in html and "set by this city" in html


def test_a_file_is_checked_first_and_nothing_is_changed_before_the_word(designer: Client) -> None:
    answer = hand_in(designer, text().encode())
    html = answer.content.decode()
    assert "Changed matters" in html and FOOD in html
    assert not MatterVersion.objects.filter(published_at=None).exists()
    done = designer.post(url("confirm", upload_id=Upload.objects.get().pk), follow=True)
    assert "Imported: 0 new, 1 changed" in done.content.decode()
    assert "Draft of version 2" in done.content.decode()
    assert not Upload.objects.exists()
    told = Change.objects.latest("id")
    assert (told.what, told.action, told.by) == ("catalogue", "import", User.objects.get(login="designer"))


def test_a_mistake_is_told_by_file_line_and_field_and_the_text_stays(designer: Client) -> None:
    wrong = text("authority: market", "authority: markett")
    line = wrong.splitlines().index("authority: markett") + 1
    html = hand_in(designer, wrong.encode()).content.decode()
    assert "There is no authority “markett”" in html
    assert f'<td class="sun-number">{line}</td>' in html
    assert "authority: markett" in html
    assert "Import this" not in html
    upload = Upload.objects.get()
    assert designer.get(url("give_back", upload_id=upload.pk)).content == wrong.encode()
    assert designer.post(url("confirm", upload_id=upload.pk)).status_code == 409
    right = designer.post(url("import"), {"name": "food.yaml", "text": text()}, follow=True)
    assert "Import this" in right.content.decode()


def test_a_folder_comes_as_a_zip_also_with_a_folder_around_it(designer: Client) -> None:
    files = {
        "city/matters/food_business_licence.yaml": text().encode(),
        "city/parameters/food_business_licence.yaml": (FILE.parents[1] / "parameters" / FILE.name).read_bytes(),
        "city/parameters.yaml": (FILE.parents[1] / "parameters.yaml").read_bytes(),
        "city/notes.docx": b"x",
        "__MACOSX/._x": b"x",
    }
    html = hand_in(designer, zipped(files), "city.zip").content.decode()
    assert "Import this" in html
    assert "1 file in the zip is not used" in html and "notes.docx" in html


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"../../etc/passwd.yaml": b"x: 1"}, "leads out of the folder"),
        ({"/etc/x.yaml": b"x: 1"}, "leads out of the folder"),
        ({"matters\\..\\..\\x.yaml": b"x: 1"}, "leads out of the folder"),
        ({"bomb.yaml": b"0" * 3_000_000}, "larger than may be unpacked"),
        ({f"{n}.yaml": b"0" * 1_900_000 for n in range(12)}, "larger than may be unpacked"),
        ({f"{n}.txt": b"" for n in range(1001)}, "more than 1000 files"),
        ({"readme.txt": b"hello"}, "no YAML file"),
    ],
)
def test_a_hostile_zip_is_told_and_does_no_harm(designer: Client, files: dict[str, bytes], told: str) -> None:
    answer = hand_in(designer, zipped(files), "x.zip")
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert "Give me the file back" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("x.zip", b"PK\x03\x04 broken"),
        ("x.yaml", b"\xff\xfe\x00"),
        ("x.yaml", b"a: [1, 2"),
        ("x.yaml", b"- a\n- b\n"),
        ("x.yaml", b"&a [*a]"),
        ("authorities.yaml", b"- a\n"),
        ("authorities.yaml", b"authorities: [1]\n"),
        ("synonyms.yaml", b"- a\n"),
        ("parameters.yaml", b"- a\n"),
        ("x.json", b"{"),
        ("x.json", b'{"a": 1}'),
        ("x.json", b"[" * 100_000),
        ("x.json", json.dumps([{"department": "\0", "items": []}]).encode()),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_kept(designer: Client, name: str, body: bytes) -> None:
    answer = hand_in(designer, body, name)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "Nothing was changed." in html and "Import this" not in html


def test_a_list_whose_codes_do_not_fit_is_told(designer: Client) -> None:
    item = {"name": "x", "link": "https://x/?itemCode=" + "9" * 100}
    listing = [{"department": "d", "items": [{"sub_items": [item]}]}]
    assert "too long" in hand_in(designer, json.dumps(listing).encode(), "list.json").content.decode()
    item["link"] = "https://x/?itemCode=1"
    twice = [{"department": "d", "items": [{"sub_items": [item, item]}]}]
    assert "Nothing was changed." in hand_in(designer, json.dumps(twice).encode(), "list.json").content.decode()


def test_a_district_list_is_imported_from_the_page(designer: Client) -> None:
    item = {"name": "个体户登记", "link": "https://x/?itemCode=A1&taskType=7&areaCode=999900"}
    listing = [{"department": "示范区市场监管局", "items": [{"sub_items": [item]}]}]
    html = hand_in(designer, json.dumps(listing).encode(), "list.json").content.decode()
    assert "1 code is wrong in the source" in html
    assert not Matter.objects.filter(code="A1").exists()
    designer.post(url("confirm", upload_id=Upload.objects.get().pk))
    assert Matter.objects.get(code="A1").state == "listed"


@pytest.mark.parametrize(
    ("name", "body", "told"), [("x.exe", b"x", "are not taken here"), ("x.yaml", b"", "is empty"), ("", b"x", "chosen")]
)
def test_a_file_of_another_kind_is_refused_in_words(designer: Client, name: str, body: bytes, told: str) -> None:
    answer = hand_in(designer, body, name) if name else designer.post(url("import"), {"text": ""})
    assert answer.status_code == 422 and told in answer.content.decode()


def test_a_file_over_the_limit_is_refused(designer: Client) -> None:
    answer = hand_in(designer, b"#" * (uploads.LIMIT_BYTES + 1))
    assert answer.status_code == 422 and "larger than 5 MB" in answer.content.decode()


def test_a_file_belongs_to_who_handed_it_in_and_goes_after_a_day(designer: Client, frozen_clock: Any) -> None:
    hand_in(designer, text().encode())
    upload = Upload.objects.get()
    Upload.objects.filter(pk=upload.pk).update(by=User.objects.get(login="admin"))
    for name in ("checked", "give_back"):
        assert designer.get(url(name, upload_id=upload.pk)).status_code == 404
    assert designer.post(url("confirm", upload_id=upload.pk)).status_code == 404
    Upload.objects.filter(pk=upload.pk).update(at=factories.at("2026-02-28 09:00"))
    hand_in(designer, text().encode())
    assert not Upload.objects.filter(pk=upload.pk).exists()


def test_publishing_tells_the_gate_the_differences_and_the_cases_that_keep_their_version(designer: Client) -> None:
    factories.filed()
    drafted(designer)
    html = designer.get(url("publish", code=FOOD), {"effective_from": "2026-04-01"}).content.decode()
    assert "The gate is open" in html
    assert "<del>200000</del>" in html and "<ins>100000</ins>" in html
    assert "1 running case keeps its version" in html
    assert "Publish: it holds from 1 April 2026" in html
    assert not MatterVersion.objects.filter(number=2, published_at__isnull=False).exists()


def test_publishing_makes_the_version_and_says_who_did_it(designer: Client) -> None:
    drafted(designer)
    answer = designer.post(url("publish", code=FOOD), {"effective_from": "2026年4月1日", "seen": digest()}, follow=True)
    html = answer.content.decode()
    assert "It holds from 1 April 2026" in html and "Cao Yi" in html
    assert queries.guide(FOOD, on=TODAY).next_from == date(2026, 4, 1)
    assert (Change.objects.latest("id").what, Change.objects.latest("id").action) == ("matterversion", "publish")
    again = designer.post(url("publish", code=FOOD), {"effective_from": "2026-05-01", "seen": "x"})
    assert again.status_code == 409 and "no draft to publish" in again.content.decode()


def test_a_draft_changed_meanwhile_is_not_published_unseen(designer: Client) -> None:
    drafted(designer)
    seen = digest()
    hand_in(designer, text(new="max: 90000").encode())
    designer.post(url("confirm", upload_id=Upload.objects.get().pk))
    for told in (seen, ""):
        answer = designer.post(url("publish", code=FOOD), {"effective_from": "2026-04-01", "seen": told})
        if told:
            assert answer.status_code == 409 and "Somebody else acted" in answer.content.decode()
    assert not MatterVersion.objects.filter(number=2, published_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("day", "status", "told"),
    [
        ("2026-02-01", 422, "past day"),
        ("2025-12-31", 422, "Choose a later day"),
        ("2026-02-30", 422, "year-month-day"),
        ("", 422, "Please fill this in."),
        ("9999-12-31", 422, "between 1990 and 2100"),
    ],
)
def test_a_day_that_cannot_be_is_told(designer: Client, day: str, status: int, told: str) -> None:
    drafted(designer)
    answer = designer.post(url("publish", code=FOOD), {"effective_from": day, "seen": digest()})
    assert answer.status_code == status
    assert told in answer.content.decode()


def test_what_the_gate_objects_to_is_told_by_line_and_not_published(designer: Client) -> None:
    wrong = text("promised: {days: {param: food.promised_days}", "promised: {days: 300")
    line = next(n for n, said in enumerate(wrong.splitlines(), 1) if "days: 300" in said)
    checked = hand_in(designer, wrong.encode()).content.decode()
    assert "It can be imported as a draft now" in checked
    designer.post(url("confirm", upload_id=Upload.objects.get().pk))
    html = designer.get(url("matter", code=FOOD)).content.decode()
    assert "to put right before it can be published" in html and "longer than the limit of the law" in html
    assert f'<td class="sun-code sun-nowrap">food.yaml</td><td class="sun-number">{line}</td>' in html
    answer = designer.post(url("publish", code=FOOD), {"effective_from": "2026-04-01", "seen": digest()})
    assert answer.status_code == 409 and "is not complete" in answer.content.decode()


def test_any_two_versions_stand_side_by_side_in_either_order(designer: Client) -> None:
    drafted(designer)
    old, new = MatterVersion.objects.filter(matter__code=FOOD).order_by("number").values_list("pk", flat=True)
    html = designer.get(url("diff", before_id=old, after_id=new)).content.decode()
    assert "meals_per_day.max" in html and "<ins>100000</ins>" in html
    back = designer.get(url("diff", before_id=new, after_id=old)).content.decode()
    assert "<ins>200000</ins>" in back
    same = designer.get(url("diff", before_id=old, after_id=old)).content.decode()
    assert "They say the same" in same


def test_the_file_of_a_version_is_given_back_as_it_came(designer: Client) -> None:
    version = MatterVersion.objects.get(matter__code=FOOD)
    answer = designer.get(url("file", version_id=version.pk))
    assert answer.content.decode() == FILE.read_text("utf-8")
    assert 'filename="food_business_licence.yaml"' in answer["Content-Disposition"]


def test_the_draft_is_seen_as_the_public_will_see_it(designer: Client) -> None:
    drafted(designer)
    draft = MatterVersion.objects.get(matter__code=FOOD, published_at=None)
    html = designer.get(url("version", version_id=draft.pk)).content.decode()
    assert "how the guide of version 2 looks" in html
    assert 'id="materials"' in html and 'id="remedies"' in html


def test_a_value_the_city_changed_since_is_told(designer: Client) -> None:
    from sunhall.catalogue.models import Parameter

    held = Parameter.objects.get(name="food.promised_days")
    held.pk, held.valid_from, held.value = None, date(2026, 2, 1), 4
    held.save()
    html = designer.get(url("matter", code=FOOD)).content.decode()
    assert "The city has changed values" in html and "<strong>4 working days</strong>" in html
    assert "values out of date" in designer.get(url("matters")).content.decode()


def test_a_matter_is_ended_after_being_told_what_follows(designer: Client) -> None:
    factories.filed()
    assert "1 running case goes on" in designer.get(url("end", code=FOOD)).content.decode()
    late = designer.post(url("end", code=FOOD), {"on": "2026-03-03"})
    assert late.status_code == 422 and "lies in the future" in late.content.decode()
    designer.post(url("end", code=FOOD), {"on": "2026-03-02"})
    assert Matter.objects.get(code=FOOD).state == "ended"
    again = designer.post(url("end", code=FOOD), {"on": "2026-03-02"})
    assert again.status_code == 409 and "has ended" in again.content.decode()


def exception(**other: str) -> dict[str, str]:
    return {
        "code": FOOD, "reason_zh": "场地特殊", "reason_en": HOSTILE, "decided_by_zh": "示范市人民政府",
        "decided_by_en": "Demo City Government", "decision_no": "示政函〔2026〕1号", "valid_from": "2026-03-01",
        "valid_until": "2027-03-01",
    } | other  # fmt: skip


def test_an_exception_stands_in_the_register_with_its_decision(designer: Client) -> None:
    answer = designer.post(url("exception_add"), exception(), follow=True)
    html = answer.content.decode()
    assert "示政函〔2026〕1号" in html and HOSTILE not in html and "&lt;script&gt;" in html
    assert Change.objects.latest("id").what == "entryexception"


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"code": "nothing"}, "no matter with this code"),
        ({"valid_until": "2026-02-01"}, "end before it begins"),
        ({"reason_zh": ""}, "Please fill this in."),
        ({"valid_from": "soon"}, "year-month-day"),
    ],
)
def test_a_wrong_exception_is_told_and_what_was_typed_stays(designer: Client, other: dict[str, str], told: str) -> None:
    answer = designer.post(url("exception_add"), exception(**other))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert told in html and "示政函〔2026〕1号" in html
    assert not EntryException.objects.exists()


@pytest.mark.parametrize("login", ["market", "clerk", "admin", "supervisor", "citizen"])
def test_pages_of_the_designer_do_not_exist_for_others(city: None, login: str) -> None:
    client = signed_in(login)
    for name in ("matters", "import", "exceptions", "exception_add"):
        assert client.get(url(name)).status_code == 404, name
    assert client.get(url("matter", code=FOOD)).status_code == 404
    assert client.post(url("end", code=FOOD), {"on": "2026-03-02"}).status_code == 404
    assert Matter.objects.get(code=FOOD).state == "published"


def test_a_designer_whose_power_ended_is_told_when_and_may_do_nothing(designer: Client) -> None:
    grant = Grant.objects.get(holder__user__login="designer")
    grant.valid = type(grant.valid)(grant.valid.lower, factories.at("2026-02-27 17:00"))
    grant.save()
    answer = designer.get(url("matters"))
    assert answer.status_code == 403 and "ended on 27 February 2026" in answer.content.decode()
    assert designer.post(url("end", code=FOOD), {"on": "2026-03-02"}).status_code == 403
    grant.delete()
    assert "hold no power" in designer.get(url("matters")).content.decode()


@pytest.mark.parametrize("code", ["nothing", "a%00b", "%E4%B8%AD", "x" * 300])
def test_a_matter_that_is_not_there_is_not_found(designer: Client, code: str) -> None:
    for tail in ("", "publish/", "end/"):
        assert designer.get(f"/design/matters/{code}/{tail}").status_code == 404


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_page_costs_a_fixed_number_of_queries_however_long_the_list(designer: Client) -> None:
    few = queries_of(designer, url("matters"))
    listed(60)
    assert queries_of(designer, url("matters")) == few <= 12
    assert queries_of(designer, url("matter", code=FOOD)) <= 11
    assert queries_of(designer, url("exceptions")) <= 6


def test_pages_speak_chinese(designer: Client) -> None:
    client = signed_in("designer", "zh-hans")
    assert "食品经营许可" in client.get(url("matters")).content.decode()


def test_publishing_twice_at_once_publishes_once(designer: Client) -> None:
    drafted(designer)
    told = {"effective_from": "2026-04-01", "seen": digest()}
    assert designer.post(url("publish", code=FOOD), told).status_code == 302
    assert designer.post(url("publish", code=FOOD), told).status_code == 409
    assert MatterVersion.objects.filter(matter__code=FOOD).count() == 2
