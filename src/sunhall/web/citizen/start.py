"""Beginning an application: for whom, with the answers that narrowed the matter, and what is known filled in.

`/apply/start/?matter=CODE&q_<question>=answer…` is where a guide leads; a list answer repeats its parameter.
"""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sunhall.cases import queries as cases
from sunhall.cases.acts import drafts
from sunhall.catalogue import queries as catalogue
from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.people import queries as people
from sunhall.people.queries import Actor, MandateRow, PartyRow
from sunhall.web import forms
from sunhall.web.access import for_role
from sunhall.web.forms import ShownField
from sunhall.web.pages import page as answer
from sunhall.web.pages import refused_page
from sunhall.web.templatetags import house

PREFIX: Final = "q_"
_CODE: Final = re.compile(r"[\w.-]{1,80}")


@dataclass(frozen=True, slots=True)
class Applicant:
    """One in whose name this person may apply. `fits`: the matter is open to such an applicant."""

    party: PartyRow
    mandate: MandateRow | None
    fits: bool

    @property
    def option(self) -> tuple[str, str, str]:
        if self.mandate is None:
            return (str(self.party.id), _("Myself: %(name)s") % {"name": self.party.name}, "")
        if self.mandate.kind == "legal_representative":
            how = _("You are its legal representative.")
        elif self.mandate.ends_at:
            how = _("By mandate until %(day)s.") % {"day": house.day(self.mandate.ends_at)}
        else:
            how = _("By mandate without an end.")
        return (str(self.party.id), self.party.name, how)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role("applicant")
def begin(request: HttpRequest) -> HttpResponseBase:
    """Choose in whose name, answer what is still open, and begin the draft."""
    actor, at = request.actor, clock.now()  # type: ignore[attr-defined]
    if actor.party is None:
        return redirect("account_identity")
    said = request.POST if request.method == "POST" else request.GET
    version_id, version = _version(said.get("matter", ""), clock.legal_day(at))
    answers = forms.read_answers(version, without_prefix(said))
    applicants = applicants_of(actor, version, at)
    if request.method == "POST":
        return _begin(request, actor, at, version_id, version, answers, applicants)
    return _page(request, actor, at, version, answers, applicants, chosen=_only(applicants))


def without_prefix(said: QueryDict) -> QueryDict:
    """The parameters of the questions, named as the questions are."""
    found = QueryDict(mutable=True)
    for name in said:
        if name.startswith(PREFIX):
            found.setlist(name.removeprefix(PREFIX), said.getlist(name))
    return found


def _version(code: str, on: date) -> tuple[int, VersionContent]:
    found = catalogue.version_in_force(code, on=on) if _CODE.fullmatch(code) else None
    if found is None:
        raise NotFound
    return found


def applicants_of(actor: Actor, version: VersionContent, at: datetime) -> list[Applicant]:
    """Herself and those whose mandate lets her submit, the fitting ones first."""
    assert actor.party is not None
    for_persons = "person" in version.service_objects
    for_bodies = bool(set(version.service_objects) - {"person"})
    held = [m for m in people.principals_of(actor.party.id, at) if "submit" in m.scope]
    others = [Applicant(m.principal, m, for_persons if m.principal.is_person else for_bodies) for m in held]
    return sorted([Applicant(actor.party, None, for_persons), *others], key=lambda one: not one.fits)


def _only(applicants: list[Applicant]) -> str:
    fitting = [one for one in applicants if one.fits]
    return str(fitting[0].party.id) if len(fitting) == 1 else ""


def _begin(
    request: HttpRequest,
    actor: Actor,
    at: datetime,
    version_id: int,
    version: VersionContent,
    answers: dict[str, Any],
    applicants: list[Applicant],
) -> HttpResponseBase:
    chosen = request.POST.get("party", "")
    applicant = next((one for one in applicants if str(one.party.id) == chosen), None)
    if applicant is None or not applicant.fits:
        return _page(request, actor, at, version, answers, applicants, chosen="", missed=True)
    data, sources = known_of(version, applicant, actor)
    told = {**answers, **{q.id: data[q.id] for q in version.questions if q.id in data}}
    narrowed = rules.narrow(version, told, today=clock.legal_day(at), applicant=applicant.party.kind)
    if narrowed.outcome or narrowed.ask_next:
        return _page(request, actor, at, version, told, applicants, chosen=chosen, missed=True)
    try:
        number = drafts.start(
            matter_code=version.code,
            version_id=version_id,
            party_id=applicant.party.id,
            by=actor,
            at=at,
            answers=told,
            data=data,
            sources=sources,
        )
    except Refused as refusal:
        return refused_page(request, "citizen/start.html", refusal, **_context(actor, at, version, told, applicants))
    return redirect("citizen:tasks", number)


def known_of(version: VersionContent, applicant: Applicant, actor: Actor) -> tuple[dict[str, Any], dict[str, str]]:
    """What is known of the applicant, and of the agent where somebody acts by mandate."""
    if applicant.mandate is None or applicant.mandate.kind == "legal_representative":
        return forms.prefill(version, applicant.party)
    return forms.prefill(version, applicant.party, actor.party, applicant.mandate)


def _page(
    request: HttpRequest,
    actor: Actor,
    at: datetime,
    version: VersionContent,
    answers: Mapping[str, Any],
    applicants: list[Applicant],
    *,
    chosen: str,
    missed: bool = False,
) -> HttpResponseBase:
    context = _context(actor, at, version, answers, applicants, missed=missed)
    errors = [(f.name, f"{f.label}: {f.error}") for f in context["questions"] if f.error]
    no_party = missed and not chosen
    if no_party:
        errors.insert(0, ("party", _("Please choose in whose name you apply.")))
    return answer(
        request,
        "citizen/start.html",
        status=422 if missed else 200,
        chosen=chosen,
        errors=errors,
        party_error=_("Please choose in whose name you apply.") if no_party else "",
        **context,
    )


def _context(
    actor: Actor,
    at: datetime,
    version: VersionContent,
    answers: Mapping[str, Any],
    applicants: list[Applicant],
    *,
    missed: bool = False,
) -> dict[str, Any]:
    today = clock.legal_day(at)
    fitting = [one for one in applicants if one.fits]
    kind = fitting[0].party.kind if fitting else ""
    prefilled = {f.id for f in version.form.fields if f.prefill.startswith("agent.")}
    shown = forms.questions(version, answers, today=today, applicant=kind, errors=missed)
    return {
        "version": version,
        "applicants": [one.option for one in fitting],
        "barred": [one for one in applicants if not one.fits],
        "questions": [_prefixed(f) for f in shown if f.name not in prefilled],
        "outcome": rules.narrow(version, answers, today=today, applicant=kind).outcome,
        "drafts": [d for d in cases.my_drafts(actor, at=at) if d.matter_code == version.code],
    }


def _prefixed(shown: ShownField) -> ShownField:
    return dataclasses.replace(shown, name=PREFIX + shown.name)
