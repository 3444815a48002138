"""The days that something is to be done by beside the two clocks of the decision, each with whose it is and its basis.

For every audience; reads a `CasePage`, writes nothing. What has no end now is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sunhall.cases.queries import CasePage
from sunhall.law import citing
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.kinds import Phase
from sunhall.law.periods.table import PERIODS
from sunhall.web import citations
from sunhall.web.casefile import status, words
from sunhall.web.casefile.status import light_of
from sunhall.web.casefile.writers.hearing import whom
from sunhall.web.templatetags import house

# What follows a grant, by the names of its periods: days and sources are told by the table of the law.
_PUBLISHED: Final = (
    ("double-publicity", gettext_lazy("Publish the decision on the credit website")),
    ("disclosure-active", gettext_lazy("Disclose the decision")),
)


@dataclass(frozen=True, slots=True)
class End:
    """`left` in working days, null where the end is not counted in them; `light` empty where nothing tells whether it
    was done; `turn`: authority, applicant, others. `silence` says what happens by itself when nobody acts, or why this
    is to be done where no law gives it a day."""

    name: str
    basis: str
    due: date | None
    left: int | None = None
    light: str = ""
    turn: str = "authority"
    silence: str = ""


def ends(page: CasePage) -> list[End]:
    """Every further end of the file that runs today, the nearest first."""
    found = [*_intake(page), *_heard(page), *_modes(page), *_renewal(page), *_afterwards(page)]
    return sorted(found, key=lambda end: (end.due is None, end.due or page.today))


def _end(
    page: CasePage, ordinal: int | None, name: str, code: str, *, turn: str = "authority", silence: str = ""
) -> Iterator[End]:
    if ordinal is None:
        return
    left, due = status.left_to(page, ordinal)
    yield End(name, citations.cited(code), due, left, light_of(left, due, page.today), turn, silence)


def _intake(page: CasePage) -> Iterator[End]:
    told = ""
    if page.procedure.intake.rule in ("deemed_acceptance", "on_the_spot_silence"):
        told = _("After that day the application counts as accepted from its receipt.")
    name = _("Accept, or ask once for corrections")
    yield from _end(page, page.clocks.intake_end, name, "ALL/32(1)(4)", silence=told)
    if page.standing.phase is Phase.CORRECTION:
        left, due = status.correction_end(page)
        if left is not None:
            yield End(
                _("Corrections by the applicant"), citations.cited("ALL/32(1)(4)"), due, left, "paused", "applicant"
            )
    yield from _end(page, page.clocks.first_review_end, _("First review by the lower authority"), "ALL/43")


def _heard(page: CasePage) -> Iterator[End]:
    s = page.standing
    if s.is_decided and s.phase not in (Phase.ISSUED, Phase.DELIVERED):
        return
    for told in s.notified:
        ordinal = page.calendar.least(told.on) + told.days
        if told.heard_on is None and not page.calendar.is_past(ordinal, page.today):
            name = _("Views can be stated: %(whom)s") % {"whom": whom(told.to)}
            yield from _end(page, ordinal, name, "ALL/36", turn="others")
    if s.is_decided:
        return
    if (end := page.clocks.offer_end) is not None and not page.calendar.is_past(end, page.today):
        yield from _end(page, end, _("A hearing can be asked for"), "ALL/47(1)", turn="others")
    yield from _end(page, page.clocks.hearing_end, _("Hold the hearing that was asked for"), "ALL/47(1)")
    if s.hearing.held_on and s.hearing.record is None:
        ordinal = page.calendar.least(s.hearing.held_on)
        left = ordinal - page.calendar.least(page.today)
        yield End(_("Day of the hearing"), citations.cited("ALL/48(1)(1)"), s.hearing.held_on, left, light_of(left))


def _modes(page: CasePage) -> Iterator[End]:
    s = page.standing
    if s.owed and not s.is_decided and not s.is_ended:
        yield from _end(
            page, page.clocks.owed_end, _("Papers that follow are handed in"), "GF-2022-5", turn="applicant"
        )
    yield from _end(page, page.clocks.check_end, _("Check whether the commitment is kept"), "GBF-2020-42")
    if s.commitment_kept is False and any(licence.state == "valid" for licence in s.licences.values()):
        name = _("Have the broken commitment put right, or revoke the licence")
        told = _("Two officials found that the commitment is not kept.")
        yield End(name, citations.cited("GBF-2020-42"), None, silence=told)


def _renewal(page: CasePage) -> Iterator[End]:
    """Silence renews (art. 50(2)): the last day of the old term is the last day to decide."""
    s = page.standing
    if s.request != "renew" or s.valid_to is None or s.is_decided or s.is_ended:
        return
    counts = clocks.renewal_end(s) is not None and not s.is_struck
    if not counts and s.in_time is not False and page.today > s.valid_to:
        return  # it was not with the authority on that day: the usual limit runs
    silence = _("After that day the licence counts as renewed.") if counts else ""
    left = page.calendar.least(s.valid_to) - page.calendar.least(page.today)
    light = light_of(left, s.valid_to, page.today)
    yield End(_("Decide on the renewal"), citations.cited("ALL/50(2)"), s.valid_to, left, light, "authority", silence)


def _afterwards(page: CasePage) -> Iterator[End]:
    s = page.standing
    yield from _end(page, page.clocks.issue_end, _("Make and deliver the certificate"), "ALL/44")
    if s.decided_on is None or not page.procedure.is_licence:
        return
    granted = s.phase in (Phase.GRANTED, Phase.ISSUED, Phase.DELIVERED) and s.outcome != "refused"
    for period, name in _PUBLISHED if granted else ():
        term = PERIODS[period].term
        ordinal = page.calendar.least(s.decided_on) + term.amount
        if not page.calendar.is_past(ordinal, page.today):
            left, due = status.left_to(page, ordinal)
            yield End(str(name), _source(term.citation), due, left)


def _source(citation: str) -> str:
    """A citation of a period in the reader's language; what is no code of a law is written in both."""
    language = get_language() or "zh-hans"
    chinese, _slash, english = citing.cited(citation, language).partition(" / ")
    return chinese if language.startswith("zh") or not english else english


def moved(before: CasePage, after: CasePage) -> list[str]:
    """What differs between two readings of a file, in words: the days of its clocks and of its further ends."""
    old, new = _told(before), _told(after)
    lines = [
        _("%(clock)s: %(before)s → %(after)s")
        % {"clock": name, "before": old.get(name, "—"), "after": new.get(name, "—")}
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    ]
    if before.standing.phase != after.standing.phase:
        facts = {
            "before": words.word(words.PHASES, str(before.standing.phase)),
            "after": words.word(words.PHASES, str(after.standing.phase)),
        }
        lines.insert(0, _("The file stands at: %(before)s → %(after)s") % facts)
    return lines


def _told(page: CasePage) -> dict[str, str]:
    """Each clock and end by its name, with its day in words; a clock that stands still says so."""
    told = {}
    for name, clock in ((_("Statutory limit"), page.clocks.statutory), (_("Promised limit"), page.clocks.promised)):
        if clock is None:
            continue
        day = clock.due or clock.not_before
        told[name] = (
            house.day(day) if day else _("stands still, %(left)s left") % {"left": house.working_days(clock.left)}
        )
    return told | {end.name: house.day(end.due) for end in ends(page)}
