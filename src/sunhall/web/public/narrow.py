"""Narrowing: a few questions, and beside them what remains for these answers. The address holds all answers, so that a
link shows the same again. Two queries (three where other authorities take part)."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sunhall.catalogue import queries as catalogue
from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.rules import Narrowed
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound
from sunhall.web import forms
from sunhall.web.access import for_anyone
from sunhall.web.forms import ShownField
from sunhall.web.pages import page
from sunhall.web.pictures.lanes import LanePicture
from sunhall.web.public import guide, phrases, plan
from sunhall.web.public.shown import ShownMaterial, Told, material, outcome
from sunhall.web.templatetags import house

PREFIX: Final = "q_"


@dataclass(frozen=True, slots=True)
class Remaining:
    """What remains for these answers, in words."""

    questions: list[ShownField]
    answered: list[tuple[str, str]]
    materials: list[ShownMaterial]
    not_to_bring: list[ShownMaterial]
    conditions: list[Told]
    fee: str
    fees: list[tuple[str, str, bool]]  # name, amount in words, perhaps
    promised: str
    limit: str
    picture: LanePicture | None
    outcome: Told | None
    open_count: int


@for_anyone
@require_safe
def narrow(request: HttpRequest, code: str) -> HttpResponse:
    """Answer a few questions and see which materials, fees, days and steps remain for your case."""
    today = clock.today()
    found = catalogue.guide(code, on=today)
    if found.content is None:
        raise NotFound
    content = found.content
    answers = forms.read_answers(content, without_prefix(request.GET))
    told = remaining(content, answers, dict(guide.around_of(found).names), today=today)
    query = urlencode(list(addressed(answers)))
    return page(
        request,
        "public/narrow.html",
        fragment="public/_narrowed.html",
        guide=found,
        told=told,
        asked=bool(answers),
        query=query,
        start=f"/apply/start/?matter={code}&{query}".rstrip("&") if guide.start_address(content) else "",
        narrowed_address=f"{request.path}?{query}" if query else request.path,
    )


def without_prefix(given: QueryDict) -> QueryDict:
    """The answers of an address: `q_sells=meals` → `sells=meals`."""
    found = QueryDict(mutable=True)
    for name, values in given.lists():
        if name.startswith(PREFIX):
            found.setlist(name.removeprefix(PREFIX), values)
    return found


def addressed(answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Typed answers as an address has them."""
    found = []
    for name, answer in answers.items():
        for one in answer if isinstance(answer, list) else [answer]:
            said = ("yes" if one else "no") if isinstance(one, bool) else str(one)
            found.append((f"{PREFIX}{name}", said))
    return found


def remaining(
    content: VersionContent, answers: Mapping[str, Any], names: Mapping[str, str], *, today: date
) -> Remaining:
    narrowed = rules.narrow(content, answers, today=today)
    asked = forms.questions(content, answers, today=today)
    materials = [material(n.item, _cited(content, n.item.basis), perhaps=n.perhaps) for n in narrowed.materials]
    return Remaining(
        questions=[dataclasses.replace(f, name=f"{PREFIX}{f.name}") for f in asked],
        answered=forms.said_answers(content, answers, today=today),
        materials=[m for m in materials if not m.made and not m.fetched],
        not_to_bring=[m for m in materials if m.made or m.fetched],
        conditions=[
            Told(house.words(n.item.text), _cited(content, n.item.basis), sometimes=n.perhaps)
            for n in narrowed.conditions
        ],
        fee=fee(content, answers, today),
        fees=fees(content, answers, today),
        promised=phrases.length_of(content.limits.promised, narrowed.promised_days),
        limit=phrases.length_of(content.limits.decision, narrowed.decision_days),
        picture=picture(content, narrowed, names),
        outcome=outcome(narrowed.outcome, _cited(content, narrowed.outcome.basis)) if narrowed.outcome else None,
        open_count=sum(answers.get(q.id) in (None, "", []) for q in narrowed.questions),
    )


def _cited(content: VersionContent, ids: tuple[str, ...]) -> str:
    return content.cited(ids, get_language() or "zh-hans")


def picture(content: VersionContent, narrowed: Narrowed, names: Mapping[str, str]) -> LanePicture | None:
    """The plan with the steps and authorities that remain; what may still fall away is in it."""
    steps = [n.item for n in narrowed.steps]
    return plan.picture(content, names, steps, [n.item for n in narrowed.lanes]) if steps else None


def fee(content: VersionContent, answers: Mapping[str, Any], today: date) -> str:
    assessed = rules.assess(content, {}, answers, today=today)
    if assessed.free:
        return pgettext("fee", "Free")
    return house.money(assessed.total) if assessed.total is not None else _("By the published standard")


def fees(content: VersionContent, answers: Mapping[str, Any], today: date) -> list[tuple[str, str, bool]]:
    """Each fee that remains: its name, its amount or standard, and whether it is only perhaps due."""
    assessed = rules.assess(content, {}, answers, today=today)
    return [
        (
            house.words(f.fee.name),
            house.money(f.amount) if f.amount is not None else house.words(f.fee.standard),
            f.amount is None and bool(f.fee.when),
        )
        for f in assessed.fees
    ]
