"""Small things the applicant's pages say: a limit in words, whose turn a case of a list is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sunhall.cases.acts import abouts
from sunhall.cases.queries import CaseRow
from sunhall.certificates import fate as certificates
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles.kinds import ENDED, Phase
from sunhall.law.terms import Term, Unit
from sunhall.web.casefile import words
from sunhall.web.casefile.status import light_of
from sunhall.web.citizen import ways
from sunhall.web.citizen.drafting import Draft
from sunhall.web.templatetags import house


def limit(term: Term) -> str:
    """A limit in words: "10 working days", "3 months"."""
    if term.unit == Unit.WORKING_DAY:
        return house.working_days(term.amount)
    if term.unit == Unit.MONTH:
        return ngettext("%(count)d month", "%(count)d months", term.amount) % {"count": term.amount}
    if term.unit == Unit.HOUR:
        return ngettext("%(count)d hour", "%(count)d hours", term.amount) % {"count": term.amount}
    return ngettext("%(count)d calendar day", "%(count)d calendar days", term.amount) % {"count": term.amount}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an application asks for; for a renewal when silence of the authority renews."""

    what: str
    certificate: str = ""
    valid_to: date | None = None
    silence: str = ""


def about_of(draft: Draft) -> dict[str, Any]:
    """What the pages of a draft say of it: what is asked for, and the way chosen where there is a choice."""
    about = draft.row.data.get(abouts.KEY) or {}
    request = about.get("request") or "new"
    number, valid_to = certificates.called(about["certificate"]) if about.get("certificate") else ("", None)
    has_choice = ways.may_choose(draft.content)
    return {
        "about": Asked(
            words.word(words.REQUESTS, request),
            number,
            valid_to,
            silence_renews(valid_to) if request == "renew" and valid_to else "",
        ),
        "way": ways.chosen(draft.content) if has_choice else "",
        "way_address": reverse("citizen:way", args=[draft.id]) if has_choice else "",
    }


def silence_renews(valid_to: date) -> str:
    """Art. 50(2), for a renewal asked for in time."""
    told = _("To be decided by %(day)s. Without a decision by then the licence counts as renewed by law.")
    return told % {"day": house.day(valid_to)}


@dataclass(frozen=True, slots=True)
class Line:
    """A case in the list of one's own matters. `turn`: me, authority, nobody; `left` in working days."""

    row: CaseRow
    turn: str
    text: str
    light: str
    left: int | None
    due: date | None

    @property
    def turn_word(self) -> str:
        return {
            "me": _("It is your turn"),
            "authority": _("The authority's turn"),
            "nobody": pgettext("case", "Closed"),
        }[self.turn]


def line(row: CaseRow, calendar: Calendar, today: date) -> Line:
    """Whose turn it is and how many working days are left, from the copy of the case alone: no query."""
    phase = Phase(row.phase)
    turn = "me" if phase is Phase.CORRECTION else "nobody" if phase in ENDED else "authority"
    end, due = row.promised_end, row.promised_due_on
    if row.statutory_end is not None and (end is None or end < calendar.ordinal(today)):
        end, due = row.statutory_end, row.statutory_due_on
    left = end - calendar.ordinal(today) if end is not None else None
    if turn == "nobody" or phase in (Phase.GRANTED, Phase.REFUSED, Phase.ISSUED):
        light = "done"
    elif left is not None:
        light = light_of(left, due, today)
    else:
        light = "paused" if phase in (Phase.CORRECTION, Phase.STOPPED, Phase.SUSPENDED) else "on_time"
    return Line(row, turn, words.word(words.PHASES, row.phase), light, left, due)
