"""The limit that holds for one case: a version may name other lengths for some cases, decided by the answers. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.course import Limit
from sunhall.catalogue.rules import cel


def days_of(content: VersionContent, limit: Limit, seen: Mapping[str, Any]) -> int:
    """How many units the limit has for what is known: the first other length whose condition holds, else the usual."""
    names = cel.types(content)
    other = next((o for o in limit.otherwise if cel.holds(names, o.when, seen)), None)
    return other.days if other else limit.days


def branches(decision: Limit, promised: Limit) -> Iterator[tuple[int, int]]:
    """(statutory, promised) in every branch: the longest that may be promised beside each length the law may give.

    A promise with the very condition of a branch of the law holds in that branch; any other may hold in all of them.
    """
    of_law = {o.when: o.days for o in decision.otherwise}
    own = {o.when: o.days for o in promised.otherwise}
    anywhere = max([promised.days, *(days for when, days in own.items() if when not in of_law)])
    yield decision.days, anywhere
    for when, days in of_law.items():
        yield days, own.get(when, anywhere)
