"""What notices are written from: an act with its file as it stood then, and the parts that many notices share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final, Protocol

from sunhall.cases import contents, words
from sunhall.cases.models import Act, Application, Case
from sunhall.cases.queries import standing_at
from sunhall.catalogue.rules import validity
from sunhall.kernel.clock import ZONE
from sunhall.kernel.text import LANGUAGES, TextByLanguage
from sunhall.law.calendar import Calendar
from sunhall.law.clock import Reckoning
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.clocks import Clocks
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import Standing
from sunhall.people.models import Authority

NONE: Final = TextByLanguage({"zh-hans": "无", "en": "None"})
ART_45: Final = TextByLanguage(
    {"zh-hans": "《中华人民共和国行政许可法》第四十五条", "en": "Administrative Licensing Law, art. 45"}
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate as a notice names it."""

    number: str
    name: TextByLanguage


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that a certificate says otherwise from now on; a text without words where it said or says nothing."""

    field: TextByLanguage
    before: TextByLanguage
    after: TextByLanguage


class Certificates(Protocol):
    """What notices must know of certificates, which stand above cases (see `certificates.apps`)."""

    def named(self, numbers: Sequence[int]) -> dict[int, Paper]:
        """Certificates by their ids."""
        ...

    def changed(self, certificate: int, content: contents.Content) -> list[Changed]:
        """What the certificate will say otherwise when it is made anew for this application."""
        ...


class _None:
    def named(self, numbers: Sequence[int]) -> dict[int, Paper]:
        return {}

    def changed(self, certificate: int, content: contents.Content) -> list[Changed]:
        return []


certificates: Certificates = _None()


def told_by(read: Certificates) -> None:
    """Name who knows the certificates."""
    global certificates
    certificates = read


@dataclass(frozen=True)
class Sheet:
    """What every notice of this act is written from. `standing` is as it stood with this act."""

    act: Act
    case: Case
    content: contents.Content
    standing: Standing
    calendar: Calendar

    @property
    def authority(self) -> Authority:
        """Whose notice it is: of the deciding authority, or of its superior where that revokes (art. 69)."""
        superior = self.act.kind == Kind.REVOKE and self.act.authority_id != self.case.authority_id
        return self.act.authority if superior and self.act.authority else self.case.authority

    @property
    def payload(self) -> dict[str, Any]:
        return dict(self.act.payload)

    @cached_property
    def clocks(self) -> Clocks:
        return clocks.clocks(self.standing, self.procedure, self.calendar, self.act.on)

    def clock(self, which: str) -> Reckoning | None:
        return self.clocks.statutory if which == "statutory" else self.clocks.promised

    def day_at(self, ordinal: int | None) -> Any:
        """The day of an ordinal, `{"not_before": day}` while the year's notice is not out, or None."""
        if ordinal is None:
            return None
        return self.calendar.day_of(ordinal) or {"not_before": self.calendar.not_before(ordinal)}

    def due(self, which: str) -> Any:
        """A day, or `{"not_before": day}` while the year's notice is not out."""
        clock = self.clock(which)
        if clock is None:
            return None
        return clock.due or ({"not_before": clock.not_before} if clock.not_before else None)

    def certificate_number(self, certificate: int) -> str:
        found = certificates.named([certificate]).get(certificate)
        return found.number if found else ""

    def renewed_term(self) -> tuple[date, date | None]:
        """First and last day of the new term: it begins the day after the old one ended (art. 50)."""
        decided_on = self.standing.decided_on or self.act.on
        old = self.standing.valid_to
        start = decided_on if old is None else max(decided_on, old + timedelta(days=1))
        result = next(iter(self.content.results), None)
        if result is None:
            return start, None
        rule = replace(result.validity, starts="decision", from_field="")
        return validity.validity(rule, self.content.data, start, start)

    @property
    def procedure(self) -> Procedure:
        return contents.procedure_of(self.content)

    def statement(self) -> str:
        return self.statement_of(self.act)

    def statement_of(self, act: Act, field: str = "statement") -> str:
        """The prose that a field of an act names; empty where there is none."""
        number = act.payload.get(field)
        return self.case.statements.get(pk=number).body if number else ""


def sheet_of(act: Act) -> Sheet:
    """The act with its file as it stood with it."""
    standing = standing_at(act.case_id, act.seq)
    row = Application.objects.select_related("party").get(pk=standing.application)
    return Sheet(act, act.case, contents.of(row), standing, Calendar.load())


def head(s: Sheet) -> dict[str, Any]:
    authority, version = s.authority, s.content.version
    return {
        "date": s.act.on,
        "authority": authority.name,
        "authority_short": TextByLanguage(authority.short_name or authority.name).into("zh-hans"),
        "case_number": s.case.number,
        "query_code": s.case.query_code,
        "applicant": s.case.party.name,
        "applicant_kind": s.case.party.kind,
        "matter": version.name,
        "matter_code": version.code,
        "licence": version.is_licence,
        "seal": authority.name,
        "contact": authority.phone or (s.case.centre.phone if s.case.centre else ""),
        "complaint": s.case.centre.complaint_phone if s.case.centre else "12345",
    }


def remedies(s: Sheet) -> dict[str, Any]:
    """Where to object (Licensing Law art. 38(2); Reconsideration Law arts. 20, 23)."""
    return {
        "reconsideration_body": s.authority.government,
        "court": s.authority.court,
        "reconsideration_first": s.content.version.remedies.reconsideration_first,
    }


def cited(s: Sheet, ids: tuple[str, ...]) -> TextByLanguage:
    """Provisions of the version as a notice prints them: in both languages at once."""
    return TextByLanguage({language: s.content.version.cited(ids, language) for language in LANGUAGES})


def own_basis(s: Sheet, procedure: str) -> TextByLanguage:
    """What the matter's own law says of stopping the clock: as the act recorded it, and in English."""
    named = next((p for p in s.content.version.special_procedures if p.kind == procedure), None)
    english = s.content.version.cited(named.basis, "en") if named else ""
    return TextByLanguage({"zh-hans": s.payload["basis"], "en": english})


def material_name(s: Sheet, material: str) -> TextByLanguage:
    if material == "form":
        return TextByLanguage({"zh-hans": "申请表", "en": "Application form"})
    found = s.content.version.material(material)
    return found.name if found else TextByLanguage(material)


def materials(s: Sheet) -> list[dict[str, Any]]:
    papers = s.content.row.papers.filter(removed_at=None).select_related("document__blob").order_by("id")
    listed = [
        {
            "name": material_name(s, p.material),
            "form": words.PAPER_FORMS[p.form],
            "pages": p.document.blob.pages if p.document and p.document.blob.pages else "",
            "sha256": bytes(p.document.blob_id).hex() if p.document else "",
        }
        for p in papers
    ]
    form = {
        "name": material_name(s, "form"),
        "form": words.PAPER_FORMS["electronic"],
        "pages": "",
        "sha256": s.payload["digest"],
    }
    return [form, *listed]


def on_paper(s: Sheet) -> list[dict[str, Any]]:
    """What was handed in or shown on paper, as the file has it: name and form."""
    papers = s.content.row.papers.filter(removed_at=None).exclude(form="electronic").order_by("id")
    return [{"name": material_name(s, p.material), "form": words.PAPER_FORMS[p.form]} for p in papers]


def told_at(s: Sheet) -> str:
    """The instant of the act as papers print it, to the second, in Shanghai."""
    return s.act.at.astimezone(ZONE).replace(microsecond=0, tzinfo=None).isoformat()
