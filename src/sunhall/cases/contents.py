"""An application held against its matter version: what is asked, what is there, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sunhall.cases import procedures
from sunhall.cases.models import Application
from sunhall.catalogue import queries as catalogue
from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.rules import cel, forms
from sunhall.kernel.clock import legal_day
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.procedure import LaneRule, Procedure


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the form, without the draft's own marks."""
    return {k: v for k, v in data.items() if not k.startswith("_")}


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
        return rules.narrow(
            self.version, self.row.answers, data=self.data, today=self.today, applicant=self.row.party.kind
        )

    @property
    def material_ids(self) -> set[str]:
        return {m.item.id for m in self.narrowed.materials}

    @property
    def required_in_full(self) -> list[str]:
        """What this case needs, in the guide's order, whatever the applicant has committed to."""
        return [m.item.id for m in self.narrowed.materials if m.item.asked and not m.item.optional]

    @property
    def required_materials(self) -> list[str]:
        """What the applicant must hand in for this case, in the guide's order."""
        return [m for m in self.required_in_full if m not in self.replaced]

    @property
    def chose_commitment(self) -> bool:
        """The applicant chose notification and commitment, beside the form or in a field of it for the mode."""
        about = self.row.data.get("_about") or {}
        asked = (self.data.get(f.id) for f in self.version.form.fields if f.only_allowed_modes)
        return bool(about.get("commitment")) or "commitment" in asked

    @property
    def replaced(self) -> frozenset[str]:
        """What the commitment stands for (materials, steps), if the applicant chose one."""
        return frozenset(self.version.modes.commitment.replaces) if self.chose_commitment else frozenset()

    @property
    def replaced_materials(self) -> list[str]:
        """The materials of this case that the matter lets a commitment stand for."""
        return [m for m in self.required_in_full if m in self.version.modes.commitment.replaces]

    @property
    def modes(self) -> set[str]:
        """The ways in which this very case may be handled: general, tolerance, commitment."""
        return forms.modes(self.version, cel.types(self.version), self._seen)

    @cached_property
    def _seen(self) -> Mapping[str, Any]:
        kind = self.row.party.kind
        return forms.settle(self.version, self.data, self.row.answers, today=self.today, applicant=kind).seen

    @property
    def lanes(self) -> list[LaneRule]:
        """The authorities whose opinion or consent this very case needs."""
        lanes = [n.item for n in self.narrowed.lanes]
        return [LaneRule(procedures.authority_id(x.authority), x.days, x.mandatory, x.kind == "consent") for x in lanes]

    @property
    def needs_fact_check(self) -> bool:
        """Whether a step of this very case is done by two officials (Licensing Law art. 34(3))."""
        return any(n.item.officers >= 2 for n in self.narrowed.steps)

    @property
    def own_limit(self) -> dict[str, dict[str, int]]:
        """`{"limit": {"statutory": n, "promised": n}}` where the limits of this very case are not the version's usual
        ones, in their unit; else empty. What an act keeps of it, so that the clock needs no form."""
        usual, narrowed = self.version.limits, self.narrowed
        own = {"statutory": narrowed.decision_days, "promised": narrowed.promised_days}
        return {"limit": own} if own != {"statutory": usual.decision.days, "promised": usual.promised.days} else {}

    def needs_fact_check_in(self, mode: str) -> bool:
        """As `needs_fact_check`; a step that a commitment stands for comes after the decision."""
        after = self.version.modes.commitment.replaces if mode == "commitment" else ()
        return any(n.item.officers >= 2 and n.item.id not in after for n in self.narrowed.steps)

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
