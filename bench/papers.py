"""The notices and certificates of seeded cases: complete, numbered without gaps, with their digests. For `bench.seed`.

`owed` says what the acts of a case owe; `numbered` gives a chunk of them their numbers, from the counters that the
house itself counts by. What a notice says is filler, but for who, when and which case.
"""

import functools
import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

CERTIFICATES = "示范证{seq:10}"
Row = tuple[Any, ...]


class Owed(NamedTuple):
    """A notice before it has its number."""

    matter: str
    authority: str
    kind: str
    case: int
    case_number: str
    act: int
    on: date
    at: datetime
    pdf: bytes


@functools.cache
def _filler(authority: str, matter: str, kind: str) -> tuple[str, str]:
    """What notices of this kind say, in canonical JSON with marks for the day and the case; and the short name."""
    from sunhall.catalogue.models import Matter
    from sunhall.documents import rules
    from sunhall.people.models import Authority

    who = Authority.objects.get(code=authority)
    short = str(who.short_name.get("zh-hans") or who.name["zh-hans"])
    known = {"date": "@day", "case_number": "@case", "authority": who.name, "authority_short": short}
    said: dict[str, Any] = {**known, "matter": Matter.objects.get(code=matter).name}
    for need in rules.REQUIRED[rules.Kind(kind)]:
        if need.field not in said and need.when is None:
            row = dict.fromkeys(need.each, "示范")
            said[need.field] = [row] * need.at_least if need.each else "示范"
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")), short


def numbered(notices: Sequence[Owed]) -> Iterator[Row]:
    """The rows of these notices, in the order of `bench.seed.COLUMNS`."""
    from sunhall.documents import rules

    next_of = _taken([(n.authority, n.kind, n.on.year) for n in notices])
    for n in notices:
        series = (n.authority, n.kind, n.on.year)
        next_of[series] += 1
        serial, (text, short) = next_of[series], _filler(n.authority, n.matter, n.kind)
        number = rules.number(n.kind, short, n.on, serial)
        data = text.replace("@day", n.on.isoformat()).replace("@case", n.case_number)
        digest = hashlib.sha256(f'{{"data":{data},"kind":"{n.kind}","number":"{number}"}}'.encode()).hexdigest()
        yield (*series, serial, number, n.case, n.act, data, digest, f"{n.act:016X}", n.pdf, n.on, n.at)


def _taken(wanted: Sequence[tuple[str, str, int]]) -> dict[tuple[str, str, int], int]:
    """For each series the last number before those that this chunk takes. One short transaction, series in order."""
    counts = dict.fromkeys(sorted(set(wanted)), 0)
    for series in wanted:
        counts[series] += 1
    with transaction.atomic(), connection.cursor() as cursor:
        for series, count in counts.items():
            cursor.execute(
                "INSERT INTO documents_noticeseries AS s (authority_code, kind, year, last) VALUES (%s, %s, %s, %s)"
                " ON CONFLICT (authority_code, kind, year) DO UPDATE SET last = s.last + EXCLUDED.last RETURNING last",
                [*series, count],
            )
            counts[series] = cursor.fetchone()[0] - count
    return counts


def issued(certificates: Sequence[Row]) -> Iterator[Row]:
    """Rows of certificates with their serial and number put in after the id and the series."""
    from sunhall.certificates import rules

    if not certificates:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO certificates_certificateseries AS s (series, last) VALUES (%s, %s)"
            " ON CONFLICT (series) DO UPDATE SET last = s.last + EXCLUDED.last RETURNING last",
            [CERTIFICATES, len(certificates)],
        )
        last = cursor.fetchone()[0] - len(certificates)
    for serial, (number, *rest) in enumerate(certificates, last + 1):
        yield (number, rules.number(CERTIFICATES, serial), CERTIFICATES, serial, *rest)
