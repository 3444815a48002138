"""Notices read back as people read them: the text of their PDF, and what of the required fields stands in it."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pypdf import PdfReader

from sunhall.documents import queries as documents
from sunhall.documents.models import Notice
from sunhall.documents.rules import REQUIRED, Kind

# Codes that choose the words of a paper, and what a number is made of: not printed as they stand.
CHOOSES: Final = frozenset({"authority_short", "ground", "reconsideration_first"})
_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def squeezed(words: str) -> str:
    return "".join(words.split())


def text_of(notice: Notice) -> str:
    """The words of the PDF without blanks."""
    pdf = b"".join(documents.notice_content(notice.pk).chunks)
    pages = PdfReader(io.BytesIO(pdf)).pages
    return squeezed("".join(page.extract_text() for page in pages)).replace("\u200b", "")


def lacking(notice: Notice) -> list[str]:
    """The required fields whose value cannot be read on the paper, in Chinese as in English."""
    text = text_of(notice)
    needs = [n for n in REQUIRED[Kind(notice.kind)] if n.field not in CHOOSES and (not n.when or n.when(notice.data))]
    return [
        f"{need.field}: {said}"
        for need in needs
        for said in _said(notice.data.get(need.field), need.each)
        if squeezed(said) not in text
    ]


def _said(value: Any, each: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, list):
        for row in value:
            for part in each:
                yield from _said(row[part], ())
    elif isinstance(value, Mapping):
        for said in value.values():
            yield from _said(said, ())
    elif value not in (None, "", True, False):
        told = str(value)
        yield "{}年{}月{}日".format(*map(int, day.groups())) if (day := _DAY.match(told)) else told
