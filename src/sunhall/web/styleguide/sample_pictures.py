"""The sample inputs of the pictures."""

from typing import Any


def all_of_them() -> dict[str, Any]:
    """One of each picture."""
    return {}
