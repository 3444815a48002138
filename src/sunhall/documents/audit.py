"""The re-check of what was issued: files are the bytes their name says, notices are as they were issued, numbers run
without gap or double, services name their proof (Licensing Law arts. 38, 44). For `sunhall audit` only.
"""

import io
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.db import connection
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from sunhall.documents import rules
from sunhall.law.audit import Finding

SHOWN: Final = 5  # of the numbers that a series lacks
_AT_ONCE: Final = 500  # files

# All series in one statement: a number is taken in the transaction of its notice, so that counter and rows agree.
_SERIES: Final = """
SELECT coalesce(n.authority_code, s.authority_code), coalesce(n.kind, s.kind), coalesce(n.year, s.year),
       coalesce(n.held, 0), coalesce(n.numbers, 0), coalesce(n.highest, 0), coalesce(s.last, 0)
FROM (SELECT authority_code, kind, year, count(*) AS held, count(DISTINCT serial) AS numbers, max(serial) AS highest
      FROM documents_notice GROUP BY 1, 2, 3) n
FULL JOIN documents_noticeseries s USING (authority_code, kind, year)
WHERE coalesce(n.held, 0) <> coalesce(s.last, 0) OR n.numbers <> n.held OR n.highest <> n.held
ORDER BY 1, 2, 3
"""
_LACKING: Final = """
SELECT each FROM generate_series(1, %s) each WHERE NOT EXISTS (
  SELECT FROM documents_notice WHERE authority_code = %s AND kind = %s AND year = %s AND serial = each) LIMIT %s
"""
_PAPERS: Final = """
SELECT n.id, n.number, n.check_code, b.content FROM documents_notice n JOIN documents_blob b ON b.sha256 = n.pdf_id
WHERE n.id > %s ORDER BY n.id LIMIT %s
"""
_SERVICES: Final = """
SELECT n.number, s.method, s."on" < n.issued_on, s."on" > (s.at AT TIME ZONE 'Asia/Shanghai')::date,
       s.reference = '' AND s.method NOT IN ('electronic', 'direct')
FROM documents_service s JOIN documents_notice n ON n.id = s.notice_id
WHERE s."on" < n.issued_on OR s."on" > (s.at AT TIME ZONE 'Asia/Shanghai')::date
   OR s.reference = '' AND s.method NOT IN ('electronic', 'direct')
ORDER BY s.id
"""


def damaged(names: Collection[bytes]) -> set[bytes]:
    """Which of these files (by SHA-256) are gone or are not the bytes their name says. One statement."""
    if not names:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p FROM unnest(%s::bytea[]) p LEFT JOIN documents_blob b ON b.sha256 = p"
            " WHERE b.sha256 IS NULL OR sha256(b.content) <> b.sha256",
            [list(names)],
        )
        return {bytes(row[0]) for row in cursor.fetchall()}


def lacks(kind: str, data: Mapping[str, Any]) -> list[str]:
    """The fields that a stored notice should carry and does not."""
    return [remark.field for remark in rules.check(kind, data)] if kind in rules.REQUIRED else ["kind"]


def is_as_issued(kind: str, number: str, serial: int, year: int, data: Mapping[str, Any], digest: str) -> bool:
    """The digest is of this number and these data, and the number is that of its series and serial."""
    if kind not in rules.REQUIRED or rules.digest(kind, number, data) != digest:
        return False
    return rules.number(kind, str(data.get("authority_short") or ""), date(year, 1, 1), serial) == number


def findings(*, files: bool = False) -> Iterator[Finding]:
    """What no single case shows: series of numbers and services; with `files` also every file that was handed in, and
    what each notice says on paper."""
    yield from _series()
    yield from _services()
    if files:
        yield from _files()
        yield from _misprinted()


def _series() -> Iterator[Finding]:
    """Numbers are given from one on, each once: a notice that was taken away leaves a gap."""
    with connection.cursor() as cursor:
        cursor.execute(_SERIES)
        for authority, kind, year, held, numbers, highest, last in cursor.fetchall():
            series = f"{authority} {kind} {year}"
            if numbers < held:
                yield Finding("number_given_twice", "principle", 0, {"series": series})
            end = max(highest, last)
            if numbers < end:
                cursor.execute(_LACKING, [end, authority, kind, year, SHOWN])
                lacking = [row[0] for row in cursor.fetchall()]
                told = {"series": series, "missing": end - numbers, "first": json.dumps(lacking)}
                yield Finding("number_missing", "principle", 0, told)
            elif last != highest:
                yield Finding("number_not_counted", "principle", 0, {"series": series, "last": last})


def _services() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(_SERVICES)
        for number, method, early, ahead, unproved in cursor.fetchall():
            told = {"notice": number, "method": method}
            codes = {"served_before_issued": early, "served_in_the_future": ahead, "service_without_proof": unproved}
            yield from (Finding(code, "ALL/44", 0, told) for code, wrong in codes.items() if wrong)


def says(pdf: bytes, words: Iterable[str]) -> bool:
    """Whether a PDF that was made here has all these words in its text, wherever its lines break."""
    try:
        told = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
    except (PyPdfError, ValueError):
        return False
    return all("".join(each.split()) in told for each in words)


def _misprinted() -> Iterator[Finding]:
    """The paper of each notice carries the notice's own number and check code: it is not that of another."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_PAPERS, [last, _AT_ONCE // 10])
            rows = cursor.fetchall()
        for _, number, code, pdf in rows:
            if not says(bytes(pdf), (number, code)):
                yield Finding("notice_misprinted", "principle", 0, {"notice": number})
        if not rows:
            return
        last = rows[-1][0]


def _files() -> Iterator[Finding]:
    """Every stored file, by its name; content is read by the database and does not leave it."""
    last = b""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sha256, sha256(content) = sha256 FROM documents_blob WHERE sha256 > %s ORDER BY 1 LIMIT %s",
                [last, _AT_ONCE],
            )
            rows = cursor.fetchall()
        for name, whole in rows:
            if not whole:
                yield Finding("file_altered", "principle", 0, {"sha256": bytes(name).hex()})
        if not rows:
            return
        last = bytes(rows[-1][0])
