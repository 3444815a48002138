"""My certificates, and asking for the change or renewal of one (Licensing Law arts. 49, 50).

The page before the draft says when the renewal may be asked for, by each reading of the law where the reading is not
settled, what happens when it is late, and that silence of the authority renews.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.cases import contents, earlier
from sunhall.cases import queries as cases
from sunhall.cases.acts import abouts, drafts
from sunhall.catalogue import queries as catalogue
from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.certificates import fate as fates
from sunhall.certificates import queries as certificates
from sunhall.certificates.queries import CertificateRow
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law import renewal
from sunhall.law.calendar import Calendar
from sunhall.law.terms import Unit
from sunhall.people import queries as people
from sunhall.people.queries import Actor, PartyRow
from sunhall.web import citations
from sunhall.web.access import for_role
from sunhall.web.casefile import fates as fate_words
from sunhall.web.citizen import start
from sunhall.web.citizen.start import Applicant
from sunhall.web.pages import page as answer
from sunhall.web.pages import refused_page
from sunhall.web.public import phrases
from sunhall.web.public import words as public_words
from sunhall.web.templatetags import house

OTHER_UNIT: Final = {"calendar_day": "working_day", "working_day": "calendar_day"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the window: its period in words, the first and the last day to ask; `opens` null for any time.

    `is_fixed` is false while the holidays of those years are not published: the days are then the widest there can be.
    """

    words: str
    opens: date | None
    closes: date
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class Renewing:
    """When a renewal may be asked for. `other` is the second reading where the law leaves open in which days it counts.

    `state`: early, open, late. `is_late_taken`: the matter still takes a late one, but the licence does not go on.
    """

    valid_to: date
    first: Reading
    other: Reading | None
    state: str
    is_late_taken: bool
    text: str
    basis: str

    @property
    def readings(self) -> list[Reading]:
        return [self.first, *([self.other] if self.other else [])]


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate of mine. `fate` says what became of it, `remedies` that somebody may object to that."""

    row: CertificateRow
    holder: str
    state: str
    fate: str
    remedies: bool
    may_change: bool
    may_renew: bool
    renewing: Renewing | None


@require_safe
@for_role("applicant")
def mine(request: HttpRequest) -> HttpResponseBase:
    """Certificates I hold and those of whom I act for: their state, and what can be asked for."""
    actor, at = request.actor, clock.now()  # type: ignore[attr-defined]
    matter = request.GET.get("matter", "")
    listed = [held(row, party.name, at) for party in _parties(actor, at) for row in _rows(party.id, at)]
    if matter:
        listed = [one for one in listed if one.row.matter_code == matter] or listed
    return answer(request, "citizen/licences.html", listed=listed)


def _parties(actor: Actor, at: datetime) -> list[PartyRow]:
    if actor.party is None:
        return []
    return [actor.party, *(m.principal for m in people.principals_of(actor.party.id, at) if "submit" in m.scope)]


def _rows(party_id: int, at: datetime) -> list[CertificateRow]:
    return certificates.of_party(party_id, today=clock.legal_day(at))


def held(row: CertificateRow, holder: str, at: datetime) -> Held:
    """A certificate with its state in words and what can be asked for now."""
    today = clock.legal_day(at)
    found = catalogue.version_in_force(row.matter_code, on=today)
    told = fates.of_id(row.id) if not row.is_good else None
    may_ask = bool(found and found[1].is_licence) and row.state in ("valid", "expired")  # a renewed one has its file
    renewing = renewing_of(found[1], row.valid_to, today) if found and may_ask and row.valid_to else None
    return Held(
        row=row,
        holder=holder,
        state=public_words.word(public_words.CERTIFICATE_STATES, row.state),
        fate=fate_words.why(told) if told else "",
        remedies=bool(told and fate_words.has_remedies(told)),
        may_change=may_ask and row.is_good,
        may_renew=renewing is not None,
        renewing=renewing,
    )


def renewing_of(version: VersionContent, valid_to: date, today: date) -> Renewing:
    """The window of a renewal by the matter's own law, else by art. 50(1); both readings where it is not settled."""
    rule = version.after_grant.renewal
    closes = (rule.closes.days, rule.closes.unit) if rule else (renewal.GENERAL[0], str(renewal.GENERAL[1]))
    opens = (rule.opens.days, rule.opens.unit) if rule and rule.opens else None
    first = _reading(valid_to, closes, opens)
    unsure = (rule is None or rule.mark == "check") and closes[1] in OTHER_UNIT
    other = _reading(valid_to, _other(closes), _other(opens) if opens else None) if unsure else None
    state = "early" if first.opens and today < first.opens else "open" if today <= first.closes else "late"
    return Renewing(
        valid_to=valid_to,
        first=first,
        other=other,
        state=state,
        is_late_taken=rule is not None and rule.late == "accept_and_pause" and today <= valid_to,
        text=(house.words(rule.text) or phrases.renewal_told(rule)) if rule else "",
        basis=version.cited(rule.basis, get_language() or "zh-hans") if rule else citations.cited("ALL/50(1)"),
    )


def _other(period: tuple[int, str]) -> tuple[int, str]:
    return period[0], OTHER_UNIT.get(period[1], period[1])


def _reading(valid_to: date, closes: tuple[int, str], opens: tuple[int, str] | None) -> Reading:
    def counted(period: tuple[int, str]) -> tuple[int, Unit]:
        return period[0], Unit(period[1])

    calendar = Calendar.load()
    window = renewal.window(valid_to, counted(closes), counted(opens) if opens else None, calendar)
    is_fixed = valid_to <= calendar.loaded_until or Unit.WORKING_DAY not in (closes[1], opens[1] if opens else "")
    return Reading(phrases.amount(*closes), window.opens, window.closes, is_fixed)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role("applicant")
def ask(request: HttpRequest, certificate_id: int, what: str) -> HttpResponseBase:
    """What the change or renewal of a licence means and when it may be asked for; a post begins its draft."""
    actor, at = request.actor, clock.now()  # type: ignore[attr-defined]
    one, party = _mine(actor, certificate_id, at)
    if what not in ("change", "renew"):
        raise NotFound
    context = _context(actor, one, what, at)
    if request.method != "POST":
        return answer(request, "citizen/licence_ask.html", **context)
    try:
        if not context["may_ask"] and one.row.state != "renewed":  # of a renewed one the act names the file
            raise _closed(one, what)
        number = _begin(actor, party, one.row, what, at)
    except Refused as refusal:
        return refused_page(request, "citizen/licence_ask.html", refusal, **context)
    return redirect("citizen:tasks", number)


def _closed(one: Held, what: str) -> Refused:
    """Why a change or renewal of this certificate cannot be begun, where the page offers none."""
    if what == "renew" and one.may_change and one.row.valid_to is None:
        return Refused("renewal_without_end", article="ALL/50(1)")
    if one.row.state == "valid":  # in force, but no licence of this house's matters
        return Refused("licence_not_yours", article="ALL/49")
    return Refused("licence_not_in_force", article="ALL/49")


def _mine(actor: Actor, certificate_id: int, at: datetime) -> tuple[Held, PartyRow]:
    for party in _parties(actor, at):
        for row in _rows(party.id, at):
            if row.id == certificate_id:
                return held(row, party.name, at), party
    raise NotFound


def _context(actor: Actor, one: Held, what: str, at: datetime) -> dict[str, Any]:
    found = catalogue.version_in_force(one.row.matter_code, on=clock.legal_day(at))
    events = [e for e in found[1].after_grant.events if e.kind in ("apply_change", "report")] if found else []
    begun = [
        row
        for row in cases.my_drafts(actor, at=at)
        if row.matter_code == one.row.matter_code and (row.data.get(abouts.KEY) or {}).get("certificate") == one.row.id
    ]
    return {
        "one": one,
        "what": what,
        "matter": found[1].name if found else one.row.result_name,
        "drafts": begun,
        "events": [house.words(event.text) for event in events] if what == "change" else [],
        "may_ask": one.may_change if what == "change" else one.may_renew,
    }


def _begin(actor: Actor, party: PartyRow, row: CertificateRow, what: str, at: datetime) -> Any:
    """The draft with what the licence was granted on, as far as today's form still asks for it; all or nothing."""
    found = catalogue.version_in_force(row.matter_code, on=clock.legal_day(at))
    if found is None:
        raise NotFound
    version_id, version = found
    applicant = next((a for a in start.applicants_of(actor, version, at) if a.party.id == party.id), None)
    if applicant is None:
        raise Refused("no_mandate")
    answers, data, sources = _known(row, version, applicant, actor)
    with transaction.atomic():
        number = drafts.start(
            matter_code=row.matter_code,
            version_id=version_id,
            party_id=party.id,
            by=actor,
            at=at,
            answers=answers,
            data=data,
            sources=sources,
        )
        drafts.about(application_id=number, by=actor, at=at, request=what, certificate=row.id)
    return number


def _known(
    row: CertificateRow, version: VersionContent, applicant: Applicant, actor: Actor
) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """Answers and fields of the application the licence rests on; what is known of the applicant today goes first.

    A declaration, a signature and a choice of how it is handled are made anew each time.
    """
    told, filled = earlier.content_of(row.case_id)
    known, sources = start.known_of(version, applicant, actor)
    anew = {"sign", *(f.id for f in version.form.fields if f.type in ("declaration", "file", "computed"))}
    kept = {name: value for name, value in rules.clean(version, filled).items() if name not in anew}
    answers, data = contents.in_mode(version, told, {**kept, **known}, "general")
    return answers, data, {**dict.fromkeys(kept, "earlier"), **sources}
