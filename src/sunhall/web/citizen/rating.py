"""Rating a finished case: five levels and a comment, once, of one's own free will."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from sunhall.kernel import clock
from sunhall.kernel.refused import Refused
from sunhall.voice import acts, queries, rules
from sunhall.web.access import for_role
from sunhall.web.citizen.entry import opened
from sunhall.web.pages import page as answer
from sunhall.web.pages import refused_page

WORDS: Final[dict[int, Promise]] = {  # GB/T 39046-2020 A.8
    1: pgettext_lazy("rating", "Very satisfied"),
    2: pgettext_lazy("rating", "Satisfied"),
    3: pgettext_lazy("rating", "Basically satisfied"),
    4: pgettext_lazy("rating", "Dissatisfied"),
    5: pgettext_lazy("rating", "Very dissatisfied"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_role("applicant")
def rate(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """The question, and thanks once it is answered."""
    page = opened(request, case_id)
    given = queries.given(case_id)
    if given is not None:
        return answer(request, "citizen/rated.html", page=page, word=WORDS[given.level], rating=given)
    comment = request.POST.get("comment", "")
    level = request.POST.get("level", "")
    context: dict[str, Any] = {
        "page": page,
        "levels": list(WORDS.items()),
        "level": level,
        "comment": comment,
        "limit": rules.COMMENT,
        "open": queries.may_rate(page),
    }
    if request.method != "POST":
        return answer(request, "citizen/rate.html", **context)
    if level not in {"1", "2", "3", "4", "5"}:
        error = _("Please choose one of the five.")
        return answer(request, "citizen/rate.html", status=422, error=error, **context)
    try:
        acts.rate(case_id=case_id, by=request.actor, level=int(level), comment=comment, at=clock.now())  # type: ignore[attr-defined]
    except Refused as refusal:
        if refusal.code != "already_rated":
            return refused_page(request, "citizen/rate.html", refusal, **context)
    return redirect("citizen:rate", case_id)
