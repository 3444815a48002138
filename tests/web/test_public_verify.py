"""Checking certificates and notices: valid, expired, wrong code, unknown; nothing personal; no guessing."""

import hashlib
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests import factories, once

from sunhall.cases import notices
from sunhall.cases.acts import hearing
from sunhall.certificates.models import Certificate
from sunhall.documents.models import Blob, Notice
from sunhall.people.models import Party

pytestmark = pytest.mark.django_db
AT = factories.at("2026-03-02 09:00")


the_city = once.made(lambda: factories.city(factories.FOOD), when="2026-03-02 09:00")


@pytest.fixture
def client(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


def blob() -> Blob:
    content = b"%PDF-1.7 a certificate"
    digest = hashlib.sha256(content).digest()
    found, _new = Blob.objects.get_or_create(
        sha256=digest,
        defaults={"size": len(content), "media_type": "application/pdf", "content": content, "stored_at": AT},
    )
    return found


def certificate(number: str = "JY29999000000011", *, holder: str = "李晓云", **fields: Any) -> Certificate:
    """A certificate as issuing writes it; these tests are about the check alone."""
    told = {
        "series": "JY2999900", "serial": 1, "case_id": 1, "version_id": 1, "result_id": "licence",
        "matter_code": factories.FOOD, "matter_name": {"zh-hans": "食品经营许可", "en": "Food licence matter"},
        "authority_code": "market", "authority_name": {"zh-hans": "市场监督管理局", "en": "Market authority"},
        "holder": Party.objects.get(name=holder), "result_name": {"zh-hans": "食品经营许可证", "en": "Food licence"},
        "issued_on": date(2026, 2, 2), "valid_from": date(2026, 2, 2), "valid_to": date(2031, 2, 1),
        "check_code": "AB2C3DEF", "pdf": blob(), "created_at": AT,
    }  # fmt: skip
    return Certificate.objects.create(number=number, **(told | fields))


def notice() -> Notice:
    return Notice.objects.create(
        authority_code="market", kind="acceptance", year=2026, serial=12, number="示市监受字〔2026〕第12号", case_id=1,
        act_id=1, data={"authority": {"en": "Market authority"}, "matter": {"en": "Food licence matter"},
        "case_number": "999900202603020000017", "applicant": "李晓云"}, digest="", check_code="AB2C-3DEF-GH45",
        pdf=blob(), issued_on=date(2026, 3, 2), created_at=AT,
    )  # fmt: skip


def page_of(client: Client, found: Certificate, code: str = "") -> str:
    answer = client.get(f"/verify/{quote(found.number)}/", {"code": code} if code else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_right_code_proves_the_paper(client: Client) -> None:
    text = page_of(client, found := certificate(), "ab2c 3def")
    assert "Valid today" in text and "the code proves" in text and bytes(found.pdf_id).hex() in text
    assert "Market authority" in text and "1 February 2031" in text


def test_without_the_code_the_number_alone_proves_little(client: Client) -> None:
    text = page_of(client, found := certificate())
    assert "enter the check code" in text and bytes(found.pdf_id).hex() not in text and 'name="code"' in text


def test_a_wrong_code_is_a_warning(client: Client) -> None:
    text = page_of(client, certificate(), "WRONG")
    assert "The check code does not match" in text and "Valid today" not in text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"valid_to": date(2026, 3, 1)}, "Expired"),
        ({"valid_from": date(2026, 4, 1)}, "Not valid yet"),
        ({"status": "revoked"}, "Revoked"),
        ({"status": "changed"}, "Replaced by a newer one"),
    ],
)
def test_what_is_not_valid_says_why(client: Client, fields: dict[str, Any], told: str) -> None:
    text = page_of(client, certificate(**fields), "AB2C3DEF")
    assert told in text and "it is not valid today" in text and "Valid today" not in text


def test_a_person_is_masked_and_an_organisation_is_not(client: Client) -> None:
    text = page_of(client, certificate())
    assert "李**" in text and "李晓云" not in text and "990101199003120211" not in text
    text = page_of(client, certificate("JY2", holder="示范市云味餐饮有限公司", check_code="ZZ", serial=2, case_id=2))
    assert "示范市云味餐饮有限公司" in text


def test_an_unknown_number_says_what_to_do(client: Client) -> None:
    answer = client.get("/verify/JY1%3Cb%3E/")
    assert answer.status_code == 404
    text = answer.content.decode()
    assert "No certificate with this number was issued here" in text and "<b>" not in text


def test_the_form_leads_to_the_address_of_the_certificate(client: Client) -> None:
    answer = client.get("/verify/", {"number": "示民补〔2026〕000001号", "code": "AB"})
    assert answer.status_code == 302 and answer["Location"].endswith("/?code=AB")
    assert client.get("/verify/", {"number": ""}).status_code == 422
    assert "Enter the number" in client.get("/verify/", {"number": ""}).content.decode()


def test_a_certificate_page_takes_at_most_three_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    found = certificate()
    with django_assert_max_num_queries(3):
        client.get(f"/verify/{found.number}/")


def test_a_notice_is_checked_by_its_code_and_names_nobody(client: Client) -> None:
    notice()
    for written in ("AB2C-3DEF-GH45", "ab2c3defgh45"):
        answer = client.get("/verify/", {"notice": written}, follow=True)
        text = answer.content.decode()
        assert answer.status_code == 200 and "This notice was issued here" in text
        assert "Notice of acceptance" in text and "…000017" in text and "李晓云" not in text


def test_a_hearing_that_is_announced_to_the_public_can_be_read_by_everybody(client: Client) -> None:
    case = factories.accepted(when="2026-03-01 09:00", on="2026-03-01 10:00")
    act = hearing.call_hearing(
        case_id=case.id, held_on=date(2026, 3, 20), chair_badge="990103", where_and_when="三楼听证室，上午九时",
        ex_officio=True, by=factories.actor("market"), at=AT,
    )  # fmt: skip
    told, announced = notices.all_of_act(act, at=AT)
    text = client.get(f"/verify/notice/{announced.check_code}/").content.decode()
    for words in (
        "Public announcement of a hearing",
        "20 March 2026",
        "三楼听证室，上午九时",
        "990103",
        "Anyone may attend",
    ):
        assert words in text, words
    assert told.data["applicant"] not in text
    private = client.get(f"/verify/notice/{told.check_code}/").content.decode()
    assert "三楼听证室" not in private


def test_an_unknown_notice_is_not_there(client: Client) -> None:
    assert client.get("/verify/notice/AAAA-AAAA-AAAA/").status_code == 404


def test_guessing_codes_has_an_end(client: Client) -> None:
    for i in range(10):
        client.get(f"/verify/notice/AAAA-AAAA-{i:04}/")
    answer = client.get("/verify/notice/AAAA-AAAA-9999/")
    assert answer.status_code == 429 and int(answer["Retry-After"]) == 900
    assert client.get("/verify/").status_code == 200


@pytest.mark.parametrize("typed", ["%00", "%ED%A0%80", "x" * 900, "..", "%2e%2e", "' OR 1=1"])
def test_whatever_stands_in_the_address_is_answered(client: Client, typed: str) -> None:
    assert client.get(f"/verify/{typed}/").status_code in (302, 404)
    assert client.get(f"/verify/notice/{typed}/").status_code in (302, 404)
