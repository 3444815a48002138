"""`sunhall rebuild`: recompute the copies of all cases from their acts, or only tell what would change."""

import argparse
import json
import sys
from collections.abc import Sequence

from sunhall.cases import drift


def rebuild(argv: Sequence[str] | None = None) -> int:
    """Exit code 0: nothing differs (any more). 1: `--dry-run` found differences."""
    given = parser().parse_args(argv)
    count = 0
    for case_id, difference in drift.drifted(case_ids=given.case):
        count += 1
        told = {k: {"stored": str(a), "from_acts": str(b)} for k, (a, b) in difference.items()}
        if given.json:
            sys.stdout.write(json.dumps({"case": case_id, "difference": told}, ensure_ascii=False) + "\n")
        else:
            parts = ", ".join(f"{k}: {v['stored']} → {v['from_acts']}" for k, v in told.items())
            sys.stdout.write(f"case {case_id}: {parts}\n")
        if not given.dry_run:
            drift.rebuild(case_id)
    if not given.json:
        verb = "would be rebuilt" if given.dry_run else "rebuilt"
        sys.stdout.write(f"{count} cases {verb}.\n" if count else "Every case equals the fold of its acts.\n")
    return 1 if count and given.dry_run else 0


def parser() -> argparse.ArgumentParser:
    """The parser, also for the page of commands."""
    top = argparse.ArgumentParser(prog="sunhall rebuild", description=__doc__)
    top.add_argument("--dry-run", action="store_true", help="tell what would change, change nothing")
    top.add_argument("--json", action="store_true", help="one JSON object a line")
    top.add_argument("--case", type=int, action="append", metavar="ID", help="only this case (may be repeated)")
    return top
