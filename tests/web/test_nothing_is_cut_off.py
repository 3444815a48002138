"""A text longer than an act takes is told with its length, stays on the page whole, and nothing is recorded."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.http import QueryDict
from tests import factories, once
from tests.desk import hidden, signed_in, words

from sunhall.cases.models import Act, Check
from sunhall.kernel.refused import Refused
from sunhall.people import acts as people
from sunhall.people.models import Interest, Party
from sunhall.web import typed

pytestmark = pytest.mark.django_db
FIRM = "示范市云味餐饮有限公司"
CASES: dict[str, factories.Filed] = {}


@pytest.fixture(scope="module", autouse=True)
def the_city(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with once.rows(django_db_blocker), time_machine.travel("2026-03-03T09:00:00+08:00", tick=False):
        factories.city()
        CASES["filed"] = factories.filed(party=FIRM)
        CASES["accepted"] = factories.accepted(party=FIRM)
        yield


def told(most: int, length: int) -> str:
    return f"This is too long: at most {most} characters, you entered {length}."


def test_line_ends_count_once_and_blanks_around_do_not() -> None:
    assert typed.text(QueryDict("a=%20x%0D%0Ay%20"), "a", most=3) == "x\ny"
    with pytest.raises(Refused) as refused:
        typed.text(QueryDict("a=abcd"), "a", most=3)
    assert refused.value.code == "too_long" and refused.value.facts == {"max": 3, "length": 4}


@pytest.mark.parametrize(
    ("login", "address", "field", "most"),
    [
        ("market-chief", "/office/cases/{accepted}/refuse/", "reasons", 4000),
        ("market", "/office/cases/{accepted}/start_special_procedure/", "reasons", 4000),
        ("market-chief", "/office/cases/{accepted}/deliver/", "reference", 60),
        ("market-chief", "/office/cases/{accepted}/forfeit/", "decision", 80),
        ("clerk", "/desk/cases/{filed}/refuse/", "reasons", 4000),
        ("clerk", "/desk/cases/{filed}/refuse/", "competent", 200),
        ("clerk", "/desk/cases/{filed}/not-required/", "reasons", 4000),
        ("citizen", "/my/{filed}/withdraw/", "reasons", 2000),
    ],
)
def test_the_length_is_told_the_text_stays_and_no_act_is_recorded(
    login: str, address: str, field: str, most: int
) -> None:
    at = address.format(**{name: case.id for name, case in CASES.items()})
    client, before, long = signed_in(login), Act.objects.count(), "长" * (most + 1)
    answer = client.post(at, {"key": "", "seen": "", "ground": "other", "method": "courier", field: long})
    assert answer.status_code == 422
    text = words(answer)
    assert told(most, most + 1) in text and long in text
    assert Act.objects.count() == before


def test_the_note_on_a_material_names_it(db: None) -> None:
    case, clerk = CASES["filed"], signed_in("clerk")
    page = clerk.get(f"/desk/cases/{case.id}/")
    material = case.materials[0]
    posted = {f"v-{material}": "wrong", f"r-{material}": "other", f"n-{material}": "长" * 501}
    answer = clerk.post(f"/desk/cases/{case.id}/", {"key": hidden(page, "key"), "seen": hidden(page, "seen"), **posted})
    assert answer.status_code == 422
    assert "The note is too long:" in words(answer) and "At most 500 characters, you entered 501." in words(answer)
    assert (
        "长" * 501 in words(answer)
        and not Check.objects.filter(material=material, application_id=case.application_id).exists()
    )


def test_an_interest_is_declared_whole_or_not_at_all() -> None:
    officer = factories.actor("market").officer
    assert officer is not None
    with pytest.raises(Refused, match="too_long"):
        people.declare_interest(
            officer_id=officer.id, party_id=Party.objects.get(name=FIRM).pk, why="长" * 201, by=None,
            at=factories.at("2026-03-03 09:00"),
        )  # fmt: skip
    assert not Interest.objects.exists()


def test_a_name_at_the_counter_is_never_shortened() -> None:
    new = {"id_type": "passport", "id_number": "E12345678", "register": "1", "phone": "13900000000"}
    answer = signed_in("clerk").post("/desk/person/", {**new, "name": "长" * 201})
    assert answer.status_code == 422 and told(200, 201) in words(answer)
    assert not Party.objects.filter(id_number="E12345678").exists()
