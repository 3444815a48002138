"""The deadline calculator: one question in, one answer out. For `sunhall deadline`, the public page and the API.

Owns the shape of the question and the answer, the limits of what may be asked, and the command line. Imports no Django.

    {"from": "2026-02-10", "days": 20, "unit": "working", "pauses": [["2026-02-12", "2026-02-20"]], "extend": 0}
    {"due": "2026-03-18", "provisional": false, "not_before": null, "excluded": 2, "days": [{"day", "counted", "why"}]}

Instead of days and unit a question may name a rule of `law.periods`: `{"from": "2026-02-10", "rule": "decision"}`. The
answer then has the rule with its article. Hours run from an instant, `{"from": "2026-02-10T09:30", "days": 48, "unit":
"hour"}`, and their answer has the instant `due_at` as well. A field that is null is as good as absent.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, TextIO

from sunhall.kernel.refused import Refused
from sunhall.law import deadline_hours as in_hours
from sunhall.law import deadline_words as words
from sunhall.law.calendar import Calendar
from sunhall.law.citing import cited
from sunhall.law.clock import Pause, Reckoning, State, reckon, reckon_back
from sunhall.law.notices import BadNotice, Notice, read_notice
from sunhall.law.periods.base import Period
from sunhall.law.periods.table import GROUPS, period
from sunhall.law.terms import Unit

UNITS: Final = {"working": Unit.WORKING_DAY, "calendar": Unit.CALENDAR_DAY, "month": Unit.MONTH}
MOST: Final = {"working": 3660, "calendar": 3660, "month": 120, in_hours.UNIT: in_hours.MOST}
MOST_PAUSES: Final = 1000
LANGUAGES: Final = {"en": "en", "zh": "zh-hans"}
FIRST_DAY: Final = date(1900, 1, 1)  # no period counted back from here leaves the years that a date can have
LAST_DAY: Final = date(2100, 12, 31)
FIELDS: Final = ("from", "days", "unit", "pauses", "extend", "rule")
EXIT_BAD_INPUT: Final = 2


def answer(question: Mapping[str, Any], calendar: Calendar | None = None) -> dict[str, Any]:
    """The answer to one question, as JSON values. `calendar` is the shipped national one unless given.

    `due` is null while a stop is open, or when the period ends in a year whose notice is not loaded: then `provisional`
    is true and `not_before` a day it cannot fall before. While a stop is open that began in such a year, `provisional`
    is true as well (what is used up by then is itself not known), and `not_before` null. `excluded` counts the days of
    the unit that stops took out. `days` has a line per day after `from`; `why` is a code of `law.clock.DayLine` (or
    `hours`), `name` the holiday if there is one.
    Raises Refused: `not_a_question`, `missing_field`, `unknown_field`, `bad_date`, `date_too_early`, `date_too_late`,
    `bad_number`, `bad_unit`, `bad_pause`, `pause_ends_before_it_starts`, `calendar_not_loaded`; in hours `bad_instant`,
    `hours_bear_no_stop`; with a rule `no_such_rule`, `rule_sets_days`, `rule_bears_no_stop`,
    `extension_over_statutory_max`, `extension_not_allowed`.
    """
    if in_hours.asks_hours(question):
        return in_hours.tell_hours(ask_hours(question))
    told = tell(ask(question, calendar or Calendar.load()))
    return told | {"rule": tell_rule(period(question["rule"]))} if question.get("rule") is not None else told


def ask(question: Mapping[str, Any], calendar: Calendar) -> Reckoning:
    """The reckoning behind `answer`, for a page that shows more of it. Raises Refused like `answer`."""
    _require_fields(question)
    if question.get("rule") is not None:
        return _ask_by_rule(question, calendar)
    unit = "working" if question.get("unit") is None else question["unit"]
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


def ask_hours(question: Mapping[str, Any]) -> in_hours.Hours:
    """The instant behind `answer` for a question in hours. Raises Refused like `answer`."""
    _require_fields(question)
    start = in_hours.instant(_needed(question, "from"), "from")
    _within(start.date(), "from")
    if question.get("pauses"):
        raise Refused("hours_bear_no_stop")
    amount = _number(_needed(question, "days"), "days", in_hours.MOST)
    return in_hours.reckon_hours(start, amount + _number(question.get("extend") or 0, "extend", in_hours.MOST))


def _require_fields(question: Any) -> None:
    if not isinstance(question, Mapping):
        raise Refused("not_a_question")
    for name in question:
        if name not in FIELDS:
            raise Refused("unknown_field", field=str(name)[:40])


def _ask_by_rule(question: Mapping[str, Any], calendar: Calendar) -> Reckoning:
    """The reckoning of a period the law names; what its term does not bear is refused."""
    rule = period(str(question["rule"]))
    for name in ("days", "unit"):
        if question.get(name) is not None:
            raise Refused("rule_sets_days", field=name, name=rule.name)
    start, term = _day(_needed(question, "from"), "from"), rule.term
    pauses, extend = _pauses(question.get("pauses") or []), question.get("extend") or 0
    if pauses and not rule.stops:
        raise Refused("rule_bears_no_stop", name=rule.name)
    if extend and term.extension is None:
        raise Refused("extension_not_allowed", name=rule.name)
    if term.extension and _number(extend, "extend", MOST["working"]) > term.extension.amount:
        raise Refused("extension_over_statutory_max", name=rule.name, max=term.extension.amount, unit=str(term.unit))
    if rule.backwards:
        return reckon_back(calendar, start=start, amount=term.amount, unit=term.unit)
    return reckon(
        calendar, start=start, amount=term.amount, unit=term.unit, pauses=pauses, extend=extend, roll=term.roll
    )


def tell_rule(rule: Period) -> dict[str, Any]:
    """A rule as JSON values; texts in both languages."""
    term = rule.term
    return {
        "name": rule.name,
        "title": dict(rule.title),
        "article": {language: cited(term.citation, language) for language in ("zh-hans", "en")},
        "amount": term.amount,
        "unit": str(term.unit),
        "start": dict(rule.start),
        "trigger": str(term.trigger),
        "backwards": rule.backwards,
        "roll": str(term.roll),
        "extension": term.extension.amount if term.extension else 0,
        "stops": rule.stops,
        "mark": str(term.mark),
        "note": dict(rule.note),
    }


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
    return _within(day, name)


def _within(day: date, name: str) -> date:
    if day < FIRST_DAY:
        raise Refused("date_too_early", field=name, value=day.isoformat(), first=FIRST_DAY.isoformat())
    if day > LAST_DAY:
        raise Refused("date_too_late", field=name, value=day.isoformat(), last=LAST_DAY.isoformat())
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
    """The answer to one line of a batch: JSON in, JSON out, an error in its own place. Never raises."""
    try:
        question = json.loads(line)
    except (ValueError, RecursionError):
        return _error(Refused("not_json"), number)
    try:
        return json.dumps(answer(question, calendar), ensure_ascii=False, separators=(",", ":"))
    except Refused as refused:
        return _error(refused, number)
    except Exception:  # noqa: BLE001 - our fault, but the lines after this one are still to be answered
        return _error(Refused("cannot_be_counted"), number)


def _error(refused: Refused, number: int | None = None) -> str:
    told: dict[str, Any] = {"code": refused.code, "message": words.message(refused)}
    if number is not None:
        told["line"] = number
    return json.dumps({"error": told}, ensure_ascii=False)


def main(argv: Sequence[str] | None = None) -> int:
    """`sunhall deadline`. Returns the exit code: 0, or 2 for bad input. A batch answers bad lines in their place."""
    top = parser()
    given = top.parse_args(argv)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if given.batch:
        return _batch(sys.stdin, sys.stdout)
    if given.rules:
        return _rules(as_json=given.json, language=given.language)
    if given.start is None or (given.days is None and given.rule is None):
        top.error("--from and --days are needed (or --from and --rule, or --batch)")
    question = {"from": given.start, "days": given.days, "unit": given.unit, "extend": given.extend, "rule": given.rule}
    try:
        pauses = [_pause_words(text) for text in given.pause]
        return _answer({**question, "pauses": pauses}, _handed(top, given.notice), given.language, given.json)
    except Refused as refused:
        if given.json:
            print(_error(refused))
        print(f"sunhall deadline: {words.message(refused, given.language)}", file=sys.stderr)
        return EXIT_BAD_INPUT


def _answer(question: Mapping[str, Any], notices: Sequence[Notice], language: str, as_json: bool) -> int:
    """Print the answer to one question. Raises Refused before anything is printed."""
    calendar = Calendar.load(notices=notices)
    if as_json:
        print(json.dumps(answer(question, calendar), ensure_ascii=False))
    elif in_hours.asks_hours(question):
        print(words.hours(ask_hours(question), language))
    else:
        rule = period(question["rule"]) if question["rule"] is not None else None
        lines = table(ask(question, calendar), language)
        print("\n".join([*(_rule_lines(rule, language) if rule else ()), lines]))
    return 0


def _handed(parser: argparse.ArgumentParser, files: Sequence[Path]) -> list[Notice]:
    """The notices of years after the shipped ones, from files. Misuse is told by the parser."""
    try:
        return [read_notice(file) for file in files]
    except (BadNotice, OSError) as error:
        parser.error(str(error))


def _rules(*, as_json: bool, language: str) -> int:
    """List every rule that may be named, with its period and article."""
    if as_json:
        print(json.dumps([tell_rule(rule) for group in GROUPS for rule in group.periods], ensure_ascii=False))
        return 0
    code = LANGUAGES[language]
    for group in GROUPS:
        print(group.title.into(code))
        for rule in group.periods:
            print(f"  {rule.name:<34} {words.length(rule.term, language)}  {rule.title.into(code)}")
    return 0


def _rule_lines(rule: Period, language: str) -> list[str]:
    """What a rule says, above its answer."""
    say, code, term = words.TABLE[language], LANGUAGES[language], rule.term
    head = say["rule"].format(title=rule.title.into(code), article=cited(term.citation, code))
    counted = say["back" if rule.backwards else "forward"].format(
        length=words.length(term, language), start=rule.start.into(code)
    )
    lines = [head, counted]
    if term.mark != "sure":
        lines.append(say[f"mark_{term.mark}"])
    if note := rule.note.into(code):
        lines.append(note)
    return lines


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


def parser() -> argparse.ArgumentParser:
    """The parser, also for the page of commands."""
    top = argparse.ArgumentParser(
        prog="sunhall deadline", description="When a legal period ends, and why each day counts or does not."
    )
    top.add_argument(
        "--from", dest="start", metavar="DAY",
        help="day of the event, like 2026-02-10; it is not counted (with --unit hour the instant: 2026-02-10T09:30)",
    )  # fmt: skip
    top.add_argument("--rule", metavar="NAME", help="a period of the law instead of --days, like decision")
    top.add_argument("--rules", action="store_true", help="list the names of the rules")
    top.add_argument(
        "--notice", type=Path, action="append", default=[], metavar="FILE",
        help="count on this year's notice too (a file like the shipped ones); may be given several times",
    )  # fmt: skip
    top.add_argument("--days", type=int, metavar="N", help="how many days (months or hours, with --unit)")
    top.add_argument("--unit", choices=(*UNITS, in_hours.UNIT), help="what is counted (default: working days)")
    top.add_argument(
        "--pause",
        action="append",
        default=[],
        metavar="FROM..TO",
        help="a stop of the clock; may be given several times; FROM.. is still open",
    )
    top.add_argument("--extend", type=int, default=0, metavar="N", help="an extension, in the same unit")
    top.add_argument("--json", action="store_true", help="print the answer as JSON")
    top.add_argument("--batch", action="store_true", help="read one question a line as JSON, answer one line each")
    top.add_argument(
        "--language", choices=("en", "zh"), default=words.language_of_terminal(), help="words of the table"
    )
    return top


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
