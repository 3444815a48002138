"""Reference pages drawn from the lifecycle: the table and its diagram, and the list of rules with their tests."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import ENDED, Phase
from sunhall.law.lifecycles.payloads import PAYLOADS
from sunhall.law.lifecycles.standing import ActRow, Lane, Standing

TESTS = Path(__file__).resolve().parents[3] / "tests"

_CLOCK = {
    "none": "",
    "intake_starts": "five working days to examine begin",
    "intake_stops": "the examination stops",
    "starts": "the limits start",
    "starts_at_receipt": "the limits start, back at the receipt",
    "stops": "stops",
    "runs_again": "runs again from the next working day",
    "longer": "the statutory limit grows",
    "first_review_ends": "the deciding authority's limits start",
    "mended": "counted anew from what the act should have said",
    "ends": "ends",
}


def lifecycle() -> str:
    """docs/reference/licensing-lifecycle.md"""
    rows = [
        "| act | whose | power | open in | basis | the clock | notice | rules that may object |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for kind, g in licensing.TABLE.items():
        open_in = ", ".join(sorted(str(p) if p else "(no case yet)" for p in g.open_in))
        rules = "<br>".join(r.__name__ for r in g.rules)
        rows.append(
            f"| `{kind}` | {g.who} | {g.power} | {open_in} | {g.basis} | {_CLOCK[g.clock]} | {g.notice} | {rules} |"
        )
    return "\n".join(
        [
            "# The licensing lifecycle",
            "",
            "Drawn from `law/lifecycles/licensing.py`. Buttons, functions and this page read the same table.",
            "`ALL` is the Administrative Licensing Law (2019); `matter` is the matter's own law.",
            "",
            *rows,
            "",
            "## Phases",
            "",
            "```mermaid",
            *_diagram(),
            "```",
            "",
        ]
    )


def _leads_to(kind: str) -> Phase | None:
    """The phase an act of this kind leads to, by folding one; None where it leaves the phase as it was."""
    sample: dict[str, Any] = {
        "lanes": [],
        "authority": 1,
        "agrees": True,
        "materials": [],
        "items": [],
        "application": "a",
    }
    sample |= {"accepted_on": "2026-03-02", "needed_days": 1, "procedure": "testing", "days": 1, "approver": "x"}
    sample |= {"basis": "x", "start": 0, "effect": "abandoned", "statement": 1, "officers": [], "officer": 1, "of": ""}
    sample |= {"to": "", "about": "", "chair": 1, "held_on": "2026-03-02", "call": 1, "signed": True, "owed": []}
    sample |= {"result": "kept", "centre": 1, "certificates": [], "valid_to": "2026-03-02", "changes": {}}
    before = Standing(lanes={1: Lane(1, date(2026, 3, 2), 1, mandatory=True)})
    return fold([ActRow(1, kind, date(2026, 3, 2), None, None, None, None, sample)], before).phase


def _diagram() -> list[str]:
    lines = ["stateDiagram-v2"]
    for kind, g in licensing.TABLE.items():
        after = _leads_to(kind)
        for phase in sorted(g.open_in, key=lambda p: str(p or "")):
            start = str(phase) if phase else "[*]"
            lines.append(f"  {start} --> {after or phase}: {kind}")
    lines += [f"  {phase} --> [*]" for phase in sorted(ENDED)]
    return lines


def rules() -> str:
    """docs/reference/rules.md"""
    rows = ["| code | article | the rule | tested in |", "|---|---|---|---|"]
    texts = {path: path.read_text("utf-8") for path in sorted(TESTS.rglob("test_*.py"))}
    for code, (article, function) in sorted(licensing.RULES.items(), key=lambda r: (r[1][0], r[0])):
        sentence = re.sub(r"\s+", " ", function.__doc__ or "").strip()
        tested = ", ".join(f"`{p.relative_to(TESTS)}`" for p, t in texts.items() if re.search(rf"\b{code}\b", t))
        rows.append(f"| `{code}` | {article} | {sentence} | {tested or '**no test**'} |")
    return "\n".join(
        [
            "# The rules of licensing",
            "",
            f"{len(licensing.RULES)} rules may object to {len(PAYLOADS)} kinds of act. The code is what a refusal",
            "carries; pages say it in the reader's language, with the article. A rule without a test fails the build.",
            "",
            *rows,
            "",
        ]
    )
