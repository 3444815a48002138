"""Matters as rows of a public list: name, who decides, promised days, fee, online or at the hall."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sunhall.catalogue import queries as catalogue
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.queries import Found, MatterRow
from sunhall.kernel.text import TextByLanguage as Text
from sunhall.people import queries as people
from sunhall.web.public import phrases


@dataclass(frozen=True, slots=True)
class Row:
    """A matter in a list. A listed one has no guide: `phone` says where to ask, empty where we know no number."""

    code: str
    name: Text
    authority: Text
    authority_code: str
    has_guide: bool
    summary: Text
    promised: str = ""
    fee: str = ""
    channels: str = ""
    phone: str = ""


def rows(found: Iterable[Found | MatterRow], *, on: date) -> list[Row]:
    """The rows, guides first, otherwise as they came. One query for the guides' contents, one for telephones."""
    matters = list(found)
    contents = catalogue.in_force([m.code for m in matters if m.has_guide], on=on)
    phones = {}
    if any(m.code not in contents for m in matters):
        phones = {a.code: a.phone for a in people.authorities()}
    made = [_row(m, contents.get(m.code), phones.get(m.authority_code, "")) for m in matters]
    return sorted(made, key=lambda row: not row.has_guide)


def _row(m: Found | MatterRow, content: VersionContent | None, phone: str) -> Row:
    if content is None:
        return Row(m.code, m.name, m.authority_name, m.authority_code, False, Text(), phone=phone)
    return Row(
        m.code,
        content.name,
        m.authority_name,
        m.authority_code,
        True,
        content.guide.summary,
        phrases.length(content.limits.promised),
        phrases.fee(content),
        phrases.channels(content),
    )
