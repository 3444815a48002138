"""The re-check of the powers, posts and interests that acts rest on: each row stands as the list of changes left it
(Licensing Law arts. 5, 22-25). For `sunhall audit` only.

A power that was widened or moved back behind the house's back would make every act done by it look lawful; the list of
changes is a second record of it.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.db import models

from sunhall.law.audit import Finding
from sunhall.people.changes import plain
from sunhall.people.models import Authority, Change, Grant, Interest, Officer

_KEPT: Final[Mapping[str, tuple[type[models.Model], str, tuple[str, ...]]]] = {
    "grant": (Grant, "ALL/22", ("holder", "authority", "power", "matter_code", "source", "substitute_for", "valid")),
    "officer": (Officer, "ALL/24", ("user", "authority", "role")),
    "authority": (Authority, "ALL/69", ("code", "superior", "nature")),
    "interest": (Interest, "ALL/5", ("officer", "party", "declared_at", "ended_at")),
}


def findings() -> Iterator[Finding]:
    """Rows that nobody entered, that differ from their last change, or that are gone though nobody ended them."""
    for what, (model, article, columns) in _KEPT.items():
        left = _left(what)
        there = {str(row.pk): plain(row) for row in model._default_manager.order_by("pk")}
        for ref, row in there.items():
            after = left.get(ref)
            if after is None:
                yield Finding("never_entered", article, 0, {"what": what, "id": ref})
                continue
            wrong = [c for c in columns if c in after and _told(after[c]) != _told(row[c])]
            if wrong:
                yield Finding("changed_off_the_list", article, 0, {"what": what, "id": ref, "columns": wrong})
        for ref, after in left.items():
            if after is not None and ref not in there:
                yield Finding("gone_off_the_list", article, 0, {"what": what, "id": ref})


def entered(what: str, column: str) -> set[Any]:
    """Every value that a change of the list has left in a column."""
    return set(Change.objects.filter(what=what).values_list(f"after__{column}", flat=True))


def _left(what: str) -> dict[str, dict[str, Any] | None]:
    """Row → what its last change left; null where it was taken away."""
    rows = Change.objects.filter(what=what).order_by("id").values_list("ref", "after")
    return dict(rows)


def _told(value: Any) -> Any:
    """A value of a change in one spelling: instants and periods in UTC, whatever zone they were told in."""
    if not isinstance(value, str):
        return value
    if value[:1] in "[(" and value[-1:] in ")]":
        return [_instant(part) for part in value[1:-1].split(", ")]
    return _instant(value)


def _instant(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.astimezone(UTC).isoformat() if moment.tzinfo else text
