"""The folds of stored cases, many at once: the one reading from rows to standings. For whoever in `cases` needs how
files stand as recorded, without the clock of today (`clocks.as_of` adds what silence has done)."""

from collections.abc import Collection
from itertools import groupby
from operator import itemgetter

from sunhall.cases.models import Act
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.standing import ActRow, Standing

_COLUMNS = ("case_id", "seq", "kind", "on", "at", "officer_id", "party_id", "authority_id", "payload")


def acts(case_ids: Collection[int]) -> dict[int, list[ActRow]]:
    """The acts of these cases in their order; an empty list for one without any. One query."""
    found: dict[int, list[ActRow]] = {case_id: [] for case_id in case_ids}
    if not found:
        return {}
    rows = Act.objects.filter(case_id__in=list(found)).order_by("case_id", "seq").values_list(*_COLUMNS)
    for case_id, own in groupby(rows.iterator(chunk_size=5000), key=itemgetter(0)):
        found[case_id] = [ActRow(*row[1:]) for row in own]
    return found


def of(case_ids: Collection[int]) -> dict[int, Standing]:
    """How these cases stand, as recorded. All acts together: a rectification is read back into the earlier ones."""
    return {case_id: fold(rows) for case_id, rows in acts(case_ids).items()}
