"""Values every part of a version is made of: facts (perhaps set by the city), periods, provisions."""

from dataclasses import dataclass, field
from typing import Any

from sunhall.kernel.text import TextByLanguage as Text


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of the file (`param` empty), or one the city set (`param`, `source`, `since` filled)."""

    value: Any
    param: str = ""
    unit: str = ""
    source: Text | None = None
    mark: str = "sure"
    since: str = ""

    @property
    def set_by_city(self) -> bool:
        return bool(self.param)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __int__(self) -> int:
        return int(self.value)


NO = Fact(False)
NOTHING = Fact("")
ZERO = Fact(0)


@dataclass(frozen=True, slots=True)
class Period:
    amount: Fact = field(metadata={"key": "days"})
    unit: str = "calendar_day"

    @property
    def days(self) -> int:
        return int(self.amount)


@dataclass(frozen=True, slots=True)
class Basis:
    """One provision. `level` ranks the document; `founds` says for what it is the basis."""

    id: str
    law: Text
    article: Text
    level: str
    founds: tuple[str, ...]
    mark: str
    number: Text | None = None
    text: Text | None = None
    url: str = ""
    valid_from: str = ""
    valid_to: str = ""
    superseded_by: str = ""
    temporary_until: str = ""

    def cited(self, language: str) -> str:
        """The citation in one line: title, article."""
        if language.startswith("zh"):
            return f"《{self.law.into(language)}》{self.article.into(language)}"
        return f"{self.law.into(language)}, {self.article.into(language)}"
