"""Pages of the documentation that are drawn from the code: `make pages` fails when one is out of date.

Run `python -m sunhall.ops.generated` to write them. A page is a function that returns its text; GENERATORS names it.
"""

import argparse
import difflib
import sys
from importlib import import_module
from pathlib import Path

from sunhall.ops import ground

DOCS = Path(__file__).resolve().parents[3] / "docs"
NOTE = "<!-- Generated: do not edit. `python -m sunhall.ops.generated` writes this page. -->\n\n"
# The page under docs/ -> "module:function", called without arguments, giving Markdown.
GENERATORS: dict[str, str] = {
    "reference/command-line.md": "sunhall.ops.reference:command_line",
    "reference/settings.md": "sunhall.ops.reference:settings",
    "reference/licensing-lifecycle.md": "sunhall.ops.law_pages:lifecycle",
    "reference/rules.md": "sunhall.ops.law_pages:rules",
    "reference/matter-file.md": "sunhall.catalogue.reference:matter_file",
    "reference/permissions.md": "sunhall.web.permissions:page",
}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m sunhall.ops.generated", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page differs")
    given = parser.parse_args(argv)
    ground.signs_nothing()
    ground.django()
    stale = [name for name in GENERATORS if not _is_current(name, write=not given.check)]
    if stale and given.check:
        sys.stderr.write(f"Out of date: {', '.join(stale)}. Run: python -m sunhall.ops.generated\n")
        return 1
    sys.stdout.write(f"{len(GENERATORS)} generated pages, {len(stale)} written.\n")
    return 0


def text_of(name: str) -> str:
    """The present text of a generated page."""
    module, _, function = GENERATORS[name].partition(":")
    return f"{NOTE}{getattr(import_module(module), function)().rstrip()}\n"


def _is_current(name: str, *, write: bool) -> bool:
    page = DOCS / name
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    now = text_of(name)
    if before == now:
        return True
    if write:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(now, encoding="utf-8")
    else:
        sys.stderr.writelines(difflib.unified_diff(before.splitlines(True), now.splitlines(True), name, "now", n=1))
    return False


if __name__ == "__main__":
    sys.exit(main())
