"""What is wrong with a file, told with file, line, field, and what to do."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from sunhall.catalogue import wording


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. `field` is the path inside the file, as `materials.layout.basis`."""

    file: str
    line: int
    field: str
    code: str
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)
    blocks: bool = True  # False: worth knowing, stops nothing

    @property
    def message(self) -> str:
        return wording.sentence(self.code, self.facts)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"


class Unusable(Exception):  # noqa: N818 - an answer about the file, not a failure of ours
    """The file cannot be used; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems[:3])))
        self.problems = problems
