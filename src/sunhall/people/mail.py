"""Reads of messages that go out by e-mail, for the job that sends them."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from sunhall.people.models import Message


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that is to go out by e-mail."""

    code: str
    facts: dict[str, Any]
    language: str
    address: str


def letter(message_id: int) -> Letter | None:
    """The e-mail of a message; None when it went already or there is no address."""
    row = Message.objects.select_related("user__party", "party").filter(pk=message_id, emailed_at=None).first()
    if row is None:
        return None
    if row.user is None:
        written = row.party.email if row.party else ""
        return Letter(row.code, row.facts, settings.LANGUAGE_CODE, written) if written else None
    party_email = row.user.party.email if hasattr(row.user, "party") else ""
    address = row.user.email or party_email
    return Letter(row.code, row.facts, row.user.language, address) if address else None
