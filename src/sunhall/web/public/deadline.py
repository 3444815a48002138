"""The deadline calculator for everybody: from when, how long, which stops; the day, why each day counts, a link to it.

The question stands in the address: `?from=2026-02-10&days=20&unit=working&pause_start=…&pause_end=…`, or by a rule of
the law, `?rule=decision&from=…`, or by a limit of a matter, `?matter=food-business-licence&limit=promised&from=…`.
Hours run from an instant, `?from=2026-02-10&time=09:30&days=48&unit=hour`. Rules and free counting ask no database.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law import deadline as law
from sunhall.law import deadline_hours
from sunhall.law.calendar import Calendar
from sunhall.law.clock import DayLine, Reckoning, State
from sunhall.law.deadline_hours import Hours
from sunhall.law.periods.table import period
from sunhall.web.access import for_anyone
from sunhall.web.casefile.days import why as case_why
from sunhall.web.fields import parse_day
from sunhall.web.pages import page
from sunhall.web.pictures.days import CountedDay, DaysPicture
from sunhall.web.public import deadline_rules, phrases
from sunhall.web.public.deadline_rules import Chosen
from sunhall.web.public.find import said

UNITS: Final = {"working": "working_day", "calendar": "calendar_day", "month": "month", "hour": "hour"}
TIME: Final = re.compile(r"([01]?\d|2[0-3])[:：]?([0-5]\d)")  # 9:30, 09:30, 0930
MOST_ROWS: Final = 20  # stops on one page
DRAWN: Final = 400  # days up to which the calendar is drawn; a longer one is told as a table only


@dataclass
class Asked:
    """What was typed, kept as it was typed, and what is wrong with it by field."""

    start: str = ""
    days: str = ""
    unit: str = "working"
    time: str = ""
    extend: str = ""
    pauses: list[tuple[str, str]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    chosen: Chosen | None = None

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
    def in_hours(self) -> bool:
        return (self.chosen.unit if self.chosen else self.unit) == deadline_hours.UNIT

    @property
    def summary(self) -> list[tuple[str, str]]:
        return list(self.errors.items())


@for_anyone
@require_safe
def deadline(request: HttpRequest) -> HttpResponse:
    """Work out when a legal period ends, with every day explained."""
    asked = read(request)
    choose(request, asked)
    given = request.GET
    found: dict[str, Any] = {}
    has_question = "from" in given or "days" in given
    if has_question and not given.get("add") and not asked.errors:
        found = in_hours(asked, request) if asked.in_hours else in_days(asked, request)
    searched = "q" in given and asked.chosen is None
    return page(
        request,
        "public/deadline.html",
        status=422 if asked.errors else 200,
        asked=asked,
        chosen=asked.chosen,
        groups=() if asked.chosen else deadline_rules.groups(),
        searched=searched,
        typed=said(request, "q"),
        matters=deadline_rules.matters(said(request, "q")) if searched else (),
        units=[
            ("working", pgettext("unit", "working days")), ("calendar", _("calendar days")), ("month", _("months")),
            ("hour", _("hours")),
        ],
        **found,
    )  # fmt: skip


def choose(request: HttpRequest, asked: Asked) -> None:
    """The rule or the matter that the address names, or the error of its name."""
    rule, matter = said(request, "rule", 60), said(request, "matter", 80)
    try:
        if rule:
            asked.chosen = deadline_rules.of_rule(rule)
        elif matter:
            asked.chosen = deadline_rules.of_matter(matter, said(request, "limit", 20) or "statutory")
    except Refused:
        name = "rule" if rule else "q"
        asked.errors[name] = _("There is no such rule. Choose one of the list.")
    except NotFound:
        asked.errors["q"] = _("There is no published matter of this name. Search for it.")


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
        time=given.get("time", "").strip()[:20],
        extend=given.get("extend", "").strip()[:20],
        pauses=pauses or [("", "")],
    )


def in_days(asked: Asked, request: HttpRequest) -> dict[str, Any]:
    """What the page shows of a period in days or months; nothing, with the errors told in `asked`."""
    reckoning = reckon(asked)
    return answer(asked, reckoning, request) if reckoning else {}


def in_hours(asked: Asked, request: HttpRequest) -> dict[str, Any]:
    """The same of a period in hours: it runs from the instant through everything (Civil Code art. 201(2))."""
    day, at = _day(asked, "from", asked.start), TIME.fullmatch(asked.time)
    if at is None:
        asked.errors["time"] = _("Write the time as hour and minute, for example 09:30.")
    if any(start or end for start, end in asked.pauses):
        asked.errors["pause_start_0"] = _("Hours run through everything: nothing stops them.")
    days = asked.chosen.question["days"] if asked.chosen else _number(asked, "days", asked.days, deadline_hours.MOST)
    most = asked.chosen.extension if asked.chosen else deadline_hours.MOST
    extend = _number(asked, "extend", asked.extend or "0", most)
    if asked.errors or day is None or at is None:
        return {}
    start = f"{day}T{int(at[1]):02}:{at[2]}"
    hours: Hours = law.ask_hours({"from": start, "days": days, "unit": deadline_hours.UNIT, "extend": extend})
    return {
        "hours": hours,
        "period": phrases.amount(hours.hours, deadline_hours.UNIT),
        "address": request.build_absolute_uri(),
    }


def reckon(asked: Asked) -> Reckoning | None:
    """The reckoning, or None with the errors told in `asked`."""
    if asked.unit not in UNITS:
        asked.errors["unit"] = _("Choose one of the answers offered.")
        asked.unit = "working"
    question: dict[str, Any] = {"pauses": [], "from": _day(asked, "from", asked.start)}
    question |= asked.chosen.question if asked.chosen else _length(asked)
    if not asked.chosen or asked.chosen.extension:
        most = asked.chosen.extension if asked.chosen else law.MOST[asked.unit]
        question["extend"] = _number(asked, "extend", asked.extend or "0", most)
    for i, (start, end) in enumerate(asked.pauses):
        if (start or end) and not (asked.chosen and not asked.chosen.stops):
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


def _length(asked: Asked) -> Mapping[str, Any]:
    return {"unit": asked.unit, "days": _number(asked, "days", asked.days, law.MOST[asked.unit])}


def _day(asked: Asked, name: str, typed: str) -> str | None:
    day = parse_day(typed)
    if day is None:
        asked.errors[name] = _("Write the day as year-month-day, for example 2026-11-21.")
        return None
    if day < law.FIRST_DAY:
        asked.errors[name] = _("Enter a day from %(first)s on.") % {"first": law.FIRST_DAY.isoformat()}
    if day > law.LAST_DAY:
        asked.errors[name] = _("Enter a day up to %(last)s.") % {"last": law.LAST_DAY.isoformat()}
    return day.isoformat()


def _number(asked: Asked, name: str, typed: str, most: int) -> int:
    number = int(typed) if typed.isdecimal() and len(typed) < 9 else -1
    if not 0 <= number <= most:
        asked.errors[name] = _("Enter a whole number from 0 to %(most)d.") % {"most": most}
    return number


def refusal(refused: Refused) -> str:
    if refused.code == "calendar_not_loaded":
        return _("The holidays of %(year)s are not loaded, so this cannot be counted.") % refused.facts
    return _("This cannot be counted. Please check the days.")


def answer(asked: Asked, reckoning: Reckoning, request: HttpRequest) -> dict[str, Any]:
    """What the page shows of a reckoning: sentence, picture or table, and the address that says it again."""
    lines = reckoning.days
    picture = DaysPicture(
        title=_("Every day"),
        days=tuple(_counted(line) for line in lines),
        today=clock.today(),
        due=reckoning.due,
        not_before=reckoning.not_before,
    )
    unit = str(reckoning.question.unit)
    safe = reckoning.latest_safe_workday
    return {
        "reckoning": reckoning,
        "period": phrases.amount(reckoning.total if unit != "month" else _months(asked), unit),
        "stopped": reckoning.state is State.STOPPED,
        "excluded": phrases.amount(reckoning.excluded, "calendar_day" if unit == "month" else unit),
        "picture": picture,
        "drawn": len(lines) <= DRAWN,
        "start_day": date.fromisoformat(_iso(asked.start)),
        "safe": safe if unit != "working_day" and safe != reckoning.due else None,
        "address": request.build_absolute_uri(),
    }


def _months(asked: Asked) -> int:
    """The months asked for: the reckoning itself has turned them into days."""
    if asked.chosen and (name := asked.chosen.question.get("rule")):
        return period(str(name)).term.amount + int(asked.extend or 0)
    told = asked.chosen.question["days"] if asked.chosen else asked.days
    return int(told) + int(asked.extend or 0)


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
