"""The explanation of a clock: a line for each day, statutory and promised side by side, and as a sheet to print.

`day_rows(page)` is what pages and sheet have in common. `pdf(page, …)` for whoever passed the gate of the case; the
applicant's name is left out where the public reads. It is no notice: it takes no number, is made anew each time and
says on which day. Licensing Law arts. 42, 45, 82.
"""

import calendar as months_of
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from sunhall.cases import words
from sunhall.cases.queries import CasePage
from sunhall.documents import acts as documents
from sunhall.documents import queries as document_queries
from sunhall.documents import render
from sunhall.kernel.text import TextByLanguage
from sunhall.law.clock import DayLine, Reckoning, State
from sunhall.law.lifecycles import clocks
from sunhall.law.terms import Term

NOT_COUNTED: Final = "rest"
STOPPED: Final = "stopped"


def _t(zh: str, en: str) -> TextByLanguage:
    return TextByLanguage({"zh-hans": zh, "en": en})


_WHY: Final = {
    "working": _t("工作日", "working day"),
    "make_up_day": _t("调休上班", "worked to make up for a holiday"),
    "calendar_day": _t("按自然日计算", "calendar day"),
    "weekend": _t("周末", "weekend"),
    "holiday": _t("法定节假日", "public holiday"),
    "rest_day_roll": _t("休息日，顺延", "rest day: moved to the next working day"),
    "unknown": _t("该年放假安排尚未公布", "the holidays of that year are not published yet"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """One day on both clocks. Numbers are null where the day is not counted there; kind: counted, rest, stopped.

    `notice` is the number of the document it rests on: the notice that stopped the clock (`seq`: of its act, the number
    empty until it is made), or the arrangement of the holidays."""

    on: date
    statutory: int | None
    promised: int | None
    kind: str
    why: TextByLanguage
    notice: str
    seq: int | None = None

    @property
    def is_counted(self) -> bool:
        return self.statutory is not None or self.promised is not None


def pdf(page: CasePage, *, for_public: bool = False) -> bytes:
    """The sheet as of the page's day. Refused `clock_not_started` before the clock of the decision runs."""
    return render.pdf("documents/clock", data(page, for_public=for_public))


def has_clock(page: CasePage) -> bool:
    """Whether there is anything to explain yet."""
    return page.clocks.statutory is not None


def data(page: CasePage, *, for_public: bool = False) -> dict[str, Any]:
    """What the template shows."""
    told = page.clocks
    assert told.statutory is not None
    days = day_rows(page)
    address = documents.public_address(f"/follow/?number={documents.quoted(page.number)}")
    return {
        "date": page.today,
        "authority": page.authority,
        "case_number": page.number,
        "applicant": "" if for_public else page.party.name,
        "matter": page.version.name,
        "limit": _limit(clocks.statutory(page.standing, page.procedure), page),
        "promise": _limit(clocks.promised(page.standing, page.procedure), page, extended=False),
        "starts_on": told.statutory.question.start,
        "statutory_due": _due(told.statutory),
        "promised_due": _due(told.promised),
        "state": _state(told.statutory),
        "figures": [_figures("法定时限", "Statutory", told.statutory), *_promised_figures(told.promised)],
        "months": list(_months(page, days)),
        "days": [_line(run) for run in _runs(days)],
        "_qr": render.qr_svg(address),
        "_follow_url": address,
    }


def _promised_figures(clock: Reckoning | None) -> list[dict[str, Any]]:
    return [_figures("承诺时限", "Promised", clock)] if clock else []


def _figures(zh: str, en: str, clock: Reckoning) -> dict[str, Any]:
    return {
        "name": _t(zh, en),
        "total": clock.total,
        "spent": clock.spent if clock.spent is not None else 0,
        "left": clock.left if clock.left is not None else clock.total,
        "over": clock.over,
        "excluded": clock.excluded,
    }


def _limit(term: Term, page: CasePage, *, extended: bool = True) -> TextByLanguage:
    """What the limit is, in its own unit; an extension lengthens it by units of the same kind."""
    told = words.length(term.amount, term.unit)
    more = sum(e.days for e in page.standing.extensions) if extended else 0
    if not more:
        return told
    longer = words.length(more, term.unit)
    return _t(
        f"{told.into('zh-hans')}，经批准延长{longer.into('zh-hans')}",
        f"{told.into('en')}, extended by {longer.into('en')}",
    )


def _due(clock: Reckoning | None) -> Any:
    """A day, `{"not_before": day}` while the year's notice is not out, or None while the clock stands still."""
    if clock is None:
        return None
    return clock.due or ({"not_before": clock.not_before} if clock.not_before else None)


def _state(clock: Reckoning) -> TextByLanguage:
    return {
        State.RUNNING: _t("期限计算中", "The clock runs"),
        State.STOPPED: _t("期限暂停计算，恢复后继续", "The clock stands still and goes on when it is resumed"),
        State.OVERDUE: _t("已超过期限", "The limit has passed"),
        State.ENDED: _t("已办结，期限不再计算", "Decided: the clock has ended"),
    }[clock.state]


def day_rows(page: CasePage) -> list[Day]:
    """Every day of either clock, in order; none before the clock runs. One query where a clock ever stood still."""
    statutory, promised = (_by_day(clock) for clock in (page.clocks.statutory, page.clocks.promised))
    stops = _stops(page)
    found = []
    for on in sorted({*statutory, *promised}):
        first, second = statutory.get(on), promised.get(on)
        line = first or second
        assert line is not None
        counted = (first.number if first else None, second.number if second else None)
        kind = "counted" if any(counted) else STOPPED if line.why == "pause" else NOT_COUNTED
        seq, notice = stops.get(on, (None, "")) if kind == STOPPED else (None, _source(page, line))
        found.append(Day(on, *counted, kind, _why(line), notice, seq))
    return found


def _by_day(clock: Reckoning | None) -> dict[date, DayLine]:
    return {line.day: line for line in clock.days} if clock else {}


def _why(line: DayLine) -> TextByLanguage:
    if line.why == "pause":
        procedure = words.SPECIAL_PROCEDURES.get(line.ref) or TextByLanguage(line.ref)
        return _t(f"{procedure.into('zh-hans')}，不计入期限", f"{procedure.into('en')}: not counted")
    told = _WHY.get(line.why) or TextByLanguage(line.why)
    return _t(f"{told.into('zh-hans')}（{line.name}）", f"{told.into('en')} ({line.name})") if line.name else told


def _source(page: CasePage, line: DayLine) -> str:
    """The document a holiday or a worked weekend rests on, by its number."""
    if line.why not in ("holiday", "make_up_day"):
        return ""
    return next((source.number for source in page.calendar.sources(line.day.year) if source.number), "")


def _stops(page: CasePage) -> Mapping[date, tuple[int | None, str]]:
    """By day: the act by which the clock stood still, and the number of its notice."""
    if not page.standing.stops:
        return {}
    by_act = {row.act_id: row.number for row in document_queries.notices_of(page.id)}
    number = {line.seq: by_act.get(line.id, "") for line in page.acts}
    last = page.standing.decided_on or page.standing.ended_on or page.today
    held: dict[date, tuple[int | None, str]] = {}
    for stop in page.standing.stops:
        for day in range(stop.start.toordinal() + 1, (stop.end or last).toordinal() + 1):
            held.setdefault(date.fromordinal(day), (stop.seq, number.get(stop.seq, "")))
    return held


def _runs(days: list[Day]) -> Iterator[list[Day]]:
    """Days that are not counted for one and the same reason together; each counted day for itself."""
    for key, run in groupby(days, key=lambda d: ("", d.on) if d.is_counted else (d.kind, str(d.why), d.notice)):
        if key[0]:
            yield list(run)
        else:
            yield from ([day] for day in run)


def _line(run: list[Day]) -> dict[str, Any]:
    first, last = run[0], run[-1]
    return {
        "day": first.on,
        "to": last.on if last.on != first.on else None,
        "counted": first.is_counted,
        "ordinal": first.statutory,
        "promised": first.promised,
        "kind": first.kind,
        "why": first.why,
        "notice": first.notice,
    }


def _months(page: CasePage, days: list[Day]) -> Iterator[dict[str, Any]]:
    """The calendar: weeks beginning on Monday, each day with its kind, its number, and whether a clock ends on it."""
    told = page.clocks
    assert told.statutory is not None
    held = {day.on: day for day in days}
    ends = {told.statutory.due: "statutory"}
    if told.promised and told.promised.due != told.statutory.due:
        ends[told.promised.due] = "promised"
    shown = {told.statutory.question.start, *held}
    for year, month in sorted({(day.year, day.month) for day in shown}):
        weeks = months_of.Calendar(firstweekday=0).monthdatescalendar(year, month)
        yield {
            "year": year,
            "month": month,
            "weeks": [[_cell(page, on, held.get(on), ends) if on.month == month else None for on in w] for w in weeks],
        }


def _cell(page: CasePage, on: date, day: Day | None, ends: Mapping[date | None, str]) -> dict[str, Any]:
    start = page.clocks.statutory.question.start if page.clocks.statutory else None
    return {
        "day": on.day,
        "kind": day.kind if day else "start" if on == start else "outside",
        "number": (day.statutory if day.statutory is not None else day.promised) if day else None,
        "end": ends.get(on, ""),
        "today": on == page.today,
    }
