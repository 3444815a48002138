"""The query of the search, over the GIN index of `matter.found_by`.

One round trip; a long text that no matter holds two neighbouring terms of is looked up once more by single terms.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connection

from sunhall.catalogue import search as words
from sunhall.kernel.text import TextByLanguage as Text

ENOUGH = 0.6  # the share of what was typed that a matter must hold, of what the best one holds

_COLUMNS = "m.code, m.name, m.type, m.state, m.has_guide, a.code, a.name"
_CANDIDATES = "m.found_by @@ %(candidates)s::tsquery AND m.state IN ('listed', 'published')"
_CLOSEST = """ts_rank('{{0.1, 0.3, 0.7, 1.0}}', m.found_by, %(any)s::tsquery) DESC, length(m.name ->> 'zh-hans'), m.id
LIMIT %(limit)s"""
SQL = f"""
WITH hit AS (
  SELECT m.id, ({{share}})::float8 / {{n}} AS share
  FROM catalogue_matter m
  WHERE {_CANDIDATES}
)
SELECT {_COLUMNS}, hit.share
FROM hit JOIN catalogue_matter m ON m.id = hit.id JOIN people_authority a ON a.id = m.authority_id
WHERE hit.share >= %(enough)s * (SELECT max(share) FROM hit)
ORDER BY m.has_guide DESC, hit.share DESC, {_CLOSEST}
"""  # noqa: S608 - of the constants above
# One term: whatever holds it holds all of it, so that the matters are read once.
ONE_TERM = f"""
SELECT {_COLUMNS}, 1.0::float8
FROM (SELECT * FROM catalogue_matter m WHERE {_CANDIDATES} ORDER BY m.has_guide DESC, {_CLOSEST}) m
JOIN people_authority a ON a.id = m.authority_id
ORDER BY m.has_guide DESC, {_CLOSEST}
"""  # noqa: S608 - of the constants above


@dataclass(frozen=True, slots=True)
class Found:
    """A matter that was found. `share` is how much of what was typed it holds, 0 to 1."""

    code: str
    name: Text
    type: str
    state: str
    has_guide: bool
    authority_code: str
    authority_name: Text
    share: float


def search(text: str, *, language: str, limit: int) -> list[Found]:
    """See `queries.search`. Nothing that can be searched: an empty list."""
    query = words.query(text)
    if not query.terms:
        return []
    rows = _rows(query, query.neighbours, limit) if query.neighbours else []
    rows = rows or _rows(query, query.any_of, limit)
    return [Found(r[0], _words(r[1]), r[2], r[3], r[4], r[5], _words(r[6]), r[7]) for r in rows]


def _rows(query: words.Query, candidates: str, limit: int) -> list[Any]:
    each = query.each
    share = " + ".join(f"(m.found_by @@ %(t{i})s::tsquery)::int" for i in range(len(each)))
    parameters: dict[str, Any] = {f"t{i}": term for i, term in enumerate(each)}
    parameters |= {"candidates": candidates, "any": query.any_of, "enough": ENOUGH, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute((SQL if len(each) > 1 else ONE_TERM).format(share=share, n=len(each)), parameters)
        return list(cursor.fetchall())


def _words(value: Any) -> Text:
    """JSON comes from a bare cursor as text."""
    return Text(json.loads(value) if isinstance(value, str) else value)
