"""Printing the notices of a case as one set, marking reprints, and recording how each notice was served."""

import io

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from pypdf import PdfReader
from tests import factories
from tests.desk import signed_in, words

from sunhall.documents.models import NoticePrint, Service
from sunhall.documents.queries import notices_of

BUILD = "construction-permit"
pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-20 10:00")]


@pytest.fixture
def case(db: None) -> factories.Filed:
    factories.city()
    return factories.accepted()


def pages(response: object) -> list[str]:
    body = b"".join(response.streaming_content) if getattr(response, "streaming", False) else response.content  # type: ignore[attr-defined]
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(body)).pages]


def printed(client: Client, case: factories.Filed, *seqs: int) -> list[str]:
    response = client.post(f"/notices/{case.id}/print/", {"seq": [str(seq) for seq in seqs]})
    assert response.status_code == 200, words(response)
    return pages(response)


def test_the_chosen_notices_are_one_pdf_and_a_reprint_says_so_on_each_page(case: factories.Filed) -> None:
    clerk = signed_in("clerk")
    page = words(clerk.get(f"/notices/{case.id}/"))
    assert page.count('type="checkbox"') == 2 and page.count(" checked") >= 2  # the receipt and the acceptance
    first = printed(clerk, case, 1, 2)
    assert "收件凭证" in first[0] and any("受理通知书" in text for text in first)
    assert not any("补打" in text for text in first)
    again = printed(signed_in("market"), case, 2)
    assert again and all("补打第2次2026-03-20/Reprint2" in text for text in again)
    assert NoticePrint.objects.count() == 3
    stored = pages(clerk.get(f"/notices/{case.id}/2.pdf"))
    assert not any("补打" in text for text in stored)  # the original stays as it is, and looking is no print
    assert NoticePrint.objects.count() == 3


def test_nothing_chosen_prints_nothing(case: factories.Filed) -> None:
    response = signed_in("clerk").post(f"/notices/{case.id}/print/")
    assert response.status_code == 422 and "No notice was chosen." in words(response)


def test_what_an_applicant_opens_counts_as_no_print_of_the_office(case: factories.Filed) -> None:
    assert signed_in("citizen").get(f"/notices/{case.id}/2.pdf").status_code == 200
    assert not any("补打" in text for text in pages(signed_in("clerk").get(f"/notices/{case.id}/2.pdf?print=1")))
    assert all("补打第2次" in text for text in pages(signed_in("clerk").get(f"/notices/{case.id}/2.pdf?print=1")))


def test_the_first_opening_by_the_applicant_is_the_electronic_service(case: factories.Filed) -> None:
    signed_in("clerk").get(f"/notices/{case.id}/2.pdf")
    assert not Service.objects.exists()  # staff looking is no service
    citizen = signed_in("citizen")
    citizen.get(f"/notices/{case.id}/2.pdf")
    citizen.get(f"/notices/{case.id}/2.pdf")
    row = Service.objects.get()
    assert (row.method, row.by.login, row.on.isoformat()) == ("electronic", "citizen", "2026-03-20")
    assert "Opened online, 20 March 2026" in words(citizen.get(f"/my/{case.id}/"))
    assert "Opened online, 20 March 2026" in words(signed_in("market").get(f"/notices/{case.id}/"))


def test_a_service_by_post_needs_its_proof_and_a_day_that_can_be(case: factories.Filed) -> None:
    clerk, address = signed_in("clerk"), f"/notices/{case.id}/2/service/"
    unproved = clerk.post(address, {"method": "mail", "on": "2026-03-05", "reference": ""})
    assert unproved.status_code == 422 and "needs its proof" in words(unproved)
    assert 'value="2026-03-05"' in words(unproved)  # what was typed stays
    for on, told in (("2026-03-02", "cannot have been served before"), ("2026-03-21", "when it has happened")):
        assert told in words(clerk.post(address, {"method": "mail", "on": on, "reference": "EMS 1"}))
    assert "This is not a day" in words(clerk.post(address, {"method": "mail", "on": "soon", "reference": "EMS 1"}))
    assert "how the notice was served" in words(clerk.post(address, {"method": "electronic"}))
    done = clerk.post(address, {"method": "mail", "on": "2026-03-05", "reference": "EMS 1067"}, follow=True)
    assert "By post, 5 March 2026 (EMS 1067)" in words(done)
    assert Service.objects.get().by.login == "clerk"


def test_a_service_is_never_changed(case: factories.Filed) -> None:
    signed_in("clerk").post(f"/notices/{case.id}/2/service/", {"method": "direct"})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Service.objects.update(reference="x")


def test_a_supervisor_sees_and_records_nothing(case: factories.Filed) -> None:
    supervisor = signed_in("supervisor")
    page = words(supervisor.get(f"/notices/{case.id}/"))
    assert "Notices and service" in page and "checkbox" not in page
    assert supervisor.post(f"/notices/{case.id}/2/service/", {"method": "direct"}).status_code == 404
    assert notices_of(case.id) == []


def test_who_may_not_see_the_case_sees_no_notices(case: factories.Filed) -> None:
    assert signed_in("traffic").get(f"/notices/{case.id}/").status_code == 404
    assert signed_in("agent").get(f"/notices/{case.id}/").status_code == 404


@pytest.mark.parametrize(("login", "status"), [("fire", 404), ("construction", 302), ("clerk", 302)])
def test_only_the_authority_that_issued_it_or_who_holds_a_power_in_its_name_records_a_service(
    db: None, login: str, status: int
) -> None:
    """An authority that is asked for its opinion reads the file and serves nothing (arts. 22, 44)."""
    factories.city(BUILD)
    case = factories.accepted(BUILD, by="agent", party="示范市宏图建设有限公司")
    client = signed_in(login)
    page = words(client.get(f"/notices/{case.id}/"))
    assert ("Record a service" in page) is (status == 302) and "Print the chosen notices" in page
    assert client.post(f"/notices/{case.id}/2/service/", {"method": "direct"}).status_code == status
    assert Service.objects.count() == (status == 302)
