"""How many licences of a limited number are left, and who stands before this file in the queue (art. 57).

Read under an advisory lock of the matter, so that two decisions on the last licence come one after the other. Only
matters with a number pay for it. The re-check counts by the same `in_force` and `accepted_at`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from sunhall.cases import holding, procedures, standings
from sunhall.cases.acts.record import File
from sunhall.cases.models import Case
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.standing import ActRow, Licence, Standing

TAKEN = (Phase.GRANTED, Phase.ISSUED, Phase.DELIVERED)
WAITING = (Phase.RECEIVED, Phase.REVIEW, Phase.STOPPED, Phase.SUSPENDED)


def queue(file: File) -> dict[str, Any]:
    """`{"left", "ahead"}` for `Proposal.seen`; empty where the matter knows no number. Holds the lock to the commit."""
    number = file.procedure.quantity
    if number is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 57))", [f"quantity of {file.matter_code}"])
    cases = Case.objects.filter(matter_code=file.matter_code, authority_id=file.authority_id)
    taken = cases.filter(phase__in=TAKEN, outcome__in=("granted", "deemed_renewed"))
    waiting = _waiting(file, cases)
    renewed = [each.standing for each in waiting if each.standing.outcome == "deemed_renewed"]
    held = in_force([*standings.of(list(taken.values_list("pk", flat=True))).values(), *renewed], file.on)
    return {"left": number - held, "ahead": _ahead(file, waiting)}


def in_force(granted: Iterable[Standing], on: date) -> int:
    """Licences in force, and those granted but not issued yet. A changed or renewed one takes the place of the old."""
    granted = list(granted)
    replaced = {s.certificate for s in granted if s.certificate is not None}

    def counts(licence: Licence) -> bool:
        ran_out = licence.valid_to is not None and licence.valid_to < on
        return licence.state == "valid" and not ran_out and licence.certificate not in replaced

    return sum(sum(map(counts, s.licences.values())) if s.licences else 1 for s in granted)


class _Waiting(NamedTuple):
    """A file that no act has decided, with what silence has done by today, whether or not it is recorded."""

    case_id: int
    number: str
    acts: list[ActRow]
    standing: Standing


def _waiting(file: File, cases: Any) -> list[_Waiting]:
    rows = cases.filter(phase__in=WAITING).exclude(pk=file.id).values_list("pk", "number", "version_id", "party_id")
    acts = standings.acts([pk for pk, *_ in rows])
    found = []
    for case_id, number, version_id, party_id in rows:
        recorded = holding.told(fold(acts[case_id]), party_id, file.matter_code, file.on)
        standing = clocks.as_of(recorded, procedures.of_version(version_id), file.calendar, file.on)
        found.append(_Waiting(case_id, number, acts[case_id], standing))
    return found


def _ahead(file: File, waiting: Iterable[_Waiting]) -> list[str]:
    """Numbers of the undecided cases that were accepted before this one, the first in front.

    By the day of acceptance (that of receipt where silence accepted), then by the instant, then by the id.
    """
    assert file.standing.accepted_on is not None
    own = (file.standing.accepted_on, accepted_at(standings.acts([file.id])[file.id]), file.id)
    before = []
    for case_id, number, acts, standing in waiting:
        if standing.accepted_on is None or standing.is_decided or standing.request != "new":
            continue
        place = (standing.accepted_on, accepted_at(acts), case_id)
        if place < own:
            before.append((place, number))
    return [number for _, number in sorted(before)]


def accepted_at(acts: list[ActRow]) -> datetime:
    """When the file was accepted, or where silence did it, when it was handed in complete."""
    by_act = [a.at for a in acts if a.kind == Kind.ACCEPT]
    handed_in = [a.at for a in acts if a.kind in (Kind.SUBMIT, Kind.RESUBMIT, Kind.RECEIVE_FORWARDED)]
    found = (by_act or handed_in)[-1]
    assert found is not None
    return found
