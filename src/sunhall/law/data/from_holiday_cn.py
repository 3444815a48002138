"""Turns one year of the public holiday-cn data set (MIT) into our calendar file, for a maintainer to check and keep.

    python from_holiday_cn.py 2027.json --number 国办发明电〔2026〕9号 --dated 2026-11-05 > calendars/2027.yaml

Only facts are taken over: which days are off, which weekend days are worked, where the notice stands. Read the result
against the notice itself before committing it. No part of the program imports this file.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

TITLE = "国务院办公厅关于{year}年部分节假日安排的通知"


def spans(days: Iterable[date]) -> list[str]:
    """Consecutive days written as `first..last`, single days alone."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return [f"{run[0]}" if len(run) == 1 else f"{run[0]}..{run[-1]}" for run in runs]


def section(name: str, rows: Sequence[tuple[str, date]]) -> list[str]:
    """The lines of `days_off` or `days_worked`: one holiday a line, in the order of its first day."""
    ordered = sorted(rows, key=lambda row: row[1])
    order = list(dict.fromkeys(holiday for holiday, _ in ordered))
    by_name = sorted(ordered, key=lambda row: (order.index(row[0]), row[1]))
    lines = [
        f"  {holiday}: [{', '.join(spans(day for _, day in group))}]"
        for holiday, group in groupby(by_name, key=lambda row: row[0])
    ]
    return [f"{name}:", *lines] if lines else [f"{name}: {{}}"]


def convert(raw: str, number: str, dated: str) -> str:
    """The YAML text of one year. `raw` is the JSON text of the data set."""
    data = json.loads(raw)
    rows = [
        (d["name"].replace("“", "").replace("”", ""), date.fromisoformat(d["date"]), d["isOffDay"])
        for d in data["days"]
    ]
    lines = [f"year: {data['year']}", "source:", f"  title: {TITLE.format(year=data['year'])}"]
    lines += [f"  number: {number}"] if number else []
    lines += [f"  dated: {dated}"] if dated else []
    lines += [f"  url: {data['papers'][0]}"]
    lines += ["amended_by:", *(f"  - url: {url}" for url in data["papers"][1:])] if data["papers"][1:] else []
    lines += section("days_off", [(name, day) for name, day, off in rows if off])
    lines += section("days_worked", [(name, day) for name, day, off in rows if not off])
    return "\n".join(lines) + "\n"


def main() -> int:
    """Read the named file, print the YAML."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--number", default="", help="number of the notice")
    parser.add_argument("--dated", default="", help="date of the notice, yyyy-mm-dd")
    given = parser.parse_args()
    sys.stdout.write(convert(given.file.read_text(encoding="utf-8"), given.number, given.dated))
    return 0


if __name__ == "__main__":
    sys.exit(main())
