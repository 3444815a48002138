"""Pure rules about people: masking of personal data, and who may act for whom.

Masking follows the practice recorded for public pages (PIPL arts. 6 and 51): a public page never shows an
ID number, a telephone number or an address; a name keeps its first character only.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from sunhall.kernel.text import TextByLanguage

SCOPES: Final = ("submit", "correct", "receive", "withdraw")
LOGIN: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{2,59}"  # what a member of staff signs in with


def called(name: str, name_en: str = "") -> TextByLanguage:
    """How a member of staff is called: by her name, and on English pages by its English form where she has one."""
    return TextByLanguage({"zh-hans": name, "en": name_en})


def masked_name(name: str, *, is_person: bool) -> str:
    """`李小明` → `李**`; names of organisations are public and stay as they are."""
    if not is_person or not name:
        return name
    if name[0].isascii():
        return " ".join(part[0] + "*" * (len(part) - 1) for part in name.split())
    return name[0] + "*" * (len(name) - 1)


def masked_id(number: str) -> str:
    """First 3 and last 2 characters stay for numbers of 8 or more, nothing of shorter ones."""
    return number[:3] + "*" * (len(number) - 5) + number[-2:] if len(number) >= 8 else "*" * len(number)


def masked_phone(phone: str) -> str:
    """`13800138000` → `138****8000`."""
    return phone[:3] + "****" + phone[-4:] if len(phone) >= 8 else "*" * len(phone)


def masked_email(email: str) -> str:
    """`li@example.com` → `l*@example.com`."""
    name, at, host = email.partition("@")
    return f"{name[:1]}{'*' * max(1, len(name) - 1)}{at}{host}" if email else ""


Span = tuple[datetime, datetime | None]  # an open end is None


def lies_within(inner: Span, outer: Span) -> bool:
    """A substitute stands in for a holder only while the holder's own power lasts (Licensing Law art. 24)."""
    if inner[0] < outer[0]:
        return False
    return outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])


def password_from(draw: Callable[[str], str]) -> str:
    """A one-time password a person can read out: four groups of four, without letters that look like figures.

    `draw` picks one character of an alphabet, each as likely as the others. About 79 bits.
    """
    return "-".join("".join(draw("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(4)) for _ in range(4))
