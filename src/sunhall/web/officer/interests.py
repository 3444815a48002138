"""An officer's own page: the parties she has declared an interest in, in whose files she does no act (art. 5).

Declared of the applicant of a file, or of somebody by number; ended by herself. Nobody else's page shows the reasons,
nor does the audit trail. A number is not turned into a name here: it stays masked, and that it was asked is on record.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sunhall.cases import queries
from sunhall.kernel import clock
from sunhall.kernel.ids.fault import undash
from sunhall.kernel.refused import NotFound, Refused
from sunhall.people import acts as people
from sunhall.people import officials
from sunhall.people import queries as people_queries
from sunhall.people.queries import Actor
from sunhall.web import wording
from sunhall.web.access import for_role
from sunhall.web.pages import page

STAFF = ("officer", "clerk")
ID_TYPES = ("usci", "resident_id", "passport", "hk_macao_permit", "taiwan_permit", "foreign_pr")


@for_role(*STAFF)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest) -> HttpResponseBase:
    """What one has declared, and the form for a further interest; `?case=` names the applicant of a file."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    assert actor.officer is not None
    refused = None
    if request.method == "POST":
        try:
            _declare(request, actor)
        except Refused as refusal:
            refused = wording.sentence(refusal)
        else:
            messages.success(request, _("Declared. As long as it lasts you do no act in the files of this party."))
            return HttpResponseRedirect(reverse("officer:interests"))
    return page(
        request,
        "officer/interests.html",
        status=refused.status if refused else 200,
        rows=officials.declared(actor.officer.id),
        of_case=_of_case(request, actor),
        typed=request.POST,
        refused=refused,
    )


def _of_case(request: HttpRequest, actor: Actor) -> queries.CasePage | None:
    """The file in the address, if she may see it."""
    asked = request.GET.get("case", "")
    if not asked.isdecimal() or len(asked) > 15:
        return None
    return queries.case_page(actor, int(asked), at=clock.now())


def _declare(request: HttpRequest, actor: Actor) -> None:
    """Declare it. Refused `party_not_known` for a number under which nobody is known here."""
    assert actor.officer is not None
    found = _of_case(request, actor)
    party = found.party.id if found else _party(request, actor)
    why = request.POST.get("why", "")
    people.declare_interest(officer_id=actor.officer.id, party_id=party, why=why, by=actor.user_id, at=clock.now())


def _party(request: HttpRequest, actor: Actor) -> int:
    """Who is known under the typed number. That it was looked up goes on record (PIPL art. 51)."""
    number = undash(request.POST.get("number", ""))[:40]
    for id_type in ID_TYPES:
        if number and (found := people_queries.party_by_identity(id_type, number)):
            assert actor.user_id is not None
            people.log_reading(
                by=actor.user_id, party_id=found.id, field_class="identity", purpose="interest", at=clock.now()
            )
            return found.id
    raise Refused("party_not_known")


@for_role(*STAFF)
@require_POST
def end(request: HttpRequest, interest_id: int) -> HttpResponseBase:
    """The interest is over: she may act in the files of that party again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    assert actor.officer is not None
    if interest_id not in {row.id for row in officials.declared(actor.officer.id)}:
        raise NotFound
    people.end_interest(interest_id=interest_id, by=actor.user_id, at=clock.now())
    messages.success(request, _("Ended. You may act in the files of this party again."))
    return HttpResponseRedirect(reverse("officer:interests"))
