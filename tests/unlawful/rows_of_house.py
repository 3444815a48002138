"""What the house itself may not do: give a window the power to decide, publish a matter that breaks the law."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from tests import factories
from tests.desk import signed_in
from tests.factories import CITY, FOOD, actor, at
from tests.unlawful.attempts import Answer, Row

from sunhall.catalogue import acts as catalogue
from sunhall.catalogue.models import MatterVersion
from sunhall.kernel import clock
from sunhall.people import acts as people
from sunhall.people.models import Authority, Officer

FILE: Final = "food_business_licence.yaml"
FROM: Final = date(2026, 4, 1)
EXTENSION: Final = "extension: {days: 5, unit: working_day, approver: head, basis: [measures], mark: sure}"
FEE: Final = """fees:
  - id: handling
    name: 工本费 || Handling fee
    standard: 每证十元 || Ten yuan for each licence
    formula: "1000"
    payer: 申请人 || The applicant
    basis: [measures]"""


def draft_with(old: str, new: str) -> Callable[[], None]:
    """A draft of the restaurant licence in which one thing was changed."""

    def situation() -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "city"
            shutil.copytree(CITY, path)
            for file in (path / "matters").iterdir():
                if file.name != FILE:
                    file.unlink()
                    (path / "parameters" / file.name).unlink(missing_ok=True)
            text = (path / "matters" / FILE).read_text("utf-8")
            assert old in text, old
            (path / "matters" / FILE).write_text(text.replace(old, new, 1), "utf-8")
            catalogue.import_files(path=path, by=None, at=at("2026-03-04 09:00"))

    return situation


def published(_: Any) -> int:
    return catalogue.publish(code=FOOD, effective_from=FROM, by=actor("designer").user_id, at=clock.now())


def press_publish(_: Any, language: str) -> Any:
    digest = MatterVersion.objects.get(matter__code=FOOD, published_at=None).digest
    told = {"effective_from": FROM.isoformat(), "seen": digest}
    return signed_in("designer", language).post(f"/design/matters/{FOOD}/publish/", told)


def unpublished(code: str, says: str, article: str, old: str, new: str) -> Row:
    """A version that the gate keeps from the public: the refusal is `gate`, and names this finding."""
    return Row(says, article, code, draft_with(old, new), published, press_publish, answer=Answer(code="gate"))


def officer(login: str) -> int:
    return int(Officer.objects.get(user__login=login).pk)


PUBLISHED: Final = "示范市人民政府公报2026年第2期"


def given(login: str, power: str, authority: str = "market", **named: str) -> Callable[[Any], Any]:
    """Give a power by the public function."""
    return lambda _: people.grant_power(
        holder_id=officer(login), authority_id=factories.authority(authority), power=power, starts_at=clock.now(),
        by=actor("admin").user_id, at=clock.now(), **named,
    )  # fmt: skip


def given_by_page(login: str, power: str, authority: str = "market", **named: str) -> Callable[[Any, str], Any]:
    """Give it by the administrator's page."""
    return lambda _, language: signed_in("admin", language).post(
        f"/admin/officers/{officer(login)}/powers/new/",
        {"power": power, "authority_id": factories.authority(authority), "starts_on": "2026-03-05", **named},
    )


def power(says: str, code: str, article: str, login: str, held: str, authority: str = "market",
          situation: Callable[[], Any] = lambda: None, **named: str) -> Row:  # fmt: skip
    """A power that nobody may give: by function and by page."""
    return Row(says, article, code, situation, given(login, held, authority, **named),
               given_by_page(login, held, authority, **named))  # fmt: skip


def of_nature(code: str, nature: str) -> Callable[[], None]:
    """An authority of another nature: 2 an organisation authorised by law, 3 one that holds powers by entrustment."""

    def situation() -> None:
        Authority.objects.filter(code=code).update(nature=nature)

    return situation


DELEGATED: Final = {"source": "delegated", "instrument": "委托书"}
ENTRUSTED: Final = {"source": "entrusted", "instrument": "示政委〔2026〕3号"}


ROWS: Final = (
    *(
        power(f"Giving a window the power to {says}", "window_never_decides", "ALL/24", "clerk", held, **DELEGATED)
        for held, says in (
            ("decide", "decide"), ("extend", "extend the limit"), ("extend_joint", "extend the joint limit"),
            ("revoke", "revoke a licence"), ("rectify", "rectify"), ("hear", "chair a hearing"),
            ("opine", "answer for an authority"),
        )
    ),
    power("Entrusting a power to who is no administrative organ", "trustee_not_an_authority", "ALL/24(1)",
          "planning", "decide", situation=of_nature("planning", "2"), **ENTRUSTED, published=PUBLISHED),
    power("Entrusting a power to oneself", "trustee_not_an_authority", "ALL/24(1)",
          "market", "decide", **ENTRUSTED, published=PUBLISHED),
    power("Entrusting on a power that was entrusted", "entrusted_on", "ALL/24(3)",
          "planning", "decide", situation=of_nature("market", "3"), **ENTRUSTED, published=PUBLISHED),
    power("Entrusting a power without publishing it", "entrustment_not_published", "ALL/24(1)",
          "planning", "decide", **ENTRUSTED),
    unpublished("promise_exceeds_statutory", "A matter that promises more time than the law allows", "OBE/36",
                "promised: {days: {param: food.promised_days}", "promised: {days: 300"),
    unpublished("extension_basis_insufficient", "A matter whose limit its head may extend by sixty days", "ALL/42",
                EXTENSION, "extension: {days: 60, unit: working_day, approver: head, basis: [all-42], mark: sure}"),
    unpublished("approver_not_government_head",
                "A matter of several authorities whose limit the head of one of them may extend", "ALL/42",
                "case_type: committed", "case_type: committed\n  handling: joint"),
    unpublished("fee_basis_insufficient", "A matter that charges a fee without a law or administrative regulation",
                "ALL/58", "fees: {none: [all-58]}", FEE),
    unpublished("catch_all_material", "A matter that demands “other materials”", "ALL/30",
                "保证食品安全的规章制度目录清单 || List of food-safety rules", "其他材料 || Other materials"),
    unpublished("licence_basis_insufficient", "A licence that no law or regulation creates", "ALL/14",
                "level: law\n    founds: [existence, procedure]",
                "level: normative_document\n    founds: [existence, procedure]"),
)  # fmt: skip
