"""A year's notice as a person hands it in: read from YAML, CSV or rows of a form, and checked against the law.

Owns what is plausible in a holiday notice. Pure; every fault is told at once, as a code with facts that the edges word
(`web.administrator.calendar_words`, `cases.calendar_commands`). `law.notices` owns the format of the shipped files.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

import yaml

from sunhall.law.calendar import BRIDGE_WITHIN, MAKE_UP_WITHIN, Calendar, is_rest_of_week
from sunhall.law.notices import FIELDS, Notice, Source, last_known_festival_year, statutory

LARGEST: Final = 64 * 1024  # bytes; a notice has two kilobytes
LONGEST: Final = 31  # days of one span
DAY: Final = timedelta(days=1)
# In 2008-2026 a year had 22 to 33 days off (weekends within a holiday counted) and 5 to 12 make-up days.
MOST_OFF: Final = 45
MOST_WORKED: Final = 20
TITLE: Final = "国务院办公厅关于{year}年部分节假日安排的通知"
KINDS: Final = {
    "off": "off", "rest": "off", "holiday": "off", "休": "off", "放假": "off", "0": "off",
    "work": "work", "worked": "work", "班": "work", "上班": "work", "调休上班": "work", "1": "work",
}  # fmt: skip


class Fault(NamedTuple):
    """What is wrong (`blocks`) or unusual (to be compared with the notice) in a year. `facts` fill the sentence."""

    code: str
    facts: Mapping[str, Any] = {}
    blocks: bool = True


class Span(NamedTuple):
    """Days from `first` to `last`, both included, that belong to one holiday."""

    name: str
    first: date
    last: date


class Given(NamedTuple):
    """What was read: the notice where it could be put together, and the faults of reading (all of them block)."""

    notice: Notice | None
    faults: tuple[Fault, ...] = ()


def read(body: bytes, name: str, *, year: int | None = None, source: Source | None = None) -> Given:
    """The notice in a file: CSV where the name says so, else YAML. `year` and `source` fill what a CSV cannot say."""
    if not body.strip():
        return Given(None, (Fault("file_empty"),))
    if len(body) > LARGEST:
        return Given(None, (Fault("file_too_large", {"most": LARGEST // 1024}),))
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Given(None, (Fault("file_not_utf8"),))
    if name.lower().endswith(".csv"):
        return read_csv(text, year=year, source=source)
    return read_yaml(text)


def read_yaml(text: str) -> Given:
    """A notice in the format of the shipped files (`law/data/calendars/2026.yaml`)."""
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return Given(None, (Fault("file_not_yaml", {"line": mark.line + 1 if mark else 1}),))
    except (ValueError, RecursionError):  # the reader makes dates itself, and trips over 30 February
        return Given(None, (Fault("date_does_not_exist"),))
    if not isinstance(data, dict):
        return Given(None, (Fault("file_not_a_year"),))
    year, faults = data.get("year"), []
    if not isinstance(year, int) or not 2000 <= year <= 2100:
        return Given(None, (Fault("year_missing"),))
    faults += [Fault("unknown_field", {"field": str(name)[:40]}) for name in data if name not in FIELDS]
    off = _spans_of(data.get("days_off"), "days_off", faults)
    work = _spans_of(data.get("days_worked"), "days_worked", faults)
    sources = [_source_of(data.get("source"), faults)]
    amended = data.get("amended_by") or []
    sources += [_source_of(entry, faults) for entry in (amended if isinstance(amended, list) else [amended])]
    return assembled(year, sources, off, work, faults)


def read_csv(text: str, *, year: int | None, source: Source | None) -> Given:
    """Rows `day,kind[,name]`, with or without that line at the top; kind is `off` or `work` (休, 班).

    The year is the one given, else that of most rows. A name that is not given is that of the nearest statutory day.
    """
    faults: list[Fault] = []
    rows: list[tuple[date, str, str]] = []
    for number, row in enumerate(csv.reader(io.StringIO(text)), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and cells[0].lower() in ("day", "date", "日期")):
            continue
        day, kind = _iso(cells[0]), KINDS.get(cells[1].lower()) if len(cells) > 1 else None
        if day is None:
            faults.append(Fault("csv_bad_day", {"line": number, "value": cells[0][:20]}))
        elif kind is None:
            faults.append(Fault("csv_bad_kind", {"line": number, "value": (cells[1] if len(cells) > 1 else "")[:20]}))
        else:
            rows.append((day, kind, cells[2][:40] if len(cells) > 2 else ""))
    if not rows:
        return Given(None, (*faults, Fault("file_not_a_year")))
    years = [day.year for day, _, _ in rows]
    year = year or max(set(years), key=years.count)
    off = [Span(name or _nearest(day, year), day, day) for day, kind, name in rows if kind == "off"]
    work = [Span(name or _nearest(day, year), day, day) for day, kind, name in rows if kind == "work"]
    return assembled(year, [source or Source()], off, work, faults)


def assembled(
    year: int, sources: Sequence[Source], off: Iterable[Span], work: Iterable[Span], faults: Iterable[Fault] = ()
) -> Given:
    """The notice of spans of days off and worked, or what hinders it: spans that end before they begin or overlap."""
    found = [*faults, *_of_source(sources[0])]
    free, worked = _days(off, found), _days(work, found)
    found += [Fault("off_and_worked", {"day": day}) for day in sorted(set(free) & set(worked))]
    if found:
        return Given(None, tuple(found))
    first = replace(sources[0], title=sources[0].title or TITLE.format(year=year))
    return Given(Notice(year, (first, *sources[1:]), free, worked))


def check(notice: Notice, known: Calendar, *, today: date) -> tuple[Fault, ...]:
    """What is wrong or unusual in a notice, seen from the calendar it is to join. Blocking faults come first.

    Holiday Measures (State Council order 795) art. 2: the statutory days; art. 6: each that falls on a weekend earns a
    weekday; art. 7: the yearly arrangement swaps weekdays with weekends. So weekdays off less make-up days are as many
    as there are statutory days: in 2008-2026 always, but for the extra days of 2015 and 2020 and for two holidays on
    one day (2009, 2020).
    """
    if wrong := tuple(_of_year(notice, known)):
        return wrong
    faults = [*_of_days(notice), *_of_statutory(notice), *_of_dates(notice, today)]
    if not faults and notice.year in known.years and known.joined_by(notice).first_difference(known) is None:
        faults.append(Fault("nothing_new", {"year": notice.year}))
    return (*faults, *_unusual(notice))


def spans(days: Mapping[date, str]) -> tuple[Span, ...]:
    """Days as spans that follow each other without a gap and bear one name, in order."""
    found: list[Span] = []
    for day in sorted(days):
        if found and found[-1].last == day - DAY and found[-1].name == days[day]:
            found[-1] = found[-1]._replace(last=day)
        else:
            found.append(Span(days[day], day, day))
    return tuple(found)


def as_yaml(notice: Notice) -> str:
    """The notice as a file of the shipped format."""
    told: dict[str, Any] = {"year": notice.year, "source": _plain(notice.sources[0])}
    if notice.sources[1:]:
        told["amended_by"] = [_plain(source) for source in notice.sources[1:]]
    told |= {"days_off": _by_name(notice.off), "days_worked": _by_name(notice.work)}
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=110)


def _plain(source: Source) -> dict[str, Any]:
    told = {"title": source.title, "number": source.number, "dated": source.dated, "url": source.url}
    return {name: value for name, value in told.items() if value}


def _by_name(days: Mapping[date, str]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for span in spans(days):
        text = str(span.first) if span.first == span.last else f"{span.first}..{span.last}"
        told.setdefault(span.name, []).append(text)
    return told


# Reading


def _spans_of(entry: Any, field: str, faults: list[Fault]) -> list[Span]:
    if not isinstance(entry, dict) or not entry:
        faults.append(Fault("days_missing", {"field": field}))
        return []
    found = []
    for name, listed in entry.items():
        for value in listed if isinstance(listed, list) else [listed]:
            span = _span(str(name)[:40], value)
            if span is None:
                shown = str(value)[:40] if isinstance(value, str | date | int) else field
                faults.append(Fault("bad_span", {"name": str(name)[:40], "value": shown}))
            else:
                found.append(span)
    return found


def _span(name: str, value: Any) -> Span | None:
    if not isinstance(value, str | date):  # never the text of a nested list: aliases make it endless
        return None
    first, dots, last = str(value).partition("..")
    begin, end = _iso(first), _iso(last if dots else first)
    return Span(name, begin, end) if begin and end else None


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _source_of(entry: Any, faults: list[Fault]) -> Source:
    if not isinstance(entry, dict):
        return Source()
    said = {name: value for name, value in entry.items() if isinstance(value, str | date | int)}
    dated = said.get("dated")
    if isinstance(dated, str):
        dated = _iso(dated)
    if said.get("dated") and not isinstance(dated, date):
        faults.append(Fault("bad_date_of_notice", {"value": str(said["dated"])[:20]}))
    return Source(
        str(said.get("title", ""))[:200],
        str(said.get("number", ""))[:80],
        dated if isinstance(dated, date) else None,
        str(said.get("url", ""))[:500],
    )


def _nearest(day: date, year: int) -> str:
    """The statutory holiday nearest to a day: a list of days does not say what each belongs to."""
    if not 2008 <= year <= last_known_festival_year():
        return "节假日"
    days = statutory(year)
    return days[min(days, key=lambda other: abs((other - day).days))]


def _days(given: Iterable[Span], faults: list[Fault]) -> dict[date, str]:
    found: dict[date, str] = {}
    for name, first, last in given:
        if not timedelta(0) <= last - first <= LONGEST * DAY:
            code = "span_backwards" if last < first else "span_too_long"
            faults.append(Fault(code, {"name": name, "first": first, "last": last, "most": LONGEST}))
            continue
        for n in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(n)
            if day in found:
                faults.append(Fault("day_twice", {"day": day, "name": name, "other": found[day]}))
            found[day] = name
    return dict(sorted(found.items()))


# Checking


def _of_source(source: Source) -> Iterable[Fault]:
    if not source.number:
        yield Fault("number_missing")
    if source.dated is None:
        yield Fault("date_of_notice_missing")
    if not source.url:
        yield Fault("link_missing")
    elif not source.url.startswith(("https://", "http://")):
        yield Fault("link_is_none", {"value": source.url[:60]})


def _of_year(notice: Notice, known: Calendar) -> Iterable[Fault]:
    first, last = known.years[0], known.years[-1]
    if not first <= notice.year <= last + 1:
        yield Fault("year_does_not_follow", {"year": notice.year, "first": first, "next": last + 1})


def _of_days(notice: Notice) -> Iterable[Fault]:
    begin, end = date(notice.year - 1, 12, 1), date(notice.year, 12, 31)
    for day in sorted({*notice.off, *notice.work}):
        if not begin <= day <= end:
            yield Fault("day_outside_year", {"day": day, "year": notice.year})
    for day in sorted(notice.work):
        if not is_rest_of_week(day):
            yield Fault("make_up_on_a_weekday", {"day": day, "name": notice.work[day]})
    for code, days, most in (("too_many_off", notice.off, MOST_OFF), ("too_many_worked", notice.work, MOST_WORKED)):
        if len(days) > most:
            yield Fault(code, {"count": len(days), "most": most})


def _of_statutory(notice: Notice) -> Iterable[Fault]:
    if 2008 <= notice.year <= last_known_festival_year():
        for day, name in sorted(statutory(notice.year).items()):
            if day not in notice.off:
                yield Fault("statutory_day_missing", {"day": day, "name": name})


def _of_dates(notice: Notice, today: date) -> Iterable[Fault]:
    dated = notice.sources[0].dated
    if dated is None:
        yield Fault("date_of_notice_missing")
    elif dated > today:
        yield Fault("notice_dated_ahead", {"day": dated})


def _unusual(notice: Notice) -> Iterable[Fault]:
    """What no notice since 2008 has done: not wrong by itself, but mostly a slip of the hand."""
    if not 2008 <= notice.year < last_known_festival_year():
        return
    given = statutory(notice.year)
    weekdays = sum(not is_rest_of_week(day) for day in notice.off)
    if weekdays - len(notice.work) != len(given):
        facts = {"weekdays": weekdays, "worked": len(notice.work), "statutory": len(given)}
        yield Fault("days_do_not_balance", facts, blocks=False)
    near = [day for year in (notice.year - 1, notice.year, notice.year + 1) if year >= 2008 for day in statutory(year)]
    for code, days, most in (("make_up_far", notice.work, MAKE_UP_WITHIN), ("off_far", notice.off, BRIDGE_WITHIN)):
        for day in sorted(days):
            if min(abs((day - other).days) for other in near) > most:
                yield Fault(code, {"day": day, "most": most}, blocks=False)
