"""Reads about authorities: what they are called, and which stands above which."""

from collections.abc import Iterable

from sunhall.kernel.text import TextByLanguage
from sunhall.people.models import Authority


def names(ids: Iterable[int]) -> dict[int, TextByLanguage]:
    """What authorities are called, by id. One query."""
    rows = Authority.objects.filter(pk__in=set(ids)).values_list("pk", "name")
    return {pk: TextByLanguage(name) for pk, name in rows}


def superior_of(authority_id: int) -> int | None:
    """The authority above it in its line of work (Licensing Law art. 69); null for none."""
    return Authority.objects.values_list("superior_id", flat=True).get(pk=authority_id)


def superiors() -> dict[int, int | None]:
    """Every authority with the one above it. One query."""
    return dict(Authority.objects.values_list("pk", "superior_id"))


def chain(authority_id: int | None) -> list[int]:
    """An authority and those above it, one after the other; each once. One query."""
    above, found = superiors(), list[int]()
    while authority_id is not None and authority_id not in found:
        found.append(authority_id)
        authority_id = above.get(authority_id)
    return found
