"""What a version tells and asks: guide texts, conditions, questions, materials and the form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sunhall.catalogue.content.values import NO, NOTHING, Fact
from sunhall.kernel.text import TextByLanguage as Text

MEGABYTES = Fact(20)


@dataclass(frozen=True, slots=True)
class Condition:
    id: str
    text: Text
    basis: tuple[str, ...]
    when: str = ""
    mark: str = "sure"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer that ends the questions: not required, file instead, another matter, another authority."""

    id: str
    kind: str
    when: str
    reason: Text
    instead: Text
    basis: tuple[str, ...]
    matter: str = ""
    mark: str = "sure"


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    text: Text
    type: str = "choice"
    hint: Text | None = None
    options: Mapping[str, Text] = field(default_factory=dict)
    when: str = ""
    unit: Text | None = None
    min: float | None = None
    max: float | None = None


@dataclass(frozen=True, slots=True)
class Sharing:
    """`fetched`: always (never asked of the applicant) or when_found (asked only if it cannot be fetched)."""

    source: Text
    fetched: str


@dataclass(frozen=True, slots=True)
class Material:
    id: str
    name: Text
    why: Text
    basis: tuple[str, ...]
    issuer: Any  # "applicant" or Text
    form: str = "original"
    made_from: str = ""
    copies: int = 1
    sharing: Sharing | None = None
    tolerable: Fact = NO
    optional: bool = False
    standard: Text | None = None
    sample: Text | None = None
    blank: Text | None = None
    accept: tuple[str, ...] = ("pdf", "jpg", "png")
    max_mb: Fact = MEGABYTES
    max_files: int = 10
    replaced_by_commitment: bool = False
    when: str = ""
    mark: str = "sure"

    @property
    def asked(self) -> bool:
        """Whether the applicant hands it in; else it is fetched by data sharing or made from the form."""
        return not self.made_from and not (self.sharing and self.sharing.fetched == "always")


@dataclass(frozen=True, slots=True)
class Check:
    cel: str
    message: Text
    level: str = "error"
    basis: tuple[str, ...] = ()
    mark: str = "sure"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form, or a column of a table field (`columns` empty then)."""

    id: str
    label: Text
    type: str
    hint: Text | None = None
    optional: bool = False
    when: str = ""
    options: Mapping[str, Text] = field(default_factory=dict)
    unit: Text | None = None
    decimals: int = 0
    min: Fact | None = None
    max: Fact | None = None
    min_length: int = 0
    max_length: int | None = None
    pattern: str = ""
    pattern_message: Text | None = None
    checks: tuple[Check, ...] = ()
    default: Any = None
    prefill: str = ""
    computed: str = ""
    computed_when: str = ""
    cel: str = ""
    id_type_field: str = ""
    only_allowed_modes: bool = False
    columns: tuple["Field", ...] = ()
    min_rows: int = 0
    max_rows: int = 50
    accept: tuple[str, ...] = ()
    max_mb: int = 20
    block: str = ""
    mark: str = "sure"
    basis: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        return not self.optional and self.type != "computed"

    @property
    def longest(self) -> int:
        return self.max_length or (2000 if self.type == "long_text" else 200)


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    title: Text
    fields: tuple[Field, ...]
    intro: Text | None = None
    when: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    pages: tuple[Page, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(f for page in self.pages for f in page.fields)

    def field(self, id: str) -> Field | None:  # noqa: A002 - the name the format uses
        return next((f for f in self.fields if f.id == id), None)


@dataclass(frozen=True, slots=True)
class Answered:
    q: Text
    a: Text


@dataclass(frozen=True, slots=True)
class Quantity:
    """The quantity limit; `text` is None where there is none (printed as such, Licensing Law art. 30)."""

    text: Text | None = None
    basis: tuple[str, ...] = ()
    mark: str = "sure"
    fact: Fact | None = None
    number: Fact | None = None  # how many licences there are; null where the text alone limits (art. 57)


@dataclass(frozen=True, slots=True)
class GuideText:
    summary: Text
    who: tuple[Text, ...]
    conditions: tuple[Condition, ...]
    quantity: Quantity
    where: Fact
    hours: Fact = field(metadata={"key": "when"})
    complaint: Fact = NOTHING
    consultation: Fact | None = None
    duties: tuple[Text, ...] = ()
    faq: tuple[Answered, ...] = ()
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchWords:
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    pinyin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedies:
    reconsideration: Text
    litigation: Text
    inaction: Text
    compensation: Text
    reconsideration_first: bool = False  # only after it may one sue (Administrative Reconsideration Law art. 23)
