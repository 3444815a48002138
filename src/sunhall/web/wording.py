"""Refusals in words: what happened, the article, and what to do next. Only `web` and `api` word a refusal.

A code of `Refused` is a row of `WORDS`. A row's texts may name the refusal's facts: `%(due)s`. A code without a row is
told plainly and logged, so that a forgotten sentence is found and nobody meets a blank page.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sunhall.kernel.refused import Refused
from sunhall.kernel.text import TextByLanguage
from sunhall.web import citations, wording_admin, wording_cases, wording_law, wording_people
from sunhall.web.templatetags import house

log = logging.getLogger(__name__)

CONFLICT: Final = 409  # the file has moved on, or is not in the phase for this
NOT_ACCEPTABLE_AS_TYPED: Final = 422  # what was typed or chosen cannot be taken


@dataclass(frozen=True)
class Sentence:
    """A refusal, worded. `article` is empty where no law is behind it; `status` is the HTTP status to answer with."""

    text: str
    article: str
    next_step: str
    code: str
    status: int = CONFLICT


@dataclass(frozen=True)
class Words:
    """The row of one code: translated texts with `%(fact)s` places."""

    text: str | Promise
    next_step: str | Promise
    article: str | Promise = ""
    status: int = CONFLICT


UNKNOWN: Final = Words(
    text=_("This cannot be done now."),
    next_step=_("Nothing was changed. Reload the page to see how things stand, or call 12345 and name this code."),
)

WORDS: dict[str, Words] = {
    "already_done": Words(
        text=_("This was already done."),
        next_step=_("Reload the page to see how things stand. Nothing was done twice."),
    ),
    "changed_meanwhile": Words(
        text=_("Somebody else acted on this while you had it open."),
        next_step=_("Nothing of yours was lost. Look at what changed, then decide again."),
    ),
}

for module in (wording_cases, wording_law, wording_people):
    WORDS |= {code: Words(text, then) for code, (text, then) in module.STANDING.items()}
    WORDS |= {code: Words(text, then, status=NOT_ACCEPTABLE_AS_TYPED) for code, (text, then) in module.TYPED.items()}
WORDS |= {code: Words(text, then, article) for code, (text, then, article) in wording_admin.STANDING.items()}
WORDS |= {
    code: Words(text, then, article, status=NOT_ACCEPTABLE_AS_TYPED)
    for code, (text, then, article) in wording_admin.TYPED.items()
}


def sentence(refused: Refused) -> Sentence:
    """The refusal in the language now active. Facts are shown as people write them: dates, names in their language."""
    words = WORDS.get(refused.code)
    if words is None:
        log.warning("No words for the refusal %s.", refused)
        words = UNKNOWN
    facts = {name: shown(fact) for name, fact in refused.facts.items()}
    if "unit" in facts and "max" in facts:  # a number of it is told as a length
        facts["max"] = house.length(int(refused.facts["max"]), facts["unit"])
    return Sentence(
        text=_filled(words.text, facts),
        article=_filled(words.article, facts) or citations.cited(str(refused.facts.get("article") or "")),
        next_step=_filled(words.next_step, facts),
        code=refused.code,
        status=words.status,
    )


def shown(fact: Any) -> str:
    """A fact of a refusal as the reader's language writes it."""
    if isinstance(fact, datetime):
        return house.moment(fact)
    if isinstance(fact, date):
        return house.day(fact)
    if isinstance(fact, TextByLanguage | dict):
        return house.words(fact)
    if isinstance(fact, list | tuple | set | frozenset):
        return house.listed([shown(one) for one in fact])
    return str(fact)


def _filled(text: str | Promise, facts: Mapping[str, str]) -> str:
    """The text with its places filled. A fact the act forgot to give must not turn a refusal into a server error."""
    try:
        return str(text) % facts if facts else str(text)
    except (KeyError, ValueError):
        log.warning("The words %r need other facts than %s.", str(text), sorted(facts))
        return str(text)
