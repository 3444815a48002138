"""The page after an act at the counter: what is true now, the notice to print, and how to go on."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sunhall.cases import queries
from sunhall.kernel import clock
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.licensing import TABLE
from sunhall.people.queries import Actor
from sunhall.web import casefile
from sunhall.web.access import for_role
from sunhall.web.casefile import words
from sunhall.web.officer import buttons
from sunhall.web.pages import page
from sunhall.web.window import modes


@dataclass(frozen=True, slots=True)
class Back:
    """Where the person came from: the queue of the windows, or her own work list."""

    address: str
    label: str


def back(request: HttpRequest) -> Back:
    """For the links back on the counter's pages."""
    if request.actor.role == "officer":  # type: ignore[attr-defined]
        return Back(f"{reverse('officer:list')}?role=intake", _("Work list"))
    return Back(reverse("window:desk"), _("Counter desk"))


@for_role("clerk", "officer")
@require_safe
def page_of(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """After a verdict: what is true now, the notice to print, and the next act of whoever holds the power for it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    file = queries.case_page(actor, case_id, at=clock.now())
    told: dict[str, Any] = {"case": file, "back": back(request), "status_now": casefile.status_sentence(file)}
    act = request.GET.get("act", "")
    line = next((a for a in file.acts if str(a.id) == act), file.acts[-1])
    notice = TABLE[Kind(line.kind)].notice
    told |= {
        "sentence": next((s for s in casefile.sentences(file) if s.seq == line.seq), None),
        "seq": line.seq,
        "barred_until": modes.barred_by(file, line),
        "owed": [casefile.material_name(file, m) for m in line.payload.get("owed", ())],
        "notice": words.notice_name(file, notice) if notice else "",
        "coming": buttons.coming(file),
    }
    return page(request, "window/done.html", **told)
