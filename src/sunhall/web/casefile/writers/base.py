"""What the sentences of acts share: the authority that acted, and sentences that need nothing else."""

from collections.abc import Callable

from sunhall.cases.queries import ActLine, CasePage
from sunhall.web.templatetags import house

Writer = Callable[[CasePage, ActLine], str]


def facts(page: CasePage, line: ActLine) -> dict[str, str]:
    """The authority in whose name the act was done, else the one that decides."""
    return {"authority": house.words(line.authority) or house.words(page.authority)}


def says(text: Callable[[], str]) -> Writer:
    """A writer for an act whose sentence needs the authority only."""
    return lambda page, line: text() % facts(page, line)
