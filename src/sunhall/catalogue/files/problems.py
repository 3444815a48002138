"""What is wrong with a file, told with file, line, field, and what to do."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SENTENCES = {
    "not_yaml": _("This is not YAML: %(detail)s. Check the indentation, and put words that hold “: ” or “ #” in quotes."),
    "too_large": _("The file is larger than %(limit)s. A matter needs far less; check that this is the right file."),
    "duplicate_key": _("“%(key)s” stands here twice. Keep one of them."),
    "missing_key": _("“%(key)s” is missing. Add it."),
    "unknown_key": _("“%(key)s” is not known here. Did you mean “%(guess)s”? Known: %(known)s."),
    "not_one_of": _("“%(value)s” is not possible here. Choose one of: %(known)s."),
    "not_both_languages": _("Both languages are needed here. Write it as 中文 || English."),
    "wrong_type": _("This must be %(wanted)s."),
    "wrong_pattern": _("“%(value)s” does not have the required shape (%(pattern)s)."),
    "too_few": _("At least %(count)s is needed here."),
    "wrong_value": _("This value does not fit: %(detail)s."),
    "wrong_shape": _("This does not fit any of the allowed shapes. See the reference of the matter file."),
    "unknown_parameter": _("The city has no parameter “%(name)s” in force on %(on)s. Add it to the city's parameters, with its source."),
    "parameter_clash": _("The parameter “%(name)s” is also set in %(other)s. Keep one."),
    "unknown_block": _("There is no shared block “%(name)s”. Known: %(known)s."),
    "unknown_shared": _("There is nothing shared under “%(name)s”. Known: %(known)s."),
    "unknown_authority": _("There is no authority “%(name)s”. Add it to the authorities file, or correct the code."),
    "file_name": _("The code “%(code)s” is also used by %(other)s. Each matter needs its own code."),
    "cannot_read": _("The file cannot be read: %(detail)s."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. `field` is the path inside the file, as `materials.layout.basis`."""

    file: str
    line: int
    field: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    sentence: str = ""  # already worded (findings of the gate)
    blocks: bool = True  # False: worth knowing, stops nothing

    @property
    def message(self) -> str:
        return self.sentence or gettext(SENTENCES[self.code]) % self.facts

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"


class Unusable(Exception):  # noqa: N818 - an answer about the file, not a failure of ours
    """The file cannot be used; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems[:3])))
        self.problems = problems
