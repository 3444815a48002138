"""`sunhall calendar load|list`: a year's holiday notice, for operators. Faults are told in English, as all options.

Loading does what the administrator's page does, in one go: check, tell what moves, put in force, recount.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from sunhall.calendars import acts, queries
from sunhall.calendars.queries import LoadRow, MoveRow
from sunhall.cases import recounting
from sunhall.kernel import clock
from sunhall.law.calendar import Calendar
from sunhall.law.notices import Source
from sunhall.law.year_files import Fault, Given, read
from sunhall.law.year_words import sentence

SHOWN: Final = 20  # moves told at a terminal; --json tells all


def main(argv: Sequence[str] | None = None) -> int:
    """The command. 0 done, 1 the file cannot be loaded (said on standard error), 2 misused."""
    given = parser().parse_args(sys.argv[1:] if argv is None else list(argv))
    return int(given.run(given))


def parser() -> argparse.ArgumentParser:
    """The parser, also for the page of commands."""
    top = argparse.ArgumentParser(prog="sunhall calendar", description="The notices that days are counted on.")
    commands = top.add_subparsers(required=True, metavar="command")
    load = commands.add_parser("load", help="load a year's notice: YAML like the shipped files, or CSV (day,kind,name)")
    load.add_argument("file", type=Path, help="the notice")
    load.add_argument("--dry-run", action="store_true", help="check it and tell what would move; change nothing")
    load.add_argument("--json", action="store_true", help="answer as JSON")
    load.add_argument("--year", type=int, help="the year of a CSV (default: the year of most of its days)")
    load.add_argument("--number", default="", help="number of the notice, for a CSV")
    load.add_argument("--dated", type=date.fromisoformat, help="day of the notice, for a CSV")
    load.add_argument("--url", default="", help="address of the notice, for a CSV")
    load.add_argument("--title", default="", help="title of the notice, for a CSV")
    load.set_defaults(run=_load)
    listed = commands.add_parser("list", help="the years that are loaded, and on which notice")
    listed.add_argument("--json", action="store_true", help="answer as JSON")
    listed.set_defaults(run=_list)
    return top


def _load(given: argparse.Namespace) -> int:
    at = clock.now()
    try:
        body = given.file.read_bytes()
    except OSError as error:
        sys.stderr.write(f"sunhall calendar: {given.file}: {error.strerror}\n")
        return 1
    source = Source(given.title, given.number, given.dated, given.url)
    told = read(body, given.file.name, year=given.year, source=source)
    faults = told.faults if told.notice is None else acts.faults_of(told.notice, at=at)
    if told.notice is None or any(fault.blocks for fault in faults):
        return _refuse(faults, as_json=given.json)
    if given.dry_run:
        return _rehearse(told, faults, as_json=given.json)
    seen = queries.version()
    text = body.decode("utf-8-sig")
    kept = acts.propose(told.notice, text=text, file_name=given.file.name, by=None, at=at)
    version = acts.load(kept, seen=seen, by=None, at=at)
    queries.forget()
    recounting.carry_out(version, at=at)
    row = queries.load(version)
    answer = {"loaded": _plain_load(row), "faults": _plain_faults(faults)}
    _say(answer, [*_warnings(faults), _told(row)], as_json=given.json)
    return 0


def _rehearse(told: Given, faults: Sequence[Fault], *, as_json: bool) -> int:
    assert told.notice is not None
    before = queries.current(queries.version())
    found = recounting.preview(before, before.joined_by(told.notice), limit=sys.maxsize, most=None)
    answer = {
        "dry_run": True,
        "year": told.notice.year,
        "looked": found.looked,
        "cases": found.cases,
        "known": found.known,
        "moved": found.moved,
        "faults": _plain_faults(faults),
        "moves": [_plain_move(row) for row in found.rows],
    }
    lines = [*_warnings(faults), *(_line(row) for row in found.rows[:SHOWN])]
    if len(found.rows) > SHOWN:
        lines.append(f"… and {len(found.rows) - SHOWN} more (--json tells all)")
    lines.append(
        f"{found.looked} open cases looked at: in {found.cases} of them {found.known} days would become known and "
        f"{found.moved} would move. Nothing was changed."
    )
    _say(answer, lines, as_json=as_json)
    return 0


def _refuse(faults: Sequence[Fault], *, as_json: bool) -> int:
    if as_json:
        _say({"loaded": None, "faults": _plain_faults(faults)}, [], as_json=True)
    blocking = [fault for fault in faults if fault.blocks]
    sys.stderr.write("".join(f"{sentence(fault)}\n" for fault in faults))
    sys.stderr.write(f"Nothing was changed: {len(blocking)} to put right.\n")
    return 1


def _list(given: argparse.Namespace) -> int:
    calendar = queries.current(queries.version())
    loads = queries.loads()
    in_force = {row.year: row.version for row in reversed(loads)}
    years = [_year(year, calendar, in_force.get(year)) for year in calendar.years]
    lines = [f"{y['year']}  {_origin(y)}  {y['number'] or y['title']}  {y['dated'] or ''}".rstrip() for y in years]
    lines += [f"Days are certain up to {calendar.loaded_until}.", *(_told(row) for row in reversed(loads))]
    answer = {"until": str(calendar.loaded_until), "years": years, "loads": [_plain_load(row) for row in loads]}
    _say(answer, lines, as_json=given.json)
    return 0


def _year(year: int, calendar: Calendar, version: int | None) -> dict[str, Any]:
    first = calendar.sources(year)[0]
    dated = first.dated.isoformat() if first.dated else None
    return {
        "year": year, "version": version, "title": first.title, "number": first.number, "dated": dated,
        "url": first.url, "amended_by": [source.number for source in calendar.sources(year)[1:]],
    }  # fmt: skip


def _origin(year: Mapping[str, Any]) -> str:
    return f"load {year['version']}" if year["version"] else "shipped"


def _told(row: LoadRow) -> str:
    state = "" if row.finished_at else " The recount is not finished: it goes on as a job."
    return (
        f"Load {row.version}: {row.year}, {row.number} of {row.dated}. {row.looked} open cases looked at, "
        f"{row.moved} of them moved.{state}"
    )


def _line(row: MoveRow) -> str:
    before = str(row.before_on) if row.before_on else f"provisional (not before {row.before_least})"
    after = str(row.after_on) if row.after_on else f"provisional (not before {row.after_least})"
    return f"{row.number}  {row.matter_code}  {row.what}: {before} → {after}"


def _warnings(faults: Sequence[Fault]) -> list[str]:
    return [f"Compare with the notice: {sentence(fault)}" for fault in faults]


def _plain_faults(faults: Sequence[Fault]) -> list[dict[str, Any]]:
    return [{"code": f.code, "blocks": f.blocks, "message": sentence(f)} for f in faults]


def _plain_move(row: MoveRow) -> dict[str, Any]:
    days = {name: getattr(row, name) for name in ("before_on", "before_least", "after_on", "after_least")}
    told = {"case": row.number, "matter": row.matter_code, "what": row.what, "authority": row.authority_id}
    return told | {name: day.isoformat() if day else None for name, day in days.items()}


def _plain_load(row: LoadRow) -> dict[str, Any]:
    return {
        "version": row.version, "year": row.year, "number": row.number, "dated": row.dated.isoformat(),
        "digest": row.digest, "at": row.at.isoformat(), "by": row.by, "replaces": row.replaces,
        "looked": row.looked, "moved": row.moved, "finished": row.finished_at is not None,
    }  # fmt: skip


def _say(told: Mapping[str, Any], lines: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
