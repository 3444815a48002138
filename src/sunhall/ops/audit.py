"""`sunhall audit`: re-check a whole house from its acts alone, and print what was found by article.

Exit code 0: clean. 1: something in the record is against the law. A clock that ran out is told with `--late` and does
not make the record unclean: it is a matter for supervision. Reads only; two processes by default. Case by case in spans
of their ids (`check`), and once what no single case shows (`together`).
"""

import argparse
import gc
import json
import multiprocessing
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sunhall.cases.audit import Found

CHUNK: Final = 10_000
SHOWN: Final = 5  # examples a code, unless --all
Line = dict[str, Any]
Work = tuple[int, int] | None  # the cases from one id to another; null: what no single case shows


def main(argv: Sequence[str] | None = None) -> int:
    """Parse, re-check, print. See the module."""
    given = parser().parse_args(argv)
    work: list[Work]
    if given.case:
        from sunhall.cases.models import Case

        found = Case.objects.filter(number=given.case).values_list("pk", flat=True).first()
        if found is None:
            sys.stderr.write(f"sunhall: there is no case {given.case}\n")
            return 2
        work = [(found, found)]
    else:
        from sunhall.cases import audit

        work = [None, *audit.spans(CHUNK)]
    lines = _all(work, given.processes, files=given.files, quiet=given.json)
    return _print_json(lines, late=given.late) if given.json else _print(lines, late=given.late, everything=given.all)


def parser() -> argparse.ArgumentParser:
    """The parser, also for the page of commands."""
    top = argparse.ArgumentParser(prog="sunhall audit", description=__doc__.split("\n\n")[0])
    top.add_argument("--case", metavar="NUMBER", help="only this case")
    top.add_argument("--files", action="store_true", help="read every file and every paper as well: slow")
    top.add_argument("--late", action="store_true", help="tell clocks that ran out as well")
    top.add_argument("--all", action="store_true", help=f"print every finding, not {SHOWN} of each kind")
    top.add_argument("--json", action="store_true", help="one JSON object a finding")
    top.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1), help="how many at once (default 2)")
    return top


def check(work: tuple[int, int]) -> list[Line]:
    """Everything found in one span of cases, as plain values (they cross a process border)."""
    from django.utils import timezone

    from sunhall.cases import audit
    from sunhall.certificates import audit as certificates
    from sunhall.kernel.clock import legal_day

    first, last = work
    at = timezone.now()
    found = chain(audit.check(first, last, at=at, today=legal_day(at)), certificates.check(first, last))
    with _uncollected():
        return [_line(each) for each in found]


@contextmanager
def _uncollected() -> Iterator[None]:
    """What a batch reads is freed when the next is read. Looking for circles among it again and again, as the collector
    does, costs a third of the time and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def together(*, files: bool = False) -> list[Line]:
    """Everything found outside the cases or over many of them: powers, calendar, matters, numbers, quantities."""
    from sunhall.calendars import audit as calendars
    from sunhall.cases import audit
    from sunhall.catalogue import audit as catalogue
    from sunhall.certificates import audit as certificates
    from sunhall.documents import audit as documents
    from sunhall.people import audit as people

    alone = chain(
        people.findings(),
        calendars.findings(),
        catalogue.findings(),
        documents.findings(files=files),
        certificates.together(files=files),
    )
    return [_line(each) for each in chain(audit.together(), (audit.Found(0, "", finding) for finding in alone))]


def _line(found: "Found") -> Line:
    finding = found.finding
    return {
        "case": found.number,
        "act": finding.seq,
        "code": finding.code,
        "article": finding.article,
        "kind": finding.kind,
        "facts": {k: str(v) for k, v in finding.facts.items()},
    }


def _done(work: Work, *, files: bool) -> list[Line]:
    return together(files=files) if work is None else check(work)


def _all(work: list[Work], processes: int, *, files: bool, quiet: bool) -> Iterator[Line]:
    do = partial(_done, files=files)
    if len(work) < 3 or processes < 2:  # a small house is done before a second process has begun
        for done, one in enumerate(work, 1):
            yield from do(one)
            _progress(done, len(work), quiet=quiet)
        return
    from django.db import connections

    connections.close_all()
    with multiprocessing.get_context("spawn").Pool(processes, initializer=_begin) as pool:
        for done, lines in enumerate(pool.imap(do, work), 1):
            yield from lines
            _progress(done, len(work), quiet=quiet)


def _begin() -> None:
    """A worker process: the framework, and the calendar the house counts by."""
    from sunhall.ops import ground

    ground.django()
    ground.follow_calendar()


def _progress(done: int, total: int, *, quiet: bool) -> None:
    if quiet or not sys.stderr.isatty():
        return
    width = 30 * done // total
    sys.stderr.write(f"\r[{'#' * width}{'.' * (30 - width)}] {100 * done // total} %" + ("\n" if done == total else ""))
    sys.stderr.flush()


def _print_json(lines: Iterator[Line], *, late: bool) -> int:
    clean = True
    for line in lines:
        clean &= line["kind"] != "violation"
        if late or line["kind"] == "violation":
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0 if clean else 1


def _print(lines: Iterator[Line], *, late: bool, everything: bool) -> int:
    counts: Counter[tuple[str, str, str]] = Counter()
    examples: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        key = (line["kind"], line["article"], line["code"])
        counts[key] += 1
        if everything or len(examples[key]) < SHOWN:
            examples[key].append(line)
    for key in sorted(counts, key=lambda k: (k[0] != "violation", k[1], k[2])):
        kind, article, code = key
        if kind != "violation" and not late:
            continue
        sys.stdout.write(f"{article}  {code}  × {counts[key]}\n")
        for line in examples[key]:
            facts = ", ".join(f"{k} {v}" for k, v in line["facts"].items())
            where = f"case {line['case']}, act {line['act']}" if line["case"] else "no single case"
            sys.stdout.write(f"    {where}" + (f": {facts}" if facts else "") + "\n")
    violations = sum(n for (kind, *_), n in counts.items() if kind == "violation")
    overdue = sum(counts.values()) - violations
    sys.stdout.write(
        f"{violations} findings against the record; {overdue} clocks that ran out.\n" if counts else "Clean.\n"
    )
    return 1 if violations else 0
