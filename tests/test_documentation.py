"""The documentation is whole: its map names every page, its links lead somewhere, its commands are the program's."""

import re
from pathlib import Path

import pytest

from sunhall.ops import cli

REPOSITORY = Path(__file__).resolve().parents[1]
DOCS = REPOSITORY / "docs"
PAGES = sorted(p for folder in ("how-to", "explanation", "reference", "adr") for p in (DOCS / folder).glob("*.md"))
READMES = sorted((REPOSITORY / "src" / "sunhall").glob("*/README.md"))
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_the_map_names_every_page() -> None:
    named = set(LINK.findall((DOCS / "index.md").read_text("utf-8")))
    assert {str(page.relative_to(DOCS)) for page in PAGES} == {link for link in named if not link.startswith("..")}


@pytest.mark.parametrize("page", [DOCS / "index.md", REPOSITORY / "README.md", *PAGES, *READMES], ids=str)
def test_every_link_leads_to_a_file(page: Path) -> None:
    for link in LINK.findall(page.read_text("utf-8")):
        if not link.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / link).exists(), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_is_one_of_the_program(page: Path) -> None:
    known = set(next(a.choices for a in cli.parser()._actions if a.choices and a.dest != "help"))
    told = re.findall(r"(?<!-u )(?<!/srv/)\bsunhall ([a-z]+)(?=[\s`]|$)", "\n".join(_code(page.read_text("utf-8"))))
    assert set(told) <= known


def _code(text: str) -> list[str]:
    """What a page shows as commands: its shell blocks and what stands in backticks."""
    return [*re.findall(r"```sh\n(.*?)```", text, re.DOTALL), *re.findall(r"`(sunhall [a-z]+[^`]*)`", text)]


def test_the_block_of_settings_starts_a_house() -> None:
    """What is required outside the demonstration stands in the settings a newcomer copies."""
    page = (DOCS / "how-to" / "run-in-production.md").read_text("utf-8")
    block = next(b for b in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) if "SUNHALL_HOSTS=" in b)
    for name in ("SUNHALL_SECRET_KEY_FILE", "DATABASE_URL_FILE", "SUNHALL_URL", "SUNHALL_ORIGINS"):
        assert f"{name}=" in block
