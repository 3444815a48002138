"""The supervisor's page: what is past its day or near it on the desks of all authorities, and what silence has done.

Rows and counts are those of the work lists; natural persons are not named in full. Queries: see tests/web.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sunhall.cases import oversight
from sunhall.cases.oversight import Late
from sunhall.kernel import clock
from sunhall.kernel.text import TextByLanguage
from sunhall.people import rules
from sunhall.web.access import for_role
from sunhall.web.casefile import lists, words
from sunhall.web.officer import worklist
from sunhall.web.pages import page
from sunhall.web.templatetags import house

# Always shown: the decision, what silence does next, other authorities' answers, clocks that stand still for long.
ALWAYS: Final = ("lead", "intake", "opinion", "special")
FURTHER: Final = ("first", "hearing", "issue", "delivery", "renewal", "forward", "owed", "unanswered", "check")
SILENCE: Final = "silence"
MOST: Final = 50  # rows of a page
CHIPS: Final = 12  # authorities to choose from, the most overdue first
Overseen = Mapping[int, TextByLanguage]


@dataclass(frozen=True, slots=True)
class SilenceRow:
    """What silence did, in words."""

    case_id: int
    number: str
    authority: str
    matter: str
    applicant: str
    what: str
    on: object
    at: datetime


@for_role("supervisor")
@require_GET
def watch(request: HttpRequest) -> HttpResponseBase:
    """What is overdue or nearly so at every authority, special procedures that run long, and what silence has done."""
    at, actor = clock.now(), request.actor  # type: ignore[attr-defined]
    overseen = oversight.authorities(actor, at=at)
    if not overseen:
        return page(request, "officer/watch.html")
    late = oversight.tally(overseen, at=at)
    tabs = _tabs(late)
    asked = request.GET.get("role", "")
    role = asked if asked in {code for code, _word, _count in tabs} else _first(tabs)
    if role == SILENCE:
        return _silences(request, overseen, tabs)
    return _desk(request, overseen, tabs, role, late.get(role, []), at)


def _tabs(late: Mapping[str, Sequence[Late]]) -> list[worklist.Tab]:
    """Each role with how much is overdue in it; the further ones while anything is, or nearly so."""
    shown = [*ALWAYS, *(role for role in FURTHER if late.get(role))]
    found = [(role, words.word(words.ROLES, role), sum(row.overdue for row in late.get(role, ()))) for role in shown]
    return [*found, (SILENCE, _("Done by silence"), oversight.silences_count())]


def _first(tabs: Sequence[worklist.Tab]) -> str:
    return next((role for role, _word, count in tabs if count), ALWAYS[0])


def _desk(
    request: HttpRequest,
    overseen: Overseen,
    tabs: Sequence[worklist.Tab],
    role: str,
    late: Sequence[Late],
    at: datetime,
) -> HttpResponseBase:
    """One role over all authorities, or the one that was chosen: what is overdue, unless another state is asked for."""
    light, _matter, after = lists.filters(request)
    if "light" not in request.GET:
        light = "overdue"
    chosen = request.GET.get("authority", "")
    within = {pk: name for pk, name in overseen.items() if str(pk) == chosen} or overseen
    found = oversight.desk(within, role, at=at, light=light, after=after, limit=MOST)
    names = {pk: house.words(name) for pk, name in overseen.items()}
    told = worklist.told(found.rows, role, names, at)
    return page(
        request,
        "officer/watch.html",
        fragment="officer/_watched.html",
        tabs=tabs,
        role=role,
        rows=[
            replace(
                line,
                applicant=rules.masked_name(row.applicant, is_person=row.is_person),
                authority=names[row.authority_id],
            )
            for line, row in zip(told, found.rows, strict=True)
        ],
        total=found.total,
        after=lists.key(found.after),
        lights=[(code or "all", *rest) for code, *rest in lists.light_options(found)],
        light=light or "all",
        authorities=_options(late, light, names),
        authority=chosen if within is not overseen else "",
    )


def _options(late: Sequence[Late], light: str | None, names: Mapping[int, str]) -> list[tuple[str, str, int | str]]:
    """Where it is late or nearly so, the worst first; counted where the state that is shown is one of these."""
    if not late:
        return []
    counts = [(row, getattr(row, light) if light in ("overdue", "due_soon") else "") for row in late]
    rows = [(str(row.authority_id), names[row.authority_id], count) for row, count in counts]
    return [("", _("All authorities"), ""), *rows[:CHIPS]]


def _silences(request: HttpRequest, overseen: Overseen, tabs: Sequence[worklist.Tab]) -> HttpResponseBase:
    """What silence has done, as it was recorded: findings about authorities, the latest first."""
    said = request.GET.get("after", "")[:15]
    found = oversight.silences(before=int(said) if said.isdecimal() else None, limit=MOST + 1)
    return page(
        request,
        "officer/watch.html",
        fragment="officer/_silences.html",
        tabs=tabs,
        role=SILENCE,
        rows=[
            SilenceRow(
                row.case_id,
                row.number,
                house.words(overseen[row.authority_id]),
                house.words(row.matter),
                row.applicant,
                words.word(words.ACTS, row.kind),
                row.on,
                row.at,
            )
            for row in found[:MOST]
        ],
        total=tabs[-1][2],
        after=str(found[MOST - 1].act_id) if len(found) > MOST else "",
    )
