"""Bans: for a time a party may not apply again (Licensing Law arts. 78, 79). Written in the transaction of their act.

Only where the licence directly concerns public safety, health, or the safety of life and property.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sunhall.cases.acts.record import File
from sunhall.cases.models import Ban
from sunhall.law.clock import months_after


@dataclass(frozen=True, slots=True)
class Sanction:
    basis: str
    months: int


FALSE_MATERIALS: Final = Sanction("ALL/78", 12)
FRAUD: Final = Sanction("ALL/79", 36)


def ends(sanction: Sanction, since: date) -> date:
    """The last day of a ban imposed on this day."""
    return months_after(since, sanction.months)


def finished(file: File, sanction: Sanction | None) -> int:
    """Finish the file; the act asked for imposes the ban, if there is one. Answers the id of the act."""
    if sanction is None or file.repeated is not None or not file.procedure.is_safety_related:
        return file.finish()
    act_id = file.save()
    Ban.objects.create(
        party_id=file.party_id,
        matter_code=file.matter_code,
        act_id=act_id,
        basis=sanction.basis,
        since=file.on,
        until=ends(sanction, file.on),
    )
    return act_id
