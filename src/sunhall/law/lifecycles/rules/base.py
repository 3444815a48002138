"""What a rule is: a function of a setting that returns null, or the facts of its objection. Rules are pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import Standing


class Objection(NamedTuple):
    """Why an act is not allowed: a code, the article, and the facts that its sentence needs."""

    code: str
    article: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An act that somebody wants to do. `payload` is null when only asking whether the button may be pressed.

    `seen` is what the file itself cannot know and the rules need: `interest` (the officer has declared an interest in
    the applicant), `ahead` and `left` (the queue of a limited licence, art. 57), `licence_ended` (the licence that is
    to be changed or renewed has ended meanwhile), `superior` (of the deciding authority, null for none); absent where
    nobody looked.
    """

    kind: Kind
    on: date
    officer: int | None
    payload: Mapping[str, Any] | None
    seen: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting:
    standing: Standing
    procedure: Procedure
    calendar: Calendar
    proposal: Proposal


Rule = Callable[[Setting], dict[str, Any] | None]
RULES: Final[dict[str, tuple[str, Rule]]] = {}  # code → (article, rule); the generated rules page lists them


def rule(article: str) -> Callable[[Rule], Rule]:
    """Register a rule: its name is the refusal's code, its docstring the law's sentence. It returns null or facts."""

    def register(function: Rule) -> Rule:
        RULES[function.__name__] = (article, function)
        return function

    return register
