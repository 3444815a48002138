"""A version of a matter as the guide page prints it: every open element in words, in the language now active.

Made once for a version and language and kept by `guide`: a published version never changes. Pure but for gettext.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.asks import Material, Outcome
from sunhall.catalogue.content.course import Fee, Result
from sunhall.catalogue.content.values import Fact
from sunhall.catalogue.rules import texts
from sunhall.kernel.text import TextByLanguage as Text
from sunhall.web.casefile import words as case_words
from sunhall.web.pictures.lanes import LanePicture
from sunhall.web.public import phrases, plan, words
from sunhall.web.templatetags import house


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with what stands behind it. `sometimes`: it depends on the answers whether it applies."""

    text: str
    basis: str = ""
    sometimes: bool = False
    note: str = ""
    source: str = ""  # set by this city, with its source
    unsure: bool = False
    title: str = ""
    link: str = ""
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ShownMaterial:
    id: str
    name: str
    why: str
    basis: str
    how: str
    issuer: str
    fetched: str  # by whom it is fetched, when the applicant need not bring it
    made: bool  # made from the form
    tags: Sequence[str]
    rows: Sequence[tuple[str, str]]  # (name, words): accept standard, sample, blank, file formats
    sometimes: bool
    unsure: bool
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class ShownBasis:
    law: str
    article: str
    number: str
    text: str
    level: str
    founds: str
    url: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class CityValue:
    meaning: str
    value: str
    source: str
    since: str


@dataclass(frozen=True)
class Shown:
    """What the template prints. `names` are the names of authorities by code."""

    content: VersionContent
    names: Mapping[str, str]
    meanings: Mapping[str, Text] = field(default_factory=dict)

    def said(self, text: Text | None) -> str:
        return house.words(text)

    def cited(self, ids: tuple[str, ...]) -> str:
        return self.content.cited(ids, get_language() or "zh-hans")

    @cached_property
    def conditions(self) -> list[Told]:
        return [
            Told(self.said(c.text), self.cited(c.basis), sometimes=bool(c.when), unsure=c.mark == "check")
            for c in self.content.guide.conditions
        ]

    @cached_property
    def outcomes(self) -> list[Told]:
        return [outcome(o, self.cited(o.basis)) for o in self.content.outcomes]

    @cached_property
    def materials(self) -> list[ShownMaterial]:
        """What the applicant hands in first, then what she need not bring."""
        found = [material(m, self.cited(m.basis)) for m in self.content.materials]
        return sorted(found, key=lambda m: bool(m.fetched) or m.made)

    @cached_property
    def to_bring(self) -> list[ShownMaterial]:
        return [m for m in self.materials if not m.made and not m.fetched]

    @cached_property
    def not_to_bring(self) -> list[ShownMaterial]:
        return [m for m in self.materials if m.made or m.fetched]

    @cached_property
    def picture(self) -> LanePicture:
        return plan.picture(self.content, self.names, self.content.steps, self.content.lanes)

    @cached_property
    def steps(self) -> list[Told]:
        return [
            Told(
                self.said(s.text),
                self.cited(s.basis),
                sometimes=bool(s.when),
                title=self.said(s.name),
                note=plan.step_note(s, self.names),
                source=phrases.set_by_city(s.planned),
            )
            for s in self.content.steps
        ]

    @cached_property
    def lanes(self) -> list[Told]:
        return [
            Told(
                self.said(lane.task),
                self.cited(lane.basis),
                sometimes=bool(lane.when),
                title=self.names.get(lane.authority, lane.authority),
                note=plan.lane_note(lane),
                source=phrases.set_by_city(lane.planned),
            )
            for lane in self.content.lanes
        ]

    @cached_property
    def intake(self) -> list[str]:
        return phrases.intake_told(self.content)

    @cached_property
    def intake_basis(self) -> str:
        return self.cited(self.content.intake.basis)

    @cached_property
    def limits(self) -> list[Told]:
        """Statutory and promised limit, extension and making of the result, with trigger and citation in words."""
        limits, trigger = self.content.limits, self.content.limits.decision.trigger
        other = phrases.otherwise(limits.decision)
        found = [
            self._limit(
                _("Legal limit"), phrases.limit_told(limits.decision), limits.decision.basis, limits.decision.amount
            )
            | {"note": " ".join(filter(None, [str(phrases.TRIGGERS[trigger]), other]))},
            self._limit(
                _("Promised"),
                phrases.limit_told(limits.promised, trigger),
                limits.promised.basis,
                limits.promised.amount,
            )
            | {"note": phrases.otherwise(limits.promised)},
            {"title": _("Extension"), "text": "", "note": phrases.extension_told(limits.extension)}
            | ({"basis": self.cited(limits.extension.basis)} if limits.extension else {}),
        ]
        if limits.issue:
            text = phrases.limit_told(limits.issue, "decision") if limits.issue.days else _("With the decision")
            found.append(self._limit(_("Making and delivery"), text, limits.issue.basis, limits.issue.amount))
        return [Told(**row) for row in found]

    def _limit(self, title: str, text: str, basis: tuple[str, ...], fact: Fact) -> dict[str, Any]:
        return {"title": title, "text": text, "basis": self.cited(basis), "source": phrases.set_by_city(fact)}

    @cached_property
    def fees(self) -> list[Told]:
        return [fee(f, self) for f in self.content.fees]

    @cached_property
    def free_by(self) -> str:
        return self.cited(self.content.free_by)

    @cached_property
    def results(self) -> list[Told]:
        return [result(r, self) for r in self.content.results]

    @cached_property
    def after(self) -> list[Told]:
        """After the grant: renewal first, then what is to be reported or applied for."""
        renewal, found = self.content.after_grant.renewal, []
        if renewal:
            found.append(
                Told(
                    self.said(renewal.text) or phrases.renewal_told(renewal),
                    self.cited(renewal.basis),
                    title=_("Renewal"),
                    unsure=renewal.mark == "check",
                )
            )
        for event in self.content.after_grant.events:
            note = ""
            if event.within:
                note = _("within %(amount)s") % {"amount": phrases.period(event.within)}
            elif event.every:
                note = _("every %(amount)s") % {"amount": phrases.period(event.every)}
            title = words.word(words.EVENTS, event.kind)
            found.append(
                Told(
                    self.said(event.text), self.cited(event.basis), title=title, note=note, unsure=event.mark == "check"
                )
            )
        return found

    @cached_property
    def quantity(self) -> Told:
        told = self.content.guide.quantity
        if told.text is None:
            return Told(_("There is no limit to the number."))
        return Told(
            self.said(told.text), self.cited(told.basis), source=phrases.set_by_city(told.fact) if told.fact else ""
        )

    @cached_property
    def special(self) -> list[Told]:
        return [
            Told(
                self.said(s.text),
                self.cited(s.basis),
                sometimes=bool(s.when),
                title=case_words.word(case_words.PROCEDURES, s.kind),
                note=phrases.special_told(s),
            )
            for s in self.content.special_procedures
        ]

    @cached_property
    def modes(self) -> list[Told]:
        """Handing in later, and commitment in place of proof, where this city allows them."""
        modes, found = self.content.modes, []
        if modes.tolerance.allowed.value:
            text = _("Papers marked “may follow” can be handed in within %(amount)s after acceptance.") % {
                "amount": house.working_days(int(modes.tolerance.days))
            }
            source = phrases.set_by_city(modes.tolerance.allowed)
            found.append(
                Told(text, title=_("Papers that may follow"), source=source, sometimes=bool(modes.tolerance.when))
            )
        if modes.commitment.allowed.value:
            found.append(
                Told(
                    self.said(modes.commitment.text),
                    self.cited(modes.commitment.basis),
                    title=_("Commitment in place of proof"),
                    source=phrases.set_by_city(modes.commitment.allowed),
                    sometimes=bool(modes.commitment.when),
                )
            )
        return found

    @cached_property
    def basis(self) -> list[ShownBasis]:
        return [
            ShownBasis(
                self.said(b.law),
                self.said(b.article),
                self.said(b.number),
                self.said(b.text),
                words.word(words.SOURCES, b.level),
                house.listed([words.word(words.FOUNDS, f) for f in b.founds]),
                b.url,
                b.mark == "check",
            )
            for b in self.content.basis
        ]

    @cached_property
    def city_values(self) -> list[CityValue]:
        """Every value the city set, once, with its source and since when it holds."""
        facts = {v.param: v for _path, _name, v in texts.walk(self.content) if isinstance(v, Fact) and v.set_by_city}
        return [
            CityValue(self.said(self.meanings.get(name)) or name, value_told(f), self.said(f.source), f.since)
            for name, f in sorted(facts.items())
        ]


def outcome(found: Outcome, basis: str) -> Told:
    """Why this matter is not needed, and what to do instead."""
    return Told(
        house.words(found.reason),
        basis,
        note=house.words(found.instead),
        link=f"/matters/{found.matter}/" if found.matter else "",
        unsure=found.mark == "check",
    )


def material(m: Material, basis: str, *, perhaps: bool = False) -> ShownMaterial:
    """One material as the checklist has it."""
    issuer = house.words(m.issuer) if isinstance(m.issuer, dict) else _("yourself")
    fetched = house.words(m.sharing.source) if m.sharing and m.sharing.fetched == "always" else ""
    tags = []
    if m.optional:
        tags.append(pgettext("material", "optional"))
    if m.tolerable.value:
        tags.append(_("may follow"))
    if m.replaced_by_commitment:
        tags.append(_("a commitment may replace it"))
    rows = [(_("Accepted when"), m.standard), (_("Sample"), m.sample), (_("Blank form"), m.blank)]
    shown = [(name, house.words(text)) for name, text in rows if text]
    if m.sharing and m.sharing.fetched == "when_found":
        source = house.words(m.sharing.source)
        shown.append((_("Data sharing"), _("Fetched from %(source)s where it is found there.") % {"source": source}))
    if m.asked and m.form != "none":
        shown.append((_("As a file"), phrases.formats(m.accept, int(m.max_mb))))
    return ShownMaterial(
        m.id,
        house.words(m.name),
        house.words(m.why),
        basis,
        phrases.how_many(m),
        issuer,
        fetched,
        bool(m.made_from),
        tags,
        shown,
        bool(m.when),
        m.mark == "check",
        perhaps,
    )


def fee(f: Fee, shown: Shown) -> Told:
    lines = [house.words(f.unit_price)] if f.unit_price else []
    lines += [
        _("Reduction: %(text)s (%(basis)s)") % {"text": house.words(r.text), "basis": shown.cited(r.basis)}
        for r in f.reductions
    ]
    if f.payer:
        lines.append(_("Paid by: %(payer)s") % {"payer": house.words(f.payer)})
    if f.before in words.BEFORE:
        lines.append(words.word(words.BEFORE, f.before))
    if f.refund:
        lines.append(house.words(f.refund))
    return Told(
        house.words(f.standard), shown.cited(f.basis), sometimes=bool(f.when), title=house.words(f.name), lines=lines
    )


def result(r: Result, shown: Shown) -> Told:
    kind, territory = words.word(words.RESULTS, r.type), words.word(words.TERRITORIES, r.territory)
    lines = [kind, territory, *([house.words(r.issued_after)] if r.issued_after else [])]
    return Told(
        phrases.validity_told(r.validity),
        shown.cited(r.validity.basis),
        sometimes=bool(r.when),
        title=house.words(r.name),
        lines=lines,
    )


def value_told(fact: Fact) -> str:
    """A value of the city in words."""
    value = fact.value
    if isinstance(value, bool):
        return pgettext("value", "yes") if value else pgettext("value", "no")
    if isinstance(value, int) and fact.unit in ("working_day", "calendar_day", "month", "year", "hour"):
        return phrases.amount(value, fact.unit)
    if isinstance(value, int) and fact.unit == "fen":
        return house.money(value)
    if isinstance(value, Text):
        return house.words(value)
    if isinstance(value, Mapping):
        shown = house.money if fact.unit == "fen" else str
        return "; ".join(f"{name}: {shown(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return house.listed([house.words(one) if isinstance(one, dict) else str(one) for one in value])
    unit = {"m2": "m²", "count": ""}.get(fact.unit, fact.unit)
    return f"{words.word(words.LAPSES, str(value))} {unit}".strip()
