"""Why an act may not be done now: objections of the lifecycle table and refusals, in words of the file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sunhall.cases import contents
from sunhall.cases.queries import Allowed, CasePage
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.licensing import Objection, Proposal
from sunhall.people import queries as people
from sunhall.people.models import Power
from sunhall.people.queries import HolderRow
from sunhall.web import citations, wording
from sunhall.web.casefile import words
from sunhall.web.casefile.history import act_sentence, authority_name, material_name
from sunhall.web.casefile.writers.hearing import whom
from sunhall.web.templatetags import house

_TABLES: Final = (
    ("kind", words.ACTS),
    ("phase", words.PHASES),
    ("approver", words.APPROVERS),
    ("procedure", words.PROCEDURES),
    ("request", words.REQUESTS),
    ("method", words.METHODS),
)
_DAYS: Final = frozenset({"on", "due", "last_day", "accepted_on", "ended_on", "valid_to", "until", "since"})
_LISTS: Final[Mapping[str, Callable[[CasePage, Any], str]]] = {
    "authorities": authority_name,
    "materials": material_name,
    "fields": lambda page, field: words.word(words.FIELDS, field),
    "parties": lambda page, code: whom(code),
}


@dataclass(frozen=True, slots=True)
class Closed:
    """An act of the table for a button: its label, and when it is closed the reason and the article."""

    kind: str
    label: str
    reason: str = ""
    article: str = ""

    @property
    def open(self) -> bool:
        return not self.reason


def facts_in_words(page: CasePage, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a refusal with the names of this file in place of its ids and codes."""
    told = dict(facts)
    for name, write in _LISTS.items():
        if name in told:
            told[name] = [write(page, one) for one in told[name]]
    if "material" in told:
        told["material"] = material_name(page, told["material"])
    for name, table in _TABLES:
        if isinstance(told.get(name), str):
            told[name] = words.word(table, told[name])
    for name in _DAYS & told.keys():
        told[name] = house.day(told[name]) if told[name] else _("a day that is not fixed yet")
    if "seen" in told:
        told["meanwhile"] = _meanwhile(page, int(told["seen"]))
    return told


def _meanwhile(page: CasePage, seen: int) -> str:
    """What others did since the person saw the file, each with who did it."""
    later = [act_sentence(page, line.seq) for line in page.acts if line.seq > seen]
    return " ".join(_("%(by)s: %(text)s") % {"by": s.by, "text": s.text} for s in later if s)


def explained(refusal: Refused, page: CasePage) -> Refused:
    """The refusal with its facts in words of this file, for `wording.sentence`."""
    return Refused(refusal.code, **facts_in_words(page, refusal.facts))


def why_not(page: CasePage, objection: Objection) -> wording.Sentence:
    """An objection of the table, worded."""
    return wording.sentence(Refused(objection.code, article=objection.article, **facts_in_words(page, objection.facts)))


def _of_this_case(page: CasePage, kind: Kind) -> Objection | None:
    """What the table cannot see before the act is filled in: an opinion already given, nobody left to ask."""
    if kind is Kind.GIVE_OPINION and not any(lane.authority in page.my_lanes for lane in page.standing.open_lanes):
        return Objection("opinion_already_given", "ALL/26(2)", {})
    if kind is Kind.ASK_OPINION:
        needed = contents.of(page.application).lanes
        if not any(lane.authority not in page.standing.lanes for lane in needed):
            return Objection("nobody_to_ask", "ALL/26(2)", {})
    return None


def beyond(page: CasePage, kinds: Sequence[Kind], *, at: datetime) -> list[Closed]:
    """Acts that are lawful now but need a power this officer does not hold: closed, with whose power it is. One query.

    An authority and its people are told from each other by dated powers (Licensing Law art. 22).
    """
    needed = {kind: _needs(page, kind) for kind in kinds if page.may(kind) is None and lawful_now(page, kind)}
    held = people.holders(
        {(power, authority) for power, authorities in needed.values() for authority in authorities},
        matter_code=page.matter_code,
        at=at,
    )
    article = citations.cited("ALL/22")
    return [
        Closed(kind, words.word(words.ACTS, kind), _needs_power(page, power, authorities, held.get(power, [])), article)
        for kind, (power, authorities) in needed.items()
    ]


def _needs(page: CasePage, kind: Kind) -> tuple[str, list[int]]:
    """The power of an act and the authorities in whose name it may be done."""
    power = licensing.TABLE[kind].power
    if kind is Kind.GIVE_OPINION:
        return power, [lane.authority for lane in page.standing.open_lanes]
    if kind is Kind.PASS_UP and page.procedure.first_review is not None:
        return power, [page.procedure.first_review.authority]  # the lower authority passes up (arts. 35, 43)
    if kind is Kind.EXTEND and page.procedure.extension_approver == "government_head":
        power = str(Power.EXTEND_JOINT)
    return power, [page.authority_id]


def label(kind: Kind) -> str:
    """The act as its button says it."""
    return words.word(words.ACTS, kind)


def lawful_now(page: CasePage, kind: Kind) -> bool:
    """Whether the table lets this act be done on the file now, by somebody who holds its power."""
    proposal = Proposal(kind, page.today, None, None)
    told = licensing.objection(page.standing, proposal, page.procedure, page.calendar)
    if kind is Kind.GIVE_OPINION:
        return told is None
    return told is None and _of_this_case(page, kind) is None


def _needs_power(page: CasePage, power: str, authorities: Sequence[int], held: Sequence[HolderRow]) -> str:
    if power == licensing.ANY:
        whose = house.listed([authority_name(page, authority) for authority in authorities])
        return _("For officials who hold a power of %(authorities)s.") % {"authorities": whose}
    names = [
        _("%(name)s (%(authority)s)")
        % {"name": house.words(row.called), "authority": authority_name(page, row.authority_id)}
        if row.authority_id != page.authority_id
        else house.words(row.called)
        for row in held
        if row.authority_id in authorities
    ]
    facts = {"power": words.word(words.POWERS, power), "holders": house.listed(_at_most(names))}
    if not names:
        return _("Needs the power “%(power)s”, which nobody holds at present.") % facts
    return _("Needs the power “%(power)s”, held by %(holders)s.") % facts


def _at_most(names: Sequence[str], most: int = 3) -> list[str]:
    """The first names, and how many more there are."""
    if len(names) <= most:
        return list(names)
    more = len(names) - most
    return [*names[:most], ngettext("%(count)d other", "%(count)d others", more) % {"count": more}]


def closed(page: CasePage, allowed: Allowed | None, kind: Kind) -> Closed:
    """The act as a button: open, or closed with the reason on it. `allowed` null: this officer lacks the power."""
    label = words.word(words.ACTS, kind)
    if allowed is None:
        return Closed(kind, label, _("You hold no power for this act."))
    objection = allowed.objection or _of_this_case(page, kind)
    if objection is None:
        return Closed(kind, label)
    told = why_not(page, objection)
    if objection.code == "not_open_now":
        phase = words.word(words.PHASES, str(page.standing.phase))
        return Closed(kind, label, _("Not at this stage: %(phase)s") % {"phase": phase}, told.article)
    return Closed(kind, label, told.text, told.article)
