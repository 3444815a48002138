"""What a row of the table of unlawful acts is, and the two ways to attempt one: the public function, and the page."""

import contextlib
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final

from tests import factories
from tests.desk import signed_in

from sunhall.kernel import clock

REFUSED: Final = "refused"  # the page answers with the refusal in words
ABSENT: Final = "absent"  # the page does not exist for this account (404)
UNSAYABLE: Final = "unsayable"  # the page has no control that could say it


@dataclass(frozen=True, slots=True)
class Answer:
    """How the page answers. `code` and `article` where its own check speaks before the act's; `control` is what an
    unsayable act would need on the form."""

    kind: str = REFUSED
    code: str = ""
    article: str = ""
    control: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One unlawful act: the law's sentence in short, the refusal's code and article, the situation and two attempts.

    `situation` brings a file there; what it answers is handed to both attempts, which happen at `at`. `around` holds
    during all of it: another procedure of the matter, say.
    """

    says: str
    article: str
    code: str
    situation: Callable[[], Any]
    by_function: Callable[[Any], Any]
    by_page: Callable[[Any, str], Any]
    at: str = "2026-03-05 09:00"
    answer: Answer = Answer()
    around: Callable[[], AbstractContextManager[Any]] = contextlib.nullcontext

    @property
    def name(self) -> str:
        return f"{self.code}: {self.says}"


def _told(given: dict[str, Any], case: Any) -> dict[str, Any]:
    """Values that depend on the case are given as functions of it."""
    return {name: value(case) if callable(value) else value for name, value in given.items()}


def act(function: Callable[..., Any], by: str, **given: Any) -> Callable[[Any], Any]:
    """Attempt a public act on the case, now."""
    return lambda case: function(case_id=case.id, by=factories.actor(by), at=clock.now(), **_told(given, case))


def _gesture() -> dict[str, str]:
    return {"key": str(uuid.uuid4())}


def office(kind: str, by: str, **posted: Any) -> Callable[[Any, str], Any]:
    """Post the officer's form of an act, as somebody would who does not mind what the form offers."""
    return lambda case, language: signed_in(by, language).post(
        f"/office/cases/{case.id}/{kind}/", {**_gesture(), **_told(posted, case)}
    )


def look(kind: str, by: str, **asked: Any) -> Callable[[Any, str], Any]:
    """Open the officer's form of an act."""
    return lambda case, language: signed_in(by, language).get(f"/office/cases/{case.id}/{kind}/", _told(asked, case))


def desk(verdict: str, by: str = "clerk", **posted: Any) -> Callable[[Any, str], Any]:
    """Press a verdict at the counter: beside the checklist, or on a page of its own."""

    def attempt(case: Any, language: str) -> Any:
        here = f"/desk/cases/{case.id}/"
        told = {**_gesture(), **_told(posted, case)}
        if verdict in ("accept", "commitment"):
            return signed_in(by, language).post(here, {**told, "verdict": verdict})
        return signed_in(by, language).post(f"{here}{verdict}/", told)

    return attempt


def look_at_desk(verdict: str = "", by: str = "clerk") -> Callable[[Any, str], Any]:
    """Open the intake of a case at the counter, or the page of one verdict on it."""
    there = f"{verdict}/" if verdict else ""
    return lambda case, language: signed_in(by, language).get(f"/desk/cases/{case.id}/{there}")


def posted_to(address: Callable[[Any], str], by: str, **posted: Any) -> Callable[[Any, str], Any]:
    """Post any other page."""
    return lambda case, language: signed_in(by, language).post(address(case), {**_gesture(), **_told(posted, case)})
