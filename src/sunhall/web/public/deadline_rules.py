"""What a deadline may be asked by: a rule of the law, or a limit of a published matter. In words, for the page.

Rules need no database; a matter needs two queries.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sunhall.catalogue import queries as catalogue
from sunhall.catalogue.content.course import Limit
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.citing import cited
from sunhall.law.periods.base import Period
from sunhall.law.periods.table import GROUPS, period
from sunhall.law.terms import Roll, Unit
from sunhall.web.public import phrases
from sunhall.web.templatetags import house

ASKED: Final = {"working_day": "working", "calendar_day": "calendar", "month": "month", "hour": "hour"}
LISTED: Final = 50  # matters of one answer
LIMITS: Final[Mapping[str, str | Promise]] = {
    "statutory": _("statutory limit"),
    "promised": _("promised limit"),
    "issue": _("issue of the result"),
}
STARTS: Final[Mapping[str, str | Promise]] = {
    "acceptance": _("the day of acceptance"),
    "receipt": _("the day the application was received"),
    "all_documents": _("the day all papers were received"),
    "decision": _("the day of the decision"),
    "knowledge": _("the day it became known"),
}
TRIGGERS: Final[Mapping[str, str | Promise]] = {
    "acceptance": _("Acceptance"),
    "receipt": pgettext_lazy("trigger", "Receipt"),
    "complete_documents": _("Receipt of all papers"),
    "decision": _("Decision or document"),
    "knowledge": _("Knowledge"),
    "on_the_spot": _("On the spot"),
}
APPROVERS: Final[Mapping[str, str | Promise]] = {
    "agency_head": _("the head of the authority"),
    "head": _("the head of the authority"),
    "government_head": _("the head of the government at the same level"),
    "principal_head": _("the principal head of the authority"),
    "disclosure_head": _("the head of the office for disclosure"),
}


@dataclass(frozen=True)
class Chosen:
    """A period somebody chose. `question` is what the calculator is asked besides the day; `query` stands in the
    address."""

    title: str
    article: str
    length: str
    start: str
    question: Mapping[str, Any]
    query: Mapping[str, str]
    trigger: str = ""
    within: str = ""  # the matter it is a limit of
    extension: int = 0
    extension_told: str = ""
    stops: bool = False
    backwards: bool = False
    roll_told: str = ""
    mark: str = "sure"
    notes: list[str] = field(default_factory=list)

    @property
    def unit(self) -> str:
        return str(self.question.get("unit", "working"))


def of_rule(name: str) -> Chosen:
    """A rule of the law in words. Refused `no_such_rule`."""
    rule = period(name)
    language, term = get_language() or "zh-hans", rule.term
    extension = term.extension
    return Chosen(
        title=rule.title.into(language),
        article=cited(term.citation, language),
        length=phrases.amount(term.amount, term.unit),
        start=rule.start.into(language),
        question={"rule": rule.name},
        query={"rule": rule.name},
        trigger="" if rule.backwards else str(TRIGGERS[term.trigger]),
        extension=extension.amount if extension else 0,
        extension_told=_extension(extension.amount, term.unit, extension.approver) if extension else "",
        stops=rule.stops,
        backwards=rule.backwards,
        roll_told=_roll(rule),
        mark=str(term.mark),
        notes=[note] if (note := rule.note.into(language)) else [],
    )


def _extension(amount: int, unit: str, approver: str) -> str:
    facts = {"amount": phrases.amount(amount, unit), "who": str(APPROVERS.get(approver, APPROVERS["head"]))}
    return gettext("once, by at most %(amount)s, if %(who)s approves") % facts


def _roll(rule: Period) -> str:
    """What happens at an end on a rest day; nothing to say for working days and for counting back."""
    if rule.term.unit is Unit.WORKING_DAY or rule.backwards:
        return ""
    if rule.term.roll is Roll.NEXT_WORKING_DAY:
        return gettext("An end on a rest day moves to the next working day.")
    return gettext("An end on a rest day stays: the law does not move it.")


def of_matter(code: str, limit: str) -> Chosen:
    """A limit of a published matter in words. NotFound; Refused `no_such_limit` for one it does not have."""
    found = catalogue.guide(code, on=clock.today())
    if found.content is None:
        raise NotFound
    content, language = found.content, get_language() or "zh-hans"
    limits = content.limits
    one: Limit | None = {"statutory": limits.decision, "promised": limits.promised, "issue": limits.issue}.get(limit)
    if one is None:
        raise Refused("no_such_limit")
    extension = limits.extension if limit == "statutory" and limits.extension and limits.extension.days else None
    notes = [note for note in (phrases.otherwise(one), phrases.set_by_city(one.amount)) if note]
    return Chosen(
        title=gettext("%(matter)s: %(limit)s") % {"matter": house.words(found.name), "limit": LIMITS[limit]},
        article=content.limit_cited(one, language),
        length=phrases.length(one),
        start=str(STARTS.get(one.trigger, STARTS["acceptance"])),
        question={"days": one.days, "unit": ASKED[one.unit]},
        query={"matter": code, "limit": limit},
        within=code,
        extension=extension.days if extension else 0,
        extension_told=_extension(extension.days, extension.unit, extension.approver) if extension else "",
        stops=limit != "issue" and one.unit != "hour",
        mark=one.mark,
        notes=notes,
    )


def groups() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Every rule by group: (name, title, length), in the language of the screen."""
    language = get_language() or "zh-hans"
    return [
        (
            group.title.into(language),
            [(r.name, r.title.into(language), phrases.amount(r.term.amount, r.term.unit)) for r in group.periods],
        )
        for group in GROUPS
    ]


@dataclass(frozen=True, slots=True)
class MatterLimits:
    """A published matter with the limits that can be counted: (key, its name, its length)."""

    code: str
    name: str
    authority: str
    limits: list[tuple[str, str, str]]


def matters(typed: str) -> list[MatterLimits]:
    """Published matters for what was typed, all of them (the first ones) for nothing: two queries."""
    language = get_language() or "zh-hans"
    if typed:
        found = [(m.code, m.name, m.authority_name) for m in catalogue.search(typed, language=language, limit=LISTED)]
    else:
        rows = catalogue.matters(state="published", limit=LISTED)
        found = [(m.code, m.name, m.authority_name) for m in rows]
    contents = catalogue.in_force([code for code, *_rest in found], on=clock.today())
    told = []
    for code, name, authority in found:
        if content := contents.get(code):
            pairs = (("statutory", content.limits.decision), ("promised", content.limits.promised))
            limits = [(key, str(LIMITS[key]), phrases.length(limit)) for key, limit in pairs]
            told.append(MatterLimits(code, house.words(name), house.words(authority), limits))
    return told
