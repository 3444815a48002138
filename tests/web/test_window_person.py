"""The person at the window: found or registered by identity; numbers are masked and looking at them goes on record."""

import pytest
from tests import factories
from tests.desk import signed_in, words

from sunhall.kernel.ids import uscc
from sunhall.people.models import Party, Reading

pytestmark = pytest.mark.django_db
ID = "990101199003120211"


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    factories.city()


def test_a_number_with_a_wrong_check_digit_is_told_and_stays() -> None:
    page = signed_in("clerk").post("/desk/person/", {"id_type": "resident_id", "id_number": "990101199003120212"})
    assert page.status_code == 422
    assert "not a valid resident identity number" in words(page)
    assert "990101199003120212" in words(page)


def test_an_enterprise_is_registered_once_and_found_again() -> None:
    clerk = signed_in("clerk")
    number = uscc.make("91", "999900", "MA00009X")
    told = {"id_type": "usci", "id_number": number.lower()}
    unknown = clerk.post("/desk/person/", told)
    assert "Not known here yet" in words(unknown)
    lacking = clerk.post("/desk/person/", {**told, "register": "1", "name": "示范市晨光面馆", "phone": "12"})
    assert lacking.status_code == 422
    assert "Enter the name of the legal representative." in words(lacking)
    assert "示范市晨光面馆" in words(lacking)
    full = {**told, "register": "1", "name": "示范市晨光面馆", "phone": "13800000009", "legal_rep_name": "周明"}
    made = clerk.post("/desk/person/", full)
    assert made.status_code == 302
    assert number not in made.headers["Location"]
    party = Party.objects.get(id_number=number)
    assert party.details["legal_rep_name"] == "周明"
    assert clerk.post("/desk/person/", told).headers["Location"] == made.headers["Location"]
    other_name = clerk.post("/desk/person/", {**full, "id_number": number, "name": "别的名字"})
    assert other_name.status_code == 302  # known by its number: the card shows the name on record
    assert Party.objects.filter(id_number=number).count() == 1


def test_the_full_number_is_shown_on_request_and_the_look_goes_on_record() -> None:
    clerk = signed_in("clerk")
    address = clerk.post("/desk/person/", {"id_type": "resident_id", "id_number": ID}).headers["Location"]
    assert ID not in words(clerk.get(address))
    assert not Reading.objects.exists()
    assert ID in words(clerk.post(f"{address}show/"))
    reading = Reading.objects.get()
    assert (reading.by.login, reading.party.id_number, reading.purpose) == ("clerk", ID, "counter")


def test_nobody_is_found_by_counting_up() -> None:
    clerk = signed_in("clerk")
    address = clerk.post("/desk/person/", {"id_type": "resident_id", "id_number": ID}).headers["Location"]
    assert signed_in("clerk2").get(address).status_code == 404
    assert clerk.get("/desk/person/1.x/").status_code == 404
    assert clerk.get("/desk/new/?party=1").status_code == 404
