"""The administrator's places and lists: authorities, centres, windows; changes, readings, e-mails, jobs, calendar."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests import factories, once

from sunhall.people import acts as people
from sunhall.people.models import Authority, Centre, Change, Message, Party, User, Window

HOSTILE = "<script>alert('x')</script>"


the_city = once.made(factories.offices, when="2026-03-02 09:00")


@pytest.fixture
def admin(db: None) -> Client:
    client = Client(headers={"accept-language": "en"})
    account = User.objects.get(login="admin")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def url(name: str, **arguments: Any) -> str:
    return reverse(f"administrator:{name}", kwargs=arguments)


def authority(**other: str) -> dict[str, str]:
    return {
        "code": "lakes", "usci": "91999900MA000012XP", "name_zh": "示范市水务局", "name_en": "Water Bureau",
        "short_name_zh": "", "short_name_en": "", "government_zh": "示范市人民政府", "government_en": "",
        "court_zh": "", "court_en": "", "nature": "1", "phone": "0999-6660099", "region": "999900",
    } | other  # fmt: skip


def job(status: str, attempts: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts) "
            "VALUES ('mail', 'send_email', '{\"message_id\": 7}', %s, %s) RETURNING id",
            [status, attempts],
        )
        return int(cursor.fetchone()[0])


def test_an_authority_is_added_with_both_names_and_audited(admin: Client) -> None:
    answer = admin.post(url("place_add", kind="authorities"), authority(usci="91 999900 ma000012xp"), follow=True)
    assert "Water Bureau" in answer.content.decode()
    row = Authority.objects.get(code="lakes")
    assert row.usci == "91999900MA000012XP"
    assert row.name == {"zh-hans": "示范市水务局", "en": "Water Bureau"}
    told = Change.objects.latest("id")
    assert (told.what, told.ref, told.action) == ("authority", str(row.pk), "add")


def test_an_authority_is_put_under_its_superior_and_never_under_itself(admin: Client) -> None:
    admin.post(url("place_add", kind="authorities"), authority())
    market, lakes = Authority.objects.get(code="market"), Authority.objects.get(code="lakes")

    def put(row: Authority, above: Authority) -> Any:
        page = admin.get(url("place", kind="authorities", pk=row.pk))
        typed = {name: value or "" for name, value in page.context["form"].initial.items() if name != "superior_id"}
        return admin.post(
            url("place", kind="authorities", pk=row.pk),
            {**typed, "seen": page.context["seen"], "superior_id": str(above.pk)},
        )

    assert put(lakes, market).status_code == 302
    lakes.refresh_from_db()
    assert lakes.superior_id == market.pk
    told = Change.objects.latest("id")
    assert (told.before["superior"], told.after["superior"]) == (None, market.pk)
    for row, above in ((market, lakes), (market, market)):
        refused = put(row, above)
        assert refused.status_code == 422
        assert "No authority stands above itself, not even through others." in refused.content.decode()
    listed = admin.get(url("changes")).content.decode()
    assert "Superior authority" in listed


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"usci": "91999900MA000012XQ"}, "The check character is wrong"),
        ({"usci": "123"}, "has 18 characters"),
        ({"usci": "OOOOOOOOOOOOOOOOOO"}, "never occur"),
        ({"code": "market"}, "in use already"),
        ({"code": "a b"}, "letters, digits"),
        ({"name_zh": ""}, "Please fill this in."),
        ({"name_zh": "x" * 121}, "at most 120"),
        ({"region": "99"}, "6 or 12 digits"),
        ({"nature": "7"}, "valid choice"),
        ({"phone": HOSTILE}, "telephone number"),
    ],
)
def test_a_wrong_field_of_an_authority_is_told_and_what_was_typed_stays(
    admin: Client, other: dict[str, str], told: str
) -> None:
    answer = admin.post(url("place_add", kind="authorities"), authority(**other))
    html = answer.content.decode()
    assert answer.status_code == 422 and told in html
    assert 'value="示范市人民政府"' in html and HOSTILE not in html
    assert not Authority.objects.filter(name__en="Water Bureau").exists()


def test_a_window_is_unique_in_its_centre_only(admin: Client) -> None:
    other = Centre.objects.create(code="east", name={"zh-hans": "东区分中心"})
    twice = {"centre_id": Centre.objects.get(code="999900").pk, "code": "A01", "name_zh": "窗口", "name_en": ""}
    assert admin.post(url("place_add", kind="windows"), twice).status_code == 422
    assert admin.post(url("place_add", kind="windows"), twice | {"centre_id": other.pk}).status_code == 302
    assert Window.objects.filter(code="A01").count() == 2


def test_a_change_is_shown_before_and_after_with_who_made_it(admin: Client) -> None:
    row = Authority.objects.get(code="market")
    page = admin.get(url("place", kind="authorities", pk=row.pk))
    form = page.context["form"]
    told = {name: str(form[name].value() or "") for name in form.fields} | {"seen": page.context["seen"]}
    assert admin.post(url("place", kind="authorities", pk=row.pk), told | {"phone": "0999-1234567"}).status_code == 302
    html = admin.get(url("changes"), {"what": "authority", "ref": str(row.pk)}).content.decode()
    assert "0999-6660003</del>" in html and "0999-1234567</ins>" in html
    assert "Tang Ning (admin)" in html


def test_saving_without_a_change_leaves_no_trace(admin: Client) -> None:
    row = Authority.objects.get(code="fire")
    page = admin.get(url("place", kind="authorities", pk=row.pk))
    form = page.context["form"]
    told = {name: str(form[name].value() or "") for name in form.fields} | {"seen": page.context["seen"]}
    before = Change.objects.count()
    assert admin.post(url("place", kind="authorities", pk=row.pk), told).status_code == 302
    assert Change.objects.count() == before


def test_lists_are_searched_and_paged_by_key(admin: Client) -> None:
    Authority.objects.bulk_create(Authority(code=f"x{n:03}", name={"zh-hans": f"机关{n}"}) for n in range(60))
    html = admin.get(url("places", kind="authorities"), {"q": "x0"}).content.decode()
    assert "x049" in html and "x050" not in html and "after=" in html
    last = Authority.objects.get(code="x049").pk
    rest = admin.get(url("places", kind="authorities"), {"q": "x0", "after": last}).content.decode()
    assert "x050" in rest and "x049" not in rest


@pytest.mark.parametrize("query", ["after=9999999999999999999999", "after=x", "after=%00", "q=%00", "after=-1"])
def test_a_strange_address_is_answered(admin: Client, query: str) -> None:
    for address in (url("places", kind="authorities"), url("officers"), url("changes"), url("readings")):
        assert admin.get(f"{address}?{query}").status_code == 200, address


def test_a_place_that_is_not_there_is_not_found(admin: Client) -> None:
    for address in (
        "/admin/kingdoms/",
        "/admin/kingdoms/new/",
        "/admin/authorities/999999/",
        "/admin/officers/999999/",
    ):
        assert admin.get(address).status_code == 404


def test_changes_are_paged_and_filtered_by_kind(admin: Client) -> None:
    first = admin.get(url("changes"))
    assert len(first.context["lines"]) == 50
    after = first.context["after"]
    second = admin.get(url("changes"), {"after": after})
    ids = {line.row.id for line in first.context["lines"]} & {line.row.id for line in second.context["lines"]}
    assert not ids
    kinds = {line.row.what for line in admin.get(url("changes"), {"what": "window"}).context["lines"]}
    assert kinds == {"window"}


def test_readings_tell_who_looked_and_keep_the_person_masked(admin: Client) -> None:
    citizen = Party.objects.get(user__login="citizen")
    clerk = User.objects.get(login="clerk").pk
    people.log_reading(
        by=clerk, party_id=citizen.pk, field_class="id_number", purpose="intake", at=factories.at("2026-03-02 08:00")
    )
    html = admin.get(url("readings")).content.decode()
    assert "Zhang Min (clerk)" in html and "李**" in html and "李晓云" not in html


def test_an_email_that_failed_stands_with_its_reason(admin: Client) -> None:
    user = User.objects.get(login="citizen")
    Message.objects.create(
        user=user, code="accepted", created_at=factories.at("2026-03-01 10:00"), email_error="550 no"
    )
    assert "550 no" in admin.get(url("mail")).content.decode()
    assert "1 e-mail could not be sent yet" in admin.get(url("overview")).content.decode()


def test_a_job_given_up_is_run_again_once(admin: Client) -> None:
    failed, _trying = job("failed", 12), job("todo", 5)
    html = admin.get(url("jobs")).content.decode()
    assert "Given up" in html and "Will be tried again" in html
    assert admin.post(url("job_again", job_id=failed)).status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [failed])
        assert cursor.fetchone()[0] == "todo"
    assert Change.objects.latest("id").what == "job"
    again = admin.post(url("job_again", job_id=failed))
    assert again.status_code == 409 and "run or removed meanwhile" in again.content.decode()


@pytest.mark.at("2026-11-22 09:00")
def test_a_year_without_a_notice_is_told_as_provisional(admin: Client) -> None:
    html = admin.get(url("calendar")).content.decode()
    assert "2027 is provisional" in html
    assert "2026" in html and "2007" in html
    assert "The holiday notice of 2027 is not loaded" in admin.get(url("overview")).content.decode()


def test_closed_accounts_and_roles_are_filters(admin: Client) -> None:
    html = admin.get(url("officers"), {"role": "clerk"}).content.decode()
    assert "张敏" in html and "陈立" not in html
    assert "No officer fits" in admin.get(url("officers"), {"state": "closed"}).content.decode()
    found = admin.get(url("officers"), {"q": "MARKET", "authority": Authority.objects.get(code="market").pk})
    assert "陈立" in found.content.decode()
