"""The State Council's yearly holiday arrangements and the statutory holidays, read from the files in `data/`.

Owns the file format of a calendar year and the list of statutory days. `law.calendar` turns notices into a calendar;
operators load a new year's file through it. Nobody else reads these files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

DATA: Final = files("sunhall.law") / "data"
DAY: Final = timedelta(days=1)
FIELDS: Final = frozenset({"year", "source", "amended_by", "days_off", "days_worked"})


class BadNotice(ValueError):  # noqa: N818 - it names the thing that is bad
    """A calendar file that cannot be used. The message names the file and the field."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact stands: title, number and date of the document, and its address. Empty where not known."""

    title: str = ""
    number: str = ""
    dated: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One year's arrangement: days off and days worked, each with the holiday it belongs to.

    Days at the end of December may stand in the next year's notice, so notices are always used together.
    """

    year: int
    sources: tuple[Source, ...]
    off: Mapping[date, str] = field(hash=False)
    work: Mapping[date, str] = field(hash=False)


@dataclass(frozen=True, slots=True, order=True)
class LocalHoliday:
    """A rest day of one region only (Holiday Measures art. 4), with the document that gives it."""

    day: date
    name: str
    source: str


def read_notice(path: Path) -> Notice:
    """The notice in a file an operator gives. Raises BadNotice."""
    return parse_notice(path.read_text(encoding="utf-8"), path.name)


def parse_notice(text: str, name: str) -> Notice:
    """The notice in a YAML text; `name` is what messages call the file. Raises BadNotice."""
    try:
        data = _parse(text)
    except yaml.YAMLError as error:
        raise BadNotice(f"{name}: not YAML: {error}") from error
    except ValueError as error:  # the YAML reader makes dates itself, and trips over 30 February
        raise BadNotice(f"{name}: a date that does not exist: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("year"), int):
        raise BadNotice(f"{name}: year: a calendar file needs a year, like 2027")
    if unknown := sorted(str(field) for field in set(data) - FIELDS):
        raise BadNotice(f"{name}: {unknown[0]}: not a field of a calendar file ({', '.join(sorted(FIELDS))})")
    year = data["year"]
    off = _days(data.get("days_off"), f"{name}: days_off", year)
    work = _days(data.get("days_worked"), f"{name}: days_worked", year)
    if both := sorted(set(off) & set(work)):
        raise BadNotice(f"{name}: {both[0]} is both off and worked")
    sources = [data.get("source"), *(data.get("amended_by") or [])]
    return Notice(year, tuple(_source(entry, name) for entry in sources), off, work)


def _days(entry: Any, where: str, year: int) -> dict[date, str]:
    if not isinstance(entry, dict):
        raise BadNotice(f"{where}: expected holiday names with lists of days")
    found: dict[date, str] = {}
    for holiday, spans in entry.items():
        if not isinstance(spans, list):
            raise BadNotice(f"{where}: {holiday}: expected a list of days or first..last")
        for day in (d for span in spans for d in _span(span, f"{where}: {holiday}")):
            if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
                raise BadNotice(f"{where}: {holiday}: {day} is not a day of {year}")
            found[day] = str(holiday)
    return found


def _span(span: Any, where: str) -> Iterator[date]:
    first, _, last = str(span).partition("..")
    try:
        day, end = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError:
        raise BadNotice(f"{where}: {span} is not a day (2027-01-01) or a span (2027-01-01..2027-01-03)") from None
    if not timedelta(0) <= end - day <= timedelta(days=31):
        raise BadNotice(f"{where}: {span} ends before it starts, or is longer than a month")
    while day <= end:
        yield day
        day += DAY


def _source(entry: Any, name: str) -> Source:
    if not isinstance(entry, dict) or not entry.get("url"):
        raise BadNotice(f"{name}: source: expected title, number, dated and url of the notice (url at least)")
    dated = entry.get("dated")
    return Source(
        str(entry.get("title", "")),
        str(entry.get("number", "")),
        dated if isinstance(dated, date) else None,
        str(entry["url"]),
    )


def _parse(text: str) -> Any:
    """YAML by the C loader where the build has it: a command line that asks one question must start fast."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders


@cache
def shipped() -> tuple[Notice, ...]:
    """Every notice that ships with Sunhall, by year."""
    entries = sorted((DATA / "calendars").iterdir(), key=lambda entry: entry.name)
    return tuple(parse_notice(e.read_text(encoding="utf-8"), e.name) for e in entries if e.name.endswith(".yaml"))


@cache
def _festivals() -> Mapping[int, Mapping[str, date]]:
    years = _parse((DATA / "festivals.yaml").read_text(encoding="utf-8"))["years"]
    return {int(year): days for year, days in years.items()}


def last_known_festival_year() -> int:
    """The last year whose lunar days are in the table."""
    return max(_festivals())


def statutory(year: int) -> Mapping[date, str]:
    """The statutory rest days of a year for everyone, each with its holiday; known before any yearly notice.

    Holiday Measures art. 2, in the text in force: from 2008 (State Council order 513), 2014 (order 644), 2025
    (order 795). Raises KeyError for a year whose lunar days are not in the table.
    """
    lunar = _festivals()[year]
    spring = lunar["spring_festival"]
    days = {date(year, 1, 1): "元旦"}
    days |= {spring + n * DAY: "春节" for n in _spring_offsets(year)}
    days |= {lunar["qingming"]: "清明节"}
    days |= {date(year, 5, n): "劳动节" for n in ((1, 2) if year >= 2025 else (1,))}
    days |= {lunar["dragon_boat"]: "端午节", lunar["mid_autumn"]: "中秋节"}
    return days | {date(year, 10, n): "国庆节" for n in (1, 2, 3)}


def _spring_offsets(year: int) -> tuple[int, ...]:
    """Days of the Spring Festival counted from the first day of the first month (0); the eve is -1."""
    if year >= 2025:
        return (-1, 0, 1, 2)
    return (0, 1, 2) if year >= 2014 else (-1, 0, 1)
