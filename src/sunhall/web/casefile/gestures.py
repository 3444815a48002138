"""What every form of an act carries: the key that makes a double click one act, and how much of the file was seen."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Gesture:
    """`key` as posted, or a new one for a fresh form; `seen` the number of acts the person saw, null if not told."""

    key: uuid.UUID
    seen: int | None


def fresh(seen: int) -> Gesture:
    """For a form shown for the first time."""
    return Gesture(uuid.uuid4(), seen)


def posted(request: HttpRequest) -> Gesture:
    """The gesture of a posted form. What is not a key or a number counts as not told."""
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        key = uuid.uuid4()
    seen = request.POST.get("seen", "")
    return Gesture(key, int(seen) if seen.isdecimal() and len(seen) < 10 else None)
