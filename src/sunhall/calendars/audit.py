"""The re-check of the holiday notices that were loaded: each counts the days that its own text names, and no load is
missing. For `sunhall audit` only: every limit of the law is counted on them (Licensing Law art. 82)."""

import hashlib
from collections.abc import Iterator

from sunhall.calendars import queries
from sunhall.calendars.models import Load
from sunhall.law.audit import Finding
from sunhall.law.notices import BadNotice, parse_notice
from sunhall.people import audit as people


def findings() -> Iterator[Finding]:
    """Loads that are not numbered from one on, and notices whose days or text are not as they were handed in and
    entered in the list of changes."""
    loads = list(Load.objects.select_related("notice").order_by("version"))
    if [load.version for load in loads] != list(range(1, len(loads) + 1)):
        yield Finding("load_missing", "ALL/82", 0, {"loads": [load.version for load in loads]})
    entered = people.entered("calendar", "digest")
    for load in loads:
        row = load.notice
        whole = hashlib.sha256(row.text.encode()).hexdigest() == row.digest and row.digest in entered
        if not whole or not _counts_what_it_says(queries.as_law(row), row.text):
            yield Finding("calendar_altered", "ALL/82", 0, {"load": load.version, "year": row.year})


def _counts_what_it_says(stored: object, text: str) -> bool:
    try:
        told = parse_notice(text, "notice")
    except BadNotice:
        return False
    counted = (getattr(stored, name) for name in ("year", "off", "work"))
    return all(a == b for a, b in zip(counted, (told.year, told.off, told.work), strict=True))
