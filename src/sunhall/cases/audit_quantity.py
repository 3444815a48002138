"""The part of the re-check that looks at all files of a matter together: a limited number of licences went to who was
accepted first (Licensing Law art. 57). For `cases.audit` only.

Replays the acts of a limited matter in the order of their instants and asks at each grant what the writer asked
(`acts.quantity`): how many were left, and who had been accepted before and was undecided. Holds the acts of one matter
at a time; matters without a number are not read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Final

from sunhall.cases import holding, procedures
from sunhall.cases.acts import quantity
from sunhall.cases.models import Act, Case
from sunhall.law.audit import Finding
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.rules.decision import earlier_in_queue, quantity_used_up
from sunhall.law.lifecycles.standing import ActRow, Standing

_COLUMNS: Final = ("case_id", "id", "seq", "kind", "on", "at", "officer_id", "party_id", "authority_id", "payload")
_ARTICLE: Final = "ALL/57"
_UNREADABLE: Final = (LookupError, TypeError, ValueError, AttributeError)


@dataclass(slots=True)
class _File:
    """One file as far as the replay has come."""

    id: int
    number: str
    version: int
    party: int
    acts: list[ActRow] = field(default_factory=list)
    standing: Standing = field(default_factory=Standing)

    def add(self, act: ActRow) -> None:
        self.acts.append(act)
        self.standing = fold(self.acts) if act.kind == Kind.RECTIFY else fold([act], self.standing)


def findings(calendar: Calendar) -> Iterator[tuple[int, str, Finding]]:
    """Case, its number, and what is wrong with its grant: over the number, or out of the order of acceptance."""
    rows = Case.objects.values_list("matter_code", "authority_id", "version_id").distinct()
    limited = {(matter, who) for matter, who, version in rows if procedures.of_version(version).quantity is not None}
    for matter, authority in sorted(limited):
        yield from _of_matter(matter, authority, calendar)


def _of_matter(matter: str, authority: int, calendar: Calendar) -> Iterator[tuple[int, str, Finding]]:
    cases = Case.objects.filter(matter_code=matter, authority_id=authority)
    files = {row[0]: _File(*row) for row in cases.values_list("pk", "number", "version_id", "party_id")}
    for case_id, act in _in_order(matter, authority):
        file = files.get(case_id)
        if file is None:
            continue
        try:
            if act.kind == Kind.GRANT:
                waiting = _waiting(file, act, matter, files, calendar)
                if found := _objection(file, act, waiting, files):
                    yield file.id, file.number, found
            file.add(act)
        except _UNREADABLE:  # a file that cannot be read is found as such by itself, and stands in no queue
            del files[case_id]


def _in_order(matter: str, authority: int) -> list[tuple[int, ActRow]]:
    """Case and act by their instants; within a case always by `seq`, whatever its instants say."""
    rows = Act.objects.filter(case__matter_code=matter, case__authority_id=authority).order_by("case_id", "seq")
    told: list[tuple[tuple[datetime, int], int, ActRow]] = []
    for case_id, own in groupby(rows.values_list(*_COLUMNS).iterator(chunk_size=5000), key=itemgetter(0)):
        latest: tuple[datetime, int] | None = None
        for row in own:
            moment = (row[5], row[1])
            latest = moment if latest is None else max(latest, moment)
            told.append((latest, case_id, ActRow(*row[2:])))
    told.sort(key=itemgetter(0))
    return [(case_id, act) for _, case_id, act in told]


def _waiting(
    file: _File, act: ActRow, matter: str, files: Mapping[int, _File], calendar: Calendar
) -> list[tuple[_File, Standing]]:
    """The other files that no act had decided, with what silence had done by the day of this act."""
    found = []
    for other in files.values():
        if other.id != file.id and other.standing.phase in quantity.WAITING:
            recorded = holding.told(other.standing, other.party, matter, act.on)
            found.append((other, clocks.as_of(recorded, procedures.of_version(other.version), calendar, act.on)))
    return found


def _objection(
    file: _File, act: ActRow, waiting: Sequence[tuple[_File, Standing]], files: Mapping[int, _File]
) -> Finding | None:
    number = procedures.of_version(file.version).quantity
    if number is None or file.standing.accepted_on is None:
        return None
    granted = [f.standing for f in files.values() if f.standing.phase in quantity.TAKEN and _in_favour(f.standing)]
    renewed = [s for _, s in waiting if s.outcome == "deemed_renewed"]
    left = number - quantity.in_force([*granted, *renewed], act.on)
    ahead = _ahead(file, waiting)
    if left < 1:
        return Finding(quantity_used_up.__name__, _ARTICLE, act.seq, {"quantity": number})
    return Finding(earlier_in_queue.__name__, _ARTICLE, act.seq, {"cases": ahead}) if len(ahead) >= left else None


def _in_favour(s: Standing) -> bool:
    return s.outcome in ("granted", "deemed_renewed")


def _ahead(file: _File, waiting: Sequence[tuple[_File, Standing]]) -> list[str]:
    """Numbers of the undecided files that were accepted before this one."""
    own = (str(file.standing.accepted_on), quantity.accepted_at(file.acts), file.id)
    before = []
    for other, s in waiting:
        if s.accepted_on is None or s.is_decided or s.request != "new":
            continue
        place = (str(s.accepted_on), quantity.accepted_at(other.acts), other.id)
        if place < own:
            before.append((place, other.number))
    return [number for _, number in sorted(before)]
