"""The questions that narrow a matter to one case, as fields of a page."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.asks import Question
from sunhall.web.forms.said import number_value
from sunhall.web.forms.shown import ShownField
from sunhall.web.templatetags import house

KINDS: Final = {"choice": "radios", "yes_no": "radios", "choices": "checkboxes", "number": "number"}


def questions(
    content: VersionContent, answers: Mapping[str, Any], *, today: date, applicant: str = "", errors: bool = False
) -> list[ShownField]:
    """The questions that apply to the answers so far, each with its answer. `errors`: the open ones are told so."""
    narrowed = rules.narrow(content, answers, today=today, applicant=applicant)
    return [_shown(q, answers.get(q.id), errors=errors) for q in narrowed.questions]


def _shown(q: Question, answer: Any, *, errors: bool) -> ShownField:
    options = [(code, house.words(text)) for code, text in q.options.items()]
    if q.type == "yes_no":
        options = [("yes", _("Yes")), ("no", _("No"))]
    value: Any = "" if answer is None else answer
    if isinstance(answer, bool):
        value = "yes" if answer else "no"
    elif isinstance(answer, int | float):
        value = number_value(answer)
    return ShownField(
        name=q.id,
        kind=KINDS.get(q.type, "radios"),
        label=house.words(q.text),
        hint=house.words(q.hint) if q.hint else "",
        value=value,
        values=[str(v) for v in answer] if isinstance(answer, list) else [],
        options=options,
        error=_("Please answer this question.") if errors and answer in (None, "", []) else "",
        unit=house.words(q.unit) if q.unit else "",
        inline=q.type == "yes_no",
        inputmode="numeric" if q.type == "number" else "text",
    )


def read_answers(content: VersionContent, posted: QueryDict) -> dict[str, Any]:
    """The answers that a post gives, typed; what is no possible answer is left out."""
    found: dict[str, Any] = {}
    for q in content.questions:
        if q.id not in posted:
            continue
        if q.type == "choices":
            found[q.id] = [v for v in posted.getlist(q.id) if v in q.options]
        elif q.type == "yes_no":
            said = posted[q.id]
            found |= {q.id: said == "yes"} if said in ("yes", "no") else {}
        elif q.type == "number":
            found |= _number(q, str(posted[q.id]))
        elif posted[q.id] in q.options:
            found[q.id] = posted[q.id]
    return found


def _number(q: Question, typed: str) -> dict[str, Any]:
    try:
        number = float(typed.replace(",", "").strip())
    except ValueError:
        return {}
    if number != number or abs(number) > 1e15:
        return {}
    return {q.id: int(number) if number.is_integer() else number}


def said_answers(content: VersionContent, answers: Mapping[str, Any], *, today: date) -> list[tuple[str, str]]:
    """Questions and answers in words, for a review page."""
    told = []
    for q in rules.narrow(content, answers, today=today).questions:
        answer = answers.get(q.id)
        if answer in (None, "", []):
            continue
        if isinstance(answer, bool):
            words = _("Yes") if answer else _("No")
        elif isinstance(answer, list):
            words = house.listed([house.words(q.options.get(a)) for a in answer])
        else:
            words = house.words(q.options[answer]) if answer in q.options else str(answer)
        told.append((house.words(q.text), words))
    return told
