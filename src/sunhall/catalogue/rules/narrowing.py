"""The guide for one case: which materials, fees, steps, lanes and conditions remain for these answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.asks import Condition, Material, Outcome, Question
from sunhall.catalogue.content.course import Fee, Lane, Step
from sunhall.catalogue.rules import cel, forms, limits


class Conditional(Protocol):
    @property
    def when(self) -> str: ...


T = TypeVar("T", bound=Conditional)


@dataclass(frozen=True, slots=True)
class Needed(Generic[T]):
    """Something that is needed, or `perhaps` (an answer it depends on is still open)."""

    item: T
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What remains for these answers. `outcome` is set when this is not the right matter; `ask_next` is the next
    question, None when all that apply are answered. The days are the limits for these answers, in the limits' unit."""

    materials: tuple[Needed[Material], ...]
    fees: tuple[Needed[Fee], ...]
    steps: tuple[Needed[Step], ...]
    lanes: tuple[Needed[Lane], ...]
    conditions: tuple[Needed[Condition], ...]
    questions: tuple[Question, ...]
    decision_days: int
    promised_days: int
    outcome: Outcome | None = None
    ask_next: Question | None = None

    @property
    def not_required(self) -> Outcome | None:
        """The outcome, when it is that nothing is required here at all."""
        return self.outcome if self.outcome and self.outcome.kind in ("not_required", "file_instead") else None


def narrow(
    content: VersionContent,
    answers: Mapping[str, Any],
    *,
    data: Mapping[str, Any] | None = None,
    today: date | None = None,
    applicant: str = "",
) -> Narrowed:
    """The part of a version that concerns a case with these answers (question id to typed value).

    With `data`, a filled form: nothing is `perhaps` that depends on the form alone, because an empty field is empty.

    An answer to a question that does not apply any more is left out. Nothing is guessed: what depends on an open
    question is kept and marked `perhaps`.
    """
    names = cel.types(content)
    questions, known = _asked(content, answers, today=today, applicant=applicant)
    seen = cel.context(content, known, today=today, applicant=applicant)
    if data is not None and today is not None:
        seen = {**seen, **forms.settle(content, data, known, today=today, applicant=applicant).seen}

    def remaining(items: tuple[T, ...]) -> tuple[Needed[T], ...]:
        held = ((item, cel.holds(names, item.when, seen)) for item in items)
        return tuple(Needed(item, perhaps=holds is None) for item, holds in held if holds is not False)

    return Narrowed(
        remaining(content.materials),
        remaining(content.fees),
        remaining(content.steps),
        remaining(content.lanes),
        remaining(content.guide.conditions),
        questions,
        limits.days_of(content, content.limits.decision, seen),
        limits.days_of(content, content.limits.promised, seen),
        next((o for o in content.outcomes if cel.holds(names, o.when, seen)), None),
        next((q for q in questions if known.get(q.id) in (None, "", [])), None),
    )


def _asked(
    content: VersionContent, answers: Mapping[str, Any], *, today: date | None, applicant: str
) -> tuple[tuple[Question, ...], dict[str, Any]]:
    """The questions that apply, in order, each seen with the answers before it; and the answers to those."""
    names = cel.types(content)
    asked: list[Question] = []
    own = {q.id for q in content.questions}
    known = {k: v for k, v in answers.items() if k not in own}
    for question in content.questions:
        seen = cel.context(content, known, today=today, applicant=applicant)
        if cel.holds(names, question.when, seen):
            asked.append(question)
            if question.id in answers and _possible(question, answers[question.id]):
                known[question.id] = answers[question.id]
    return tuple(asked), known


def _possible(question: Question, answer: Any) -> bool:
    """Whether an answer is one the question allows. What else is posted counts as no answer."""
    if question.type == "yes_no":
        return isinstance(answer, bool)
    if question.type == "number":
        return isinstance(answer, int | float) and not isinstance(answer, bool) and _within(question, answer)
    if question.type == "choices":
        return isinstance(answer, list) and all(a in question.options for a in answer)
    return isinstance(answer, str) and answer in question.options


def _within(question: Question, answer: float) -> bool:
    low = question.min is None or answer >= question.min
    return low and (question.max is None or answer <= question.max)
