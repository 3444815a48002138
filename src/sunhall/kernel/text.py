"""Text that people enter in several languages: a map from language code to words, with a fallback order."""

from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("zh-hans", "en")


class TextByLanguage(dict[str, str]):
    """`{"zh-hans": "食品经营许可", "en": "Food licence"}`. Chinese is the legal text, English its companion."""

    def __init__(self, words: Mapping[str, str] | str | None = None) -> None:
        super().__init__({"zh-hans": words} if isinstance(words, str) else (words or {}))

    def into(self, language: str) -> str:
        """The words in `language`, else in the first language that has any, else an empty string."""
        for code in (language, *LANGUAGES):
            if self.get(code):
                return self[code]
        return ""
