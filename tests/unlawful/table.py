"""The table of unlawful acts, and the page made from it: `python -m tests.unlawful.table` writes it anew."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tests.unlawful.attempts import Row

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "reference" / "unlawful-acts.md"
HEAD: Final = """<!-- Generated: do not edit. `python -m tests.unlawful.table` writes this page. -->

# Unlawful acts, and how they are refused

{count} acts that the law forbids. A test attempts each through the public function and through the page: both refuse it
with this code and this article, and neither records anything. The code is what the refusal carries; pages say it in the
reader's language, with the article. `ALL` is the Administrative Licensing Law, `OBE` the Regulation on Optimizing the
Business Environment, `GF` and `GBF` are documents of the State Council and of its General Office; `matter` is the
matter's own rule, `principle` a principle without an article.
"""
ON_THE_PAGE: Final = {
    "refused": "refused in words",
    "absent": "not there for this account",
    "unsayable": "nothing on the page can say it",
}


def chapters() -> "list[tuple[str, tuple[Row, ...]]]":
    """The rows by chapter. Imported late, so that the page can be written without a test run around it."""
    from tests.unlawful import (
        rows_of_decision,
        rows_of_hearing,
        rows_of_house,
        rows_of_intake,
        rows_of_licence,
        rows_of_review,
    )

    return [
        ("Receiving and accepting", rows_of_intake.ROWS),
        ("Reviewing", rows_of_review.ROWS),
        ("Hearing those concerned", rows_of_hearing.ROWS),
        ("Deciding and delivering", rows_of_decision.ROWS),
        ("A licence that exists, and mending mistakes", rows_of_licence.ROWS),
        ("The house itself", rows_of_house.ROWS),
    ]


def rows() -> "list[Row]":
    return [row for _, found in chapters() for row in found]


def page() -> str:
    """The page of the documentation, from the table alone."""
    told = [HEAD.format(count=len(rows()))]
    for title, found in chapters():
        lines = [f"| {r.says} | {r.article} | `{r.code}` | {ON_THE_PAGE[r.answer.kind]} |" for r in found]
        head = [f"## {title}\n", "| act | article | code | on the page |", "|---|---|---|---|"]
        told.append("\n".join([*head, *lines, ""]))
    return "\n".join(told)


if __name__ == "__main__":
    os.environ.setdefault("SUNHALL_TEST", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sunhall.ops.settings")
    import django

    django.setup()
    PAGE.write_text(page(), "utf-8")
