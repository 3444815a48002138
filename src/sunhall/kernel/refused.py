"""Refusals: what the law or the house does not allow, told by a code. Words are the edge's business."""

from collections.abc import Mapping
from typing import Any


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """An expected "no". `code` names the rule or condition, `facts` are what its sentence needs."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, Any] = facts

    def __str__(self) -> str:
        return f"{self.code} {dict(self.facts)}" if self.facts else self.code


class NotFound(Exception):  # noqa: N818 - what one may not see does not exist
    """The thing is not there, or not there for this actor. The edge answers 404 to both."""
