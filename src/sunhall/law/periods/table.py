"""All periods that may be asked about by name. Read by the deadline page, the API and `sunhall deadline --rule`."""

from typing import Final

from sunhall.kernel.refused import Refused
from sunhall.law.periods.base import Group, Period
from sunhall.law.periods.licensing import ITEMS, LICENSING
from sunhall.law.periods.openness import DISCLOSURE, PETITIONS
from sunhall.law.periods.procurement import PROCUREMENT
from sunhall.law.periods.remedies import COURTS, RECONSIDERATION

GROUPS: Final[tuple[Group, ...]] = (
    LICENSING,
    ITEMS,
    DISCLOSURE,
    PETITIONS,
    RECONSIDERATION,
    COURTS,
    PROCUREMENT,
)
PERIODS: Final[dict[str, Period]] = {period.name: period for group in GROUPS for period in group.periods}


def period(name: str) -> Period:
    """The period of this name. Refused `no_such_rule`."""
    found = PERIODS.get(name)
    if found is None:
        raise Refused("no_such_rule", name=name[:60])
    return found
