"""Printing notices that were issued: several as one PDF, with a mark on each page of what was printed before.

Called by `documents.acts.print_set`. The stored PDF is never changed: the mark is laid over a copy.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count
from pypdf import PageObject, PdfReader, PdfWriter

from sunhall.documents import render
from sunhall.documents.models import Blob, Notice, NoticePrint
from sunhall.kernel.refused import NotFound


def by_staff(notice_ids: Iterable[int]) -> dict[int, int]:
    """How often each notice was printed by staff. What an applicant opens is no print of the office."""
    rows = NoticePrint.objects.filter(notice_id__in=list(notice_ids), by__officer__isnull=False)
    return dict(rows.values("notice_id").annotate(times=Count("id")).values_list("notice_id", "times"))


def merged(wanted: Sequence[tuple[int, int]], *, on: date) -> bytes:
    """One PDF of (notice, how manieth print it is); from the second on each page says so. NotFound: unknown."""
    held = Notice.objects.in_bulk([number for number, _ in wanted])
    content = dict(Blob.objects.filter(pk__in=[n.pdf_id for n in held.values()]).values_list("pk", "content"))
    content = {bytes(key): bytes(body) for key, body in content.items()}
    writer = PdfWriter()
    for number, times in wanted:
        if number not in held:
            raise NotFound
        first = len(writer.pages)
        writer.append(io.BytesIO(content[bytes(held[number].pdf_id)]), outline_item=held[number].number)
        if times > 1:
            mark = _mark(times, on)
            for page in writer.pages[first:]:
                page.merge_page(mark)
    writer.add_metadata({"/Title": " · ".join(held[number].number for number, _ in wanted)[:500]})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _mark(times: int, on: date) -> PageObject:
    """A page that holds nothing but the mark: 补打 第2次 2026-03-20 / Reprint 2."""
    made = render.pdf("documents/reprint_mark", {"date": on, "times": times})
    return PdfReader(io.BytesIO(made)).pages[0]
