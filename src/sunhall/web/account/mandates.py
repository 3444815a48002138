"""Who may act for whom: the mandates I gave and hold, giving and revoking them, entering an enterprise."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.kernel import clock
from sunhall.kernel.refused import Refused
from sunhall.people import acts as people
from sunhall.people import queries
from sunhall.people.queries import Actor, MandateRow
from sunhall.web.access import for_role
from sunhall.web.account.forms import SCOPE_WORDS, EnterpriseForm, MandateForm
from sunhall.web.pages import page, refused_page
from sunhall.web.templatetags import house


@dataclass(frozen=True, slots=True)
class Shown:
    """A mandate for a table. `state`: holds, coming, ended."""

    row: MandateRow
    state: str
    can_end: bool

    @property
    def word(self) -> str:
        return {
            "holds": pgettext("mandate", "in force"),
            "coming": pgettext("mandate", "not yet in force"),
            "ended": pgettext("mandate", "ended"),
        }[self.state]

    @property
    def scope(self) -> str:
        names = dict(SCOPE_WORDS)
        return house.listed([str(names[s]) for s in self.row.scope if s in names])

    @property
    def last_day(self) -> datetime | None:
        """The last day of a mandate that ends at midnight is the day before."""
        return self.row.ends_at - timedelta(microseconds=1) if self.row.ends_at else None

    @property
    def agent_id(self) -> str:
        return self.row.agent.masked_id


def _shown(row: MandateRow, at: datetime) -> Shown:
    ended = row.ends_at is not None and row.ends_at <= at
    state = "ended" if ended else "coming" if row.starts_at > at else "holds"
    return Shown(row, state, state == "holds" and row.kind == "agent")


def _context(actor: Actor, at: datetime) -> dict[str, Any]:
    assert actor.party is not None
    mine = {party.id for party in queries.governed_by(actor, at)}
    rows = queries.mandates_of(actor.party.id)
    return {
        "given": [_shown(row, at) for row in rows if row.principal.id in mine and row.agent.id != actor.party.id],
        "held": [_shown(row, at) for row in rows if row.agent.id == actor.party.id],
    }


@require_safe
@for_role("applicant")
def show(request: HttpRequest) -> HttpResponseBase:
    """For whom I may act, and who may act for me and for the enterprises I represent."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.party is None:
        return redirect("account_identity")
    return page(request, "account/mandates.html", **_context(actor, clock.now()))


@require_http_methods(["GET", "HEAD", "POST"])
@for_role("applicant")
def give(request: HttpRequest) -> HttpResponseBase:
    """Let a registered person act for me, or for an enterprise I represent."""
    actor, at = request.actor, clock.now()  # type: ignore[attr-defined]
    if actor.party is None:
        return redirect("account_identity")
    principals = [(party.id, party.name) for party in queries.governed_by(actor, at)]
    start = {"starts_on": clock.legal_day(at), "principal": principals[0][0], "scope": ["submit", "correct", "receive"]}
    form = MandateForm(request.POST if request.method == "POST" else None, principals=principals, initial=start)
    if request.method != "POST" or not form.is_valid():
        return page(request, "account/give_mandate.html", form=form, status=422 if form.is_bound else 200)
    told = form.cleaned_data
    first, last = told["starts_on"], told["ends_on"]
    begins = at if first == clock.legal_day(at) else datetime.combine(first, time(), clock.ZONE)
    try:
        people.entrust(
            principal_id=told["principal"],
            agent_name=" ".join(told["agent_name"].split()),
            agent_id_type=told["agent_id_type"],
            agent_id_number=told["agent_id_number"],
            scope=told["scope"],
            starts_at=begins,
            ends_at=datetime.combine(last + timedelta(days=1), time(), clock.ZONE) if last else None,
            by=actor,
            at=at,
        )
    except Refused as refusal:
        return refused_page(request, "account/give_mandate.html", refusal, form=form)
    messages.success(request, _("The mandate is given."))
    return redirect("account_mandates")


@require_POST
@for_role("applicant")
def revoke(request: HttpRequest, mandate_id: int) -> HttpResponseBase:
    """Take a mandate back, or lay it down."""
    actor, at = request.actor, clock.now()  # type: ignore[attr-defined]
    try:
        people.revoke(mandate_id=mandate_id, by=actor, at=at)
    except Refused as refusal:
        return refused_page(request, "account/mandates.html", refusal, **_context(actor, at))
    messages.success(request, _("The mandate has ended. What was done under it stands."))
    return redirect("account_mandates")


@require_http_methods(["GET", "HEAD", "POST"])
@for_role("applicant")
def add_enterprise(request: HttpRequest) -> HttpResponseBase:
    """Enter an enterprise as its legal representative."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.party is None:
        return redirect("account_identity")
    form = EnterpriseForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return page(request, "account/enterprise.html", form=form, status=422 if form.is_bound else 200)
    told = {name: value for name, value in form.cleaned_data.items() if name != "declare"}
    try:
        people.register_organisation(**told, by=actor, at=clock.now())
    except Refused as refusal:
        return refused_page(request, "account/enterprise.html", refusal, form=form)
    messages.success(request, _("The enterprise is entered. You can apply in its name."))
    return redirect("account_mandates")
