"""The deadline calculator for everybody: from when, how long, which stops; the day, why each day counts, a link to it.

Asks no database. The question stands in the address: `?from=2026-02-10&days=20&unit=working&pause_start=…&pause_end=…`.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sunhall.kernel import clock
from sunhall.kernel.refused import Refused
from sunhall.law import deadline as law
from sunhall.law.calendar import Calendar
from sunhall.law.clock import DayLine, Reckoning, State
from sunhall.web.access import for_anyone
from sunhall.web.casefile.days import why as case_why
from sunhall.web.fields import parse_day
from sunhall.web.pages import page
from sunhall.web.pictures.days import CountedDay, DaysPicture
from sunhall.web.public import phrases

UNITS: Final = {"working": "working_day", "calendar": "calendar_day", "month": "month"}
MOST_ROWS: Final = 20  # stops on one page
DRAWN: Final = 400  # days up to which the calendar is drawn; a longer one is told as a table only


@dataclass
class Asked:
    """What was typed, kept as it was typed, and what is wrong with it by field."""

    start: str = ""
    days: str = ""
    unit: str = "working"
    extend: str = ""
    pauses: list[tuple[str, str]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The stops with the errors of their fields."""
        return [
            {
                "start": start,
                "end": end,
                "start_error": self.errors.get(f"pause_start_{i}", ""),
                "end_error": self.errors.get(f"pause_end_{i}", ""),
            }
            for i, (start, end) in enumerate(self.pauses)
        ]

    @property
    def summary(self) -> list[tuple[str, str]]:
        return list(self.errors.items())


@for_anyone
@require_safe
def deadline(request: HttpRequest) -> HttpResponse:
    """Work out when a legal period ends, with every day explained."""
    asked = read(request)
    reckoning = None
    if ("from" in request.GET or "days" in request.GET) and not request.GET.get("add"):
        reckoning = reckon(asked)
    return page(
        request,
        "public/deadline.html",
        status=422 if asked.errors else 200,
        asked=asked,
        units=[("working", _("working days")), ("calendar", _("calendar days")), ("month", _("months"))],
        **(answer(asked, reckoning) if reckoning else {}),
    )


def read(request: HttpRequest) -> Asked:
    """What the address asks, with an empty row for one more stop where the reader asked for it."""
    given = request.GET
    starts, ends = given.getlist("pause_start"), given.getlist("pause_end")
    ends += [""] * (len(starts) - len(ends))
    pauses = [(s.strip()[:40], e.strip()[:40]) for s, e in zip(starts, ends, strict=False)][:MOST_ROWS]
    if given.get("add") and len(pauses) < MOST_ROWS:
        pauses.append(("", ""))
    elif not given.get("add"):
        pauses = [p for p in pauses if any(p)]
    return Asked(
        start=given.get("from", "").strip()[:40],
        days=given.get("days", "").strip()[:20],
        unit=given.get("unit", "working")[:20],
        extend=given.get("extend", "").strip()[:20],
        pauses=pauses or [("", "")],
    )


def reckon(asked: Asked) -> Reckoning | None:
    """The reckoning, or None with the errors told in `asked`."""
    if asked.unit not in UNITS:
        asked.errors["unit"] = _("Choose one of the answers offered.")
        asked.unit = "working"
    question: dict[str, Any] = {"unit": asked.unit, "pauses": []}
    question["from"] = _day(asked, "from", asked.start)
    question["days"] = _number(asked, "days", asked.days)
    question["extend"] = _number(asked, "extend", asked.extend or "0")
    for i, (start, end) in enumerate(asked.pauses):
        if start or end:
            last = _day(asked, f"pause_end_{i}", end) if end else None
            question["pauses"].append([_day(asked, f"pause_start_{i}", start), last])
            if start and last and question["pauses"][-1][0] and last < str(question["pauses"][-1][0]):
                asked.errors[f"pause_end_{i}"] = _("This stop ends before it begins.")
    if asked.errors:
        return None
    try:
        return law.ask(question, Calendar.load())
    except Refused as refused:
        asked.errors["from"] = refusal(refused)
        return None


def _day(asked: Asked, name: str, typed: str) -> str | None:
    day = parse_day(typed)
    if day is None:
        asked.errors[name] = _("Write the day as year-month-day, for example 2026-11-21.")
        return None
    if day > law.LAST_DAY:
        asked.errors[name] = _("Enter a day up to %(last)s.") % {"last": law.LAST_DAY.isoformat()}
    return day.isoformat()


def _number(asked: Asked, name: str, typed: str) -> int:
    most = law.MOST[asked.unit]
    number = int(typed) if typed.isdecimal() and len(typed) < 9 else -1
    if not 0 <= number <= most:
        asked.errors[name] = _("Enter a whole number from 0 to %(most)d.") % {"most": most}
    return number


def refusal(refused: Refused) -> str:
    if refused.code == "calendar_not_loaded":
        return _("The holidays of %(year)s are not loaded, so this cannot be counted.") % refused.facts
    return _("This cannot be counted. Please check the days.")


def answer(asked: Asked, reckoning: Reckoning) -> dict[str, Any]:
    """What the page shows of a reckoning: sentence, picture or table."""
    lines = reckoning.days
    picture = DaysPicture(
        title=_("Every day"),
        days=tuple(_counted(line) for line in lines),
        today=clock.today(),
        due=reckoning.due,
        not_before=reckoning.not_before,
    )
    return {
        "reckoning": reckoning,
        "period": phrases.amount(reckoning.total, UNITS[asked.unit]),
        "stopped": reckoning.state is State.STOPPED,
        "excluded": phrases.amount(reckoning.excluded, "calendar_day" if asked.unit == "month" else UNITS[asked.unit]),
        "picture": picture,
        "drawn": len(lines) <= DRAWN,
        "start_day": date.fromisoformat(_iso(asked.start)),
    }


def _iso(typed: str) -> str:
    day = parse_day(typed)
    return day.isoformat() if day else ""


def _counted(line: DayLine) -> CountedDay:
    kind = "counted" if line.counted else "stopped" if line.why == "pause" else "rest"
    return CountedDay(line.day, kind, _why(line), line.number)


def _why(line: DayLine) -> str:
    if line.why == "pause":
        return _("the clock stands still")
    if line.why == "unknown":
        return _("not known yet: the holidays of that year are not published")
    return case_why(line)
