"""The deadline calculator: one question in, one answer out. For `sunhall deadline`, the public page and the API.

Owns the shape of the question and the answer, the limits of what may be asked, and the command line. Imports no Django.

    {"from": "2026-02-10", "days": 20, "unit": "working", "pauses": [["2026-02-12", "2026-02-20"]], "extend": 0}
    {"due": "2026-03-18", "provisional": false, "not_before": null, "excluded": 2, "days": [{"day", "counted", "why"}]}
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, TextIO

from sunhall.kernel.refused import Refused
from sunhall.law import deadline_words as words
from sunhall.law.calendar import Calendar
from sunhall.law.clock import Pause, Reckoning, State, reckon
from sunhall.law.terms import Unit

UNITS: Final = {"working": Unit.WORKING_DAY, "calendar": Unit.CALENDAR_DAY, "month": Unit.MONTH}
MOST: Final = {"working": 3660, "calendar": 3660, "month": 120}
MOST_PAUSES: Final = 1000
LAST_DAY: Final = date(2100, 12, 31)
FIELDS: Final = ("from", "days", "unit", "pauses", "extend")
EXIT_BAD_INPUT: Final = 2


def answer(question: Mapping[str, Any], calendar: Calendar | None = None) -> dict[str, Any]:
    """The answer to one question, as JSON values. `calendar` is the shipped national one unless given.

    `due` is null while a stop is open, or when the period ends in a year whose notice is not loaded: then `provisional`
    is true and `not_before` a day it cannot fall before. `excluded` counts the days of the unit that stops took out.
    `days` has a line per day after `from`; `why` is a code of `law.clock.DayLine`, `name` the holiday if there is one.
    Raises Refused: `missing_field`, `unknown_field`, `bad_date`, `bad_number`, `bad_unit`, `bad_pause`,
    `pause_ends_before_it_starts`, `calendar_not_loaded`.
    """
    return tell(ask(question, calendar or Calendar.load()))


def ask(question: Mapping[str, Any], calendar: Calendar) -> Reckoning:
    """The reckoning behind `answer`, for a page that shows more of it. Raises Refused like `answer`."""
    if not isinstance(question, Mapping):
        raise Refused("not_a_question")
    for name in question:
        if name not in FIELDS:
            raise Refused("unknown_field", field=str(name)[:40])
    unit = question.get("unit", "working")
    if not isinstance(unit, str) or unit not in UNITS:
        raise Refused("bad_unit", value=str(unit)[:40])
    return reckon(
        calendar,
        start=_day(_needed(question, "from"), "from"),
        amount=_number(_needed(question, "days"), "days", MOST[unit]),
        unit=UNITS[unit],
        pauses=_pauses(question.get("pauses") or []),
        extend=_number(question.get("extend") or 0, "extend", MOST[unit]),
    )


def tell(reckoning: Reckoning) -> dict[str, Any]:
    """A reckoning as the answer's JSON values."""
    return {
        "due": reckoning.due.isoformat() if reckoning.due else None,
        "provisional": reckoning.provisional,
        "not_before": reckoning.not_before.isoformat() if reckoning.not_before else None,
        "excluded": reckoning.excluded,
        "days": [_line(day, counted, why, name) for day, counted, _, why, name, _ in reckoning.days],
    }


def _line(day: date, counted: bool, why: str, name: str) -> dict[str, Any]:
    told = {"day": day.isoformat(), "counted": counted, "why": why}
    if name:
        told["name"] = name
    return told


def _needed(question: Mapping[str, Any], name: str) -> Any:
    if question.get(name) is None:
        raise Refused("missing_field", field=name)
    return question[name]


def _day(value: Any, name: str) -> date:
    try:
        if not isinstance(value, str) or len(value) != len("2026-02-10"):
            raise ValueError
        day = date.fromisoformat(value)
    except ValueError:
        raise Refused("bad_date", field=name, value=str(value)[:40]) from None
    if day > LAST_DAY:
        raise Refused("date_too_late", field=name, value=value, last=LAST_DAY.isoformat())
    return day


def _number(value: Any, name: str, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise Refused("bad_number", field=name, value=str(value)[:40], most=most)
    return value


def _pauses(value: Any) -> list[Pause]:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > MOST_PAUSES:
        raise Refused("bad_pause", value=str(value)[:40])
    pauses = []
    for pair in value:
        if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
            raise Refused("bad_pause", value=str(pair)[:40])
        start, end = pair
        pauses.append(Pause(_day(start, "pauses"), None if end is None else _day(end, "pauses")))
    return pauses


def answer_line(line: str, number: int, calendar: Calendar) -> str:
    """The answer to one line of a batch: JSON in, JSON out, an error in its own place."""
    try:
        question = json.loads(line)
    except (ValueError, RecursionError):
        return _error(Refused("not_json"), number)
    try:
        return json.dumps(answer(question, calendar), ensure_ascii=False, separators=(",", ":"))
    except Refused as refused:
        return _error(refused, number)


def _error(refused: Refused, number: int | None = None) -> str:
    told: dict[str, Any] = {"code": refused.code, "message": words.message(refused)}
    if number is not None:
        told["line"] = number
    return json.dumps({"error": told}, ensure_ascii=False)


def main(argv: Sequence[str] | None = None) -> int:
    """`sunhall deadline`. Returns the exit code: 0, or 2 for bad input. A batch answers bad lines in their place."""
    parser = _parser()
    given = parser.parse_args(argv)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if given.batch:
        return _batch(sys.stdin, sys.stdout)
    if given.start is None or given.days is None:
        parser.error("--from and --days are needed (or --batch)")
    question = {"from": given.start, "days": given.days, "unit": given.unit, "extend": given.extend}
    try:
        pauses = [_pause_words(text) for text in given.pause]
        reckoning = ask({**question, "pauses": pauses}, Calendar.load())
    except Refused as refused:
        if given.json:
            print(_error(refused))
        print(f"sunhall deadline: {words.message(refused, given.language)}", file=sys.stderr)
        return EXIT_BAD_INPUT
    print(json.dumps(tell(reckoning), ensure_ascii=False) if given.json else table(reckoning, given.language))
    return 0


def _batch(source: TextIO, target: TextIO) -> int:
    calendar = Calendar.load()
    try:
        for number, line in enumerate(source, start=1):
            if line.strip():
                target.write(answer_line(line, number, calendar) + "\n")
                target.flush()  # a program may wait for each answer before it asks again
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone: nothing to say, and nobody to say it to
    return 0


def _pause_words(text: str) -> list[str | None]:
    """`2026-02-12..2026-02-20`, or `2026-02-12..` for a stop that is still open."""
    start, dots, end = text.partition("..")
    if not dots:
        raise Refused("bad_pause", value=text[:40])
    return [start.strip(), end.strip() or None]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sunhall deadline", description="When a legal period ends, and why each day counts or does not."
    )
    parser.add_argument(
        "--from", dest="start", metavar="DAY", help="day of the event, like 2026-02-10; it is not counted"
    )
    parser.add_argument("--days", type=int, metavar="N", help="how many days (months with --unit month)")
    parser.add_argument(
        "--unit", choices=tuple(UNITS), default="working", help="what is counted (default: working days)"
    )
    parser.add_argument(
        "--pause",
        action="append",
        default=[],
        metavar="FROM..TO",
        help="a stop of the clock; may be given several times; FROM.. is still open",
    )
    parser.add_argument("--extend", type=int, default=0, metavar="N", help="an extension, in the same unit")
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    parser.add_argument("--batch", action="store_true", help="read one question a line as JSON, answer one line each")
    parser.add_argument(
        "--language", choices=("en", "zh"), default=words.language_of_terminal(), help="words of the table"
    )
    return parser


def table(reckoning: Reckoning, language: str = "en") -> str:
    """The answer for a reader at a terminal: the day, then a line for every day."""
    say = words.TABLE[language]
    if reckoning.due:
        head = say["due"].format(day=reckoning.due)
    elif reckoning.state is State.STOPPED:
        head = say["stopped"].format(spent=reckoning.spent, left=reckoning.left)
    else:
        head = say["provisional"].format(day=reckoning.not_before)
    lines = [head]
    if reckoning.excluded:
        lines.append(say["excluded"].format(count=reckoning.excluded))
    for line in reckoning.days:
        number = f"{line.number:>5}" if line.number else "    -"
        weekday = words.WEEKDAYS[language][line.day.weekday()]
        lines.append(f"{line.day}  {weekday}  {number}  {words.why(line, language)}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
