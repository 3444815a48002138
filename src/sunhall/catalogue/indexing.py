"""Keeps the search column of matters. Called by `catalogue.acts` in the transaction that changes a matter."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from sunhall.catalogue import search
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.models import Matter, Synonym


def synonyms() -> dict[str, list[str]]:
    """Everything people say, by the word of the official name."""
    return dict(Synonym.objects.values_list("word", "said"))


def words_of(matter: Matter, content: VersionContent | None) -> search.Words:
    """What a matter can be found by: its name and authority, and what its version says."""
    names = [*matter.name.values()]
    context = [*matter.authority.name.values(), *matter.authority.short_name.values(), *matter.codes.values()]
    if content is None:
        return search.Words(names, [matter.codes.get("group", "")], [str(c) for c in context])
    short = list(content.short_name.values()) if content.short_name else []
    return search.Words(
        names,
        [*short, *content.search.zh, *content.search.en],
        [str(c) for c in context] + [r for result in content.results for r in result.name.values()],
        list(content.guide.summary.values()),
        content.search.pinyin,
    )


def index(entries: Iterable[tuple[int, search.Words]], said: Mapping[str, Sequence[str]]) -> None:
    """Write the search column of matters, in one statement for many."""
    rows = [(search.vector(w, search.said_for([*w.name, *w.aliases], said)), pk) for pk, w in entries]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE catalogue_matter SET found_by = %s::tsvector WHERE id = %s", rows)
