"""The modes of acceptance at the counter: with papers to follow, on a commitment; what false papers bring; receiving
what was taken in elsewhere.

Basis: Guofa (2022) No. 5 (tolerance); Guobanfa (2020) Nos. 35 and 42; Licensing Law art. 78.
"""

from datetime import date
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sunhall.cases import contents, queries
from sunhall.cases.acts import bans, intake
from sunhall.cases.queries import ActLine, CasePage
from sunhall.kernel import clock
from sunhall.kernel.refused import Refused
from sunhall.law.clock import months_after
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import IN_REVIEW, Kind, Phase
from sunhall.law.lifecycles.licensing import Proposal
from sunhall.people.queries import Actor
from sunhall.web import casefile, wording
from sunhall.web.access import for_role
from sunhall.web.casefile import gestures
from sunhall.web.casefile.gestures import Gesture
from sunhall.web.casefile.papers import MaterialRow

LABELS: Final[dict[str, str | Promise]] = {
    "commitment": _("Accept on the commitment"),
    "tolerance": _("Accept with papers to follow"),
}
_FAR: Final = 10_000  # working days: longer than any law allows, so that the rule tells the most


def applies(file: CasePage, mode: str, rows: list[MaterialRow]) -> bool:
    """Whether this very case can be accepted so: on a commitment that the applicant chose, or with papers to follow
    when something is missing that may follow."""
    if file.standing.phase is not Phase.RECEIVED:
        return False
    if mode == "commitment":
        return file.standing.commitment
    return bool(follows(file, rows)) and "tolerance" in contents.of(file.application).modes


def follows(file: CasePage, rows: list[MaterialRow]) -> list[MaterialRow]:
    """What is marked missing and may follow after the acceptance."""
    return [m for m in rows if m.verdict == "missing" and m.id in file.procedure.tolerance.materials]


def most_days(file: CasePage) -> int:
    """The most working days that may be given for what follows, as the rule of the lifecycle tells it."""
    owed = sorted(file.procedure.tolerance.materials)
    asked = {"mode": "tolerance", "owed": owed, "owed_days": _FAR}
    told = licensing.objection(
        file.standing, Proposal(Kind.ACCEPT, file.today, None, asked), file.procedure, file.calendar
    )
    return int(told.facts["max"]) if told is not None and told.code == "supplement_period_too_long" else 0


def barred_until(file: CasePage) -> date | None:
    """Until when false papers would close the matter to this applicant; null where they do not (art. 78)."""
    if not file.procedure.is_safety_related:
        return None
    return months_after(file.today, bans.FALSE_MATERIALS.months)


def barred_by(file: CasePage, line: ActLine) -> date | None:
    """The same for an act that was done."""
    imposed = line.kind == Kind.REFUSE_ACCEPTANCE and line.payload.get("ground") == "false_materials"
    return months_after(line.on, bans.FALSE_MATERIALS.months) if imposed and barred_until(file) else None


def papers_follow(file: CasePage) -> bool:
    """Whether papers that were allowed to follow may be handed in now."""
    return file.standing.phase in IN_REVIEW and bool(file.standing.owed)


def accept_with_papers_to_follow(request: HttpRequest, file: CasePage, actor: Actor, g: Gesture) -> int:
    """Accept for as many working days as were typed; the act refuses what is too long."""
    said = request.POST.get("owed_days", "")
    return intake.accept(
        case_id=file.id,
        mode="tolerance",
        owed_days=int(said) if said.isdecimal() and len(said) < 5 else None,
        by=actor,
        at=clock.now(),
        key=g.key,
        seen=g.seen,
    )


@for_role("clerk", "officer")
@require_POST
def receive(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """The competent authority has what was taken in elsewhere: received now, the examination begins."""
    actor, at = request.actor, clock.now()  # type: ignore[attr-defined]
    gesture = gestures.posted(request)
    file = queries.case_page(actor, case_id, at=at)
    try:
        act = intake.receive_forwarded(case_id=case_id, by=actor, at=at, key=gesture.key, seen=gesture.seen)
    except Refused as refusal:
        messages.error(request, wording.sentence(casefile.explained(refusal, file)).text)
        return HttpResponseRedirect(reverse("window:case", args=[case_id]))
    messages.success(request, gettext("Received. The time to examine it runs from today."))
    return HttpResponseRedirect(f"{reverse('window:done', args=[case_id])}?act={act}")
