"""The audit trail of people: what an administrator's change was, before and after. Written in the change's transaction.

Callers: `people.acts`, `people.staff` and whoever changes what they own; `past` and `then` are for the re-check. Rows
are never changed (trigger).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.forms.models import model_to_dict

from sunhall.people.models import Change


def plain(row: models.Model) -> dict[str, Any]:
    """A row as JSON-ready values, without secrets."""
    told = model_to_dict(row, exclude=["password"])
    return {
        "id": row.pk,
        **{k: v if isinstance(v, dict | list | int | bool | None) else str(v) for k, v in told.items()},
    }


def audit(action: str, row: models.Model, *, before: dict[str, Any] | None, by: int | None, at: datetime) -> None:
    """Leave the change row of an added, changed or ended row. Inside the transaction of the change."""
    Change.objects.create(
        at=at,
        by_id=by,
        what=type(row).__name__.lower(),
        ref=str(row.pk),
        action=action,
        before=before,
        after=plain(row),
    )


def note_change(
    *,
    what: str,
    ref: str,
    action: str,
    by: int | None,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Leave a change row for something that is not one row of a table: a password reset, an import, a job run again."""
    Change.objects.create(at=at, by_id=by, what=what, ref=ref[:64], action=action, before=before, after=after)


Past = Mapping[int, Sequence[tuple[datetime, Any]]]  # row → (when one column was changed, what it was before)


def past(what: str, column: str) -> Past:
    """How one column of the rows of a table was changed, the oldest change first. One query; rows never changed are
    left out."""
    rows = Change.objects.filter(what=what, action="change").order_by("at", "id")
    found: dict[int, list[tuple[datetime, Any]]] = {}
    for ref, at, before, after in rows.values_list("ref", "at", f"before__{column}", f"after__{column}"):
        if before != after and ref.isdecimal():
            found.setdefault(int(ref), []).append((at, before))
    return found


def then(changed: Past, pk: int, at: datetime, now: Any) -> Any:
    """What the column was at an instant: what the next change replaced, else what it is now."""
    return next((before for when, before in changed.get(pk, ()) if at < when), now)
