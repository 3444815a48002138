"""`sunhall audit`: re-check a whole house from its acts alone, and print what was found by article.

Exit code 0: clean. 1: something in the record is against the law. A clock that ran out is told with `--late` and does
not make the record unclean: it is a matter for supervision. Reads only; two processes by default.
"""

import argparse
import json
import multiprocessing
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

CHUNK: Final = 10_000
SHOWN: Final = 5  # examples a code, unless --all
Line = dict[str, Any]


def main(argv: Sequence[str] | None = None) -> int:
    """Parse, re-check, print. See the module."""
    given = parser().parse_args(argv)
    from sunhall.cases import audit

    span = audit.span()
    if given.case:
        from sunhall.cases.models import Case

        found = Case.objects.filter(number=given.case).values_list("pk", flat=True).first()
        if found is None:
            sys.stderr.write(f"sunhall: there is no case {given.case}\n")
            return 2
        span = (found, found)
    lines = _all(span, given.processes, quiet=given.json) if span else iter(())
    return _print_json(lines, late=given.late) if given.json else _print(lines, late=given.late, everything=given.all)


def parser() -> argparse.ArgumentParser:
    """The parser, also for the page of commands."""
    top = argparse.ArgumentParser(prog="sunhall audit", description=__doc__.split("\n\n")[0])
    top.add_argument("--case", metavar="NUMBER", help="only this case")
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
    return [
        {
            "case": f.number,
            "act": f.finding.seq,
            "code": f.finding.code,
            "article": f.finding.article,
            "kind": f.finding.kind,
            "facts": {k: str(v) for k, v in f.finding.facts.items()},
        }
        for f in found
    ]


def _all(span: tuple[int, int], processes: int, *, quiet: bool) -> Iterator[Line]:
    first, last = span
    spans = [(a, min(a + CHUNK - 1, last)) for a in range(first, last + 1, CHUNK)]
    if len(spans) == 1 or processes < 2:
        for done, one in enumerate(spans, 1):
            yield from check(one)
            _progress(done, len(spans), quiet=quiet)
        return
    from django.db import connections

    connections.close_all()
    with multiprocessing.get_context("spawn").Pool(processes, initializer=_begin) as pool:
        for done, lines in enumerate(pool.imap(check, spans), 1):
            yield from lines
            _progress(done, len(spans), quiet=quiet)


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
            sys.stdout.write(f"    case {line['case']}, act {line['act']}" + (f": {facts}" if facts else "") + "\n")
    violations = sum(n for (kind, *_), n in counts.items() if kind == "violation")
    overdue = sum(counts.values()) - violations
    sys.stdout.write(
        f"{violations} findings against the record; {overdue} clocks that ran out.\n" if counts else "Clean.\n"
    )
    return 1 if violations else 0
