"""An application held against its matter version: what is asked, what is there, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from sunhall.cases import procedures
from sunhall.cases.models import Application
from sunhall.catalogue import queries as catalogue
from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.course import Result, SpecialProcedure
from sunhall.catalogue.rules import cel, forms
from sunhall.kernel.clock import legal_day
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.procedure import LaneRule, Procedure


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the form, without the draft's own marks."""
    return {k: v for k, v in data.items() if not k.startswith("_")}


MODE: Final = "mode"  # the question of a matter that asks how it is to be handled


def _mode_fields(version: VersionContent) -> list[str]:
    return [f.id for f in version.form.fields if f.only_allowed_modes]


def in_mode(
    version: VersionContent, answers: Mapping[str, Any], data: Mapping[str, Any], mode: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers and data as if this way of handling had been chosen, wherever the matter asks for it."""
    asked = any(question.id == MODE for question in version.questions)
    return {**answers, **({MODE: mode} if asked else {})}, {**data, **dict.fromkeys(_mode_fields(version), mode)}


def _required(narrowed: rules.Narrowed) -> list[str]:
    return [m.item.id for m in narrowed.materials if m.item.asked and not m.item.optional]


@dataclass(frozen=True)
class Content:
    row: Application
    version: VersionContent
    today: date

    @cached_property
    def data(self) -> dict[str, Any]:
        return plain(self.row.data)

    @cached_property
    def narrowed(self) -> rules.Narrowed:
        return self._narrow(self.row.answers, self.data)

    @cached_property
    def in_full(self) -> rules.Narrowed:
        """The case as it would be without the commitment that the applicant chose."""
        return self._narrow(*in_mode(self.version, self.row.answers, self.data, "general"))

    def _narrow(self, answers: Mapping[str, Any], data: Mapping[str, Any]) -> rules.Narrowed:
        kind = self.row.party.kind
        return rules.narrow(self.version, answers, data=data, today=self.today, applicant=kind)

    @property
    def material_ids(self) -> set[str]:
        return {m.item.id for m in self.narrowed.materials}

    @property
    def required_in_full(self) -> list[str]:
        """What this case needs, in the guide's order, whatever the applicant has committed to."""
        return _required(self.in_full)

    @property
    def required_materials(self) -> list[str]:
        """What the applicant must hand in for this case, in the guide's order."""
        return [m for m in _required(self.narrowed) if m not in self.replaced]

    @property
    def chose_commitment(self) -> bool:
        """The applicant chose notification and commitment: in the field of the form that asks, else in the question."""
        asked = [self.data.get(name) for name in _mode_fields(self.version)] + [self.row.answers.get(MODE)]
        told = next((mode for mode in asked if mode), None)
        about = self.row.data.get("_about") or {}
        return told == "commitment" if told else bool(about.get("commitment"))

    @property
    def replaced(self) -> frozenset[str]:
        """What the commitment stands for (materials, steps), if the applicant chose one."""
        return frozenset(self.version.modes.commitment.replaces) if self.chose_commitment else frozenset()

    @property
    def replaced_materials(self) -> list[str]:
        """The materials of this case that the commitment stands for."""
        return [m for m in self.required_in_full if m not in self.required_materials]

    @property
    def modes(self) -> set[str]:
        """The ways in which this very case may be handled: general, tolerance, commitment."""
        return forms.modes(self.version, cel.types(self.version), self._seen)

    @cached_property
    def _seen(self) -> Mapping[str, Any]:
        kind = self.row.party.kind
        return forms.settle(self.version, self.data, self.row.answers, today=self.today, applicant=kind).seen

    @property
    def stopping(self) -> list[SpecialProcedure]:
        """The special procedures that may stop the clock of this very case (Licensing Law art. 45)."""
        names = cel.types(self.version)
        told = [p for p in self.version.special_procedures if p.stops_clock]
        return [p for p in told if cel.holds(names, p.when, self._seen) is not False]

    @property
    def lanes(self) -> list[LaneRule]:
        """The authorities whose opinion or consent this very case needs."""
        lanes = [n.item for n in self.narrowed.lanes]
        return [LaneRule(procedures.authority_id(x.authority), x.days, x.mandatory, x.kind == "consent") for x in lanes]

    @property
    def needs_fact_check(self) -> bool:
        """Whether a step of this very case is done by two officials before the decision (Licensing Law art. 34(3))."""
        return self.needs_fact_check_in("commitment" if self.chose_commitment else "general")

    def needs_fact_check_in(self, mode: str) -> bool:
        """The same for a file that is accepted in this mode. A commitment moves some checks behind the decision."""
        on_commitment = mode == "commitment"
        after = self.version.modes.commitment.replaces if on_commitment else ()
        steps = [n.item for n in (self.narrowed if on_commitment else self.in_full).steps]
        decided = next((n for n, step in enumerate(steps) if step.role == "decider"), len(steps))
        return any(step.officers >= 2 and step.id not in after for step in steps[:decided])

    @property
    def results(self) -> list[Result]:
        """What this very case gets when it is granted, in the guide's order (Licensing Law art. 39).

        A second product that follows a later event is not made with the first.
        """
        names, listed = cel.types(self.version), self.version.results
        now = [r for r in listed if r.issued_after is None or len(listed) == 1]
        return [r for r in now if cel.holds(names, r.when, self._seen) is not False]

    @property
    def own_limit(self) -> dict[str, dict[str, int]]:
        """`{"limit": {"statutory": n, "promised": n}}` where the limits of this very case are not the version's usual
        ones, in their unit; else empty. What an act keeps of it, so that the clock needs no form."""
        usual, narrowed = self.version.limits, self.narrowed
        own = {"statutory": narrowed.decision_days, "promised": narrowed.promised_days}
        return {"limit": own} if own != {"statutory": usual.decision.days, "promised": usual.promised.days} else {}

    @property
    def concerns_others(self) -> bool:
        """Whether this very case directly concerns major interests of others (Licensing Law art. 36)."""
        others = self.version.procedure.interested_parties
        if others is None:
            return False
        return cel.holds(cel.types(self.version), others.when, self._seen) is not False

    def papers(self) -> set[str]:
        return set(self.row.papers.filter(removed_at=None).values_list("material", flat=True))

    def errors(self) -> list[rules.FieldError]:
        """What is wrong with the form. Warnings are told on its pages and stop nobody."""
        found = rules.check_form(
            self.version, self.data, self.row.answers, today=self.today, applicant=self.row.party.kind
        )
        return [error for error in found if error.level != "warning"]

    def refuse_if_incomplete(self, *, papers_too: bool) -> None:
        """Refused `matter_not_required`, `form_incomplete` (facts: errors), `papers_missing` (facts: materials)."""
        if self.narrowed.outcome:
            raise Refused("matter_not_required", outcome=self.narrowed.outcome.id)
        errors = self.errors()
        if errors:
            raise Refused("form_incomplete", errors=errors)
        missing = [m for m in self.required_materials if m not in self.papers()] if papers_too else []
        if missing:
            raise Refused("papers_missing", materials=missing)


def of(row: Application) -> Content:
    return Content(row, catalogue.version(row.version_id), legal_day(row.saved_at))


def procedure_of(content: Content) -> Procedure:
    """The lifecycle's view of the version this application was made under."""
    return procedures.of_version(content.row.version_id)
