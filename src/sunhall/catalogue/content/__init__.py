"""What a version of a matter says, as frozen values: the guide, form, procedure, limits, fees and results.

`read(document)` makes a `VersionContent` from the canonical document stored with a version. Pure; anybody may use it.
Words are `TextByLanguage`; conditions (`when`, `cel`, `formula`) are CEL sources evaluated by `catalogue.rules`.
A value the city sets is a `Fact` that remembers its parameter, source and mark.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sunhall.catalogue.content.asks import Form, GuideText, Material, Outcome, Question, Remedies, SearchWords
from sunhall.catalogue.content.course import (
    AfterGrant,
    Fee,
    Intake,
    Lane,
    Limit,
    Limits,
    Modes,
    Procedure,
    Result,
    SpecialProcedure,
    Step,
)
from sunhall.catalogue.content.decode import decode
from sunhall.catalogue.content.limits import Terms, terms
from sunhall.catalogue.content.values import NO, Basis, Fact
from sunhall.kernel.text import TextByLanguage as Text

CASE_TYPES = {"instant": "1", "committed": "2", "other": "9"}  # GB/T 39046 A.6


@dataclass(frozen=True)
class VersionContent:
    """Everything one version of a matter says. Immutable; cached by version id."""

    code: str
    name: Text
    type: str
    level: str
    authority: str
    service_objects: tuple[str, ...]
    search: SearchWords
    guide: GuideText
    basis: tuple[Basis, ...]
    materials: tuple[Material, ...]
    form: Form
    intake: Intake
    procedure: Procedure
    limits: Limits = field(metadata={"key": "terms"})
    fees: tuple[Fee, ...] = ()
    results: tuple[Result, ...] = ()
    remedies: Remedies = field(default_factory=lambda: Remedies(Text(), Text(), Text(), Text()))
    free_by: tuple[str, ...] = ()
    short_name: Text | None = None
    licence_category: str = ""
    safety_related: Fact = NO  # directly concerns public safety, health, life or property (Licensing Law arts. 78, 79)
    accepting: str = ""
    region: str = ""
    national_code: str = ""
    topics: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    channels: tuple[str, ...] = ("window",)
    visits: int | None = None
    outcomes: tuple[Outcome, ...] = ()
    questions: tuple[Question, ...] = ()
    modes: Modes = field(default_factory=Modes)
    after_grant: AfterGrant = field(default_factory=AfterGrant)
    parameters: Mapping[str, Fact] = field(default_factory=dict)  # every parameter the CEL sources may name

    @property
    def case_type(self) -> str:
        """GB/T 39046 A.6: 1 instant, 2 committed, 9 other."""
        return CASE_TYPES[self.procedure.case_type]

    @cached_property
    def terms(self) -> Terms:
        """The limits as terms of law. Where the promise cites nothing it rests on the list of the city."""
        limits = self.limits
        issue = self.limit_cited(limits.issue) if limits.issue else ""
        return terms(limits, (self.limit_cited(limits.decision), self.limit_cited(limits.promised), issue))

    def limit_cited(self, limit: Limit, language: str = "zh-hans") -> str:
        """Where a limit stands, in a language; one that cites nothing rests on the list of the city."""
        source = limit.amount.source
        return self.cited(limit.basis, language) or (source.into(language) if source else "")

    @property
    def lanes(self) -> tuple[Lane, ...]:
        return self.procedure.lanes

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.procedure.steps

    @property
    def special_procedures(self) -> tuple[SpecialProcedure, ...]:
        return self.procedure.special_procedures

    @property
    def is_licence(self) -> bool:
        return self.type == "01"

    def provision(self, id: str) -> Basis | None:  # noqa: A002 - the name the format uses
        return next((b for b in self.basis if b.id == id), None)

    def material(self, id: str) -> Material | None:  # noqa: A002
        return next((m for m in self.materials if m.id == id), None)

    def cited(self, ids: tuple[str, ...], language: str = "zh-hans") -> str:
        """The citations of several provisions in one line."""
        found = [b.cited(language) for b in map(self.provision, ids) if b]
        return ("；" if language.startswith("zh") else "; ").join(found)


def read(document: Mapping[str, Any]) -> VersionContent:
    """The content of a canonical document (`catalogue_version.content`). ValueError where it does not fit."""
    return decode(VersionContent, document)
