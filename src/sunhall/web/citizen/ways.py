"""How an application is to be handled: the ordinary way, or on a commitment the applicant chooses after reading it.

One choice, asked once: here it is kept where the matter asks for it (a question, a field) and with the draft.
Basis: Guobanfa (2020) No. 42.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sunhall.cases import contents
from sunhall.cases.acts import abouts, drafts
from sunhall.cases.contents import Content
from sunhall.kernel.refused import NotFound, Refused
from sunhall.web.casefile import words
from sunhall.web.citizen.drafting import Draft, with_draft
from sunhall.web.forms import FormPage
from sunhall.web.pages import page as answer
from sunhall.web.pages import refused_page
from sunhall.web.templatetags import house

GENERAL: Final = "general"
COMMITMENT: Final = "commitment"


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody promises who chooses the commitment, in words of the matter."""

    text: str
    replaces: tuple[str, ...]
    check_days: int | None
    basis: str


def may_choose(content: Content) -> bool:
    """Whether this very case may go on a commitment; what was chosen can always be looked at and taken back."""
    return COMMITMENT in content.modes or content.chose_commitment


def chosen(content: Content) -> str:
    """The way chosen, as its name."""
    return words.word(words.MODES, COMMITMENT if content.chose_commitment else GENERAL)


def promise(content: Content) -> Promise:
    mode = content.version.modes.commitment
    names = {m.id: house.words(m.name) for m in content.version.materials}
    names |= {step.id: house.words(step.name) for step in content.version.steps}
    return Promise(
        text=house.words(mode.text),
        replaces=tuple(names[one] for one in mode.replaces if one in names),
        check_days=int(mode.check_within_days) if mode.check_within_days else None,
        basis=content.version.cited(mode.basis, get_language() or "zh-hans"),
    )


def fields_of(content: Content) -> set[str]:
    """The fields of the form that ask for the way."""
    return {f.id for f in content.version.form.fields if f.only_allowed_modes}


def without(shown: FormPage | None, content: Content) -> FormPage | None:
    """The topic without the field that asks for the way: it is asked on its own page."""
    asked = fields_of(content)
    if shown is None or not asked & {f.name for f in shown.fields}:
        return shown
    return replace(shown, fields=tuple(f for f in shown.fields if f.name not in asked))


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def way(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """Choose how the application is handled, after reading what is promised and what follows from breaking it."""
    if draft.is_supplement:
        return redirect(draft.home)
    if not may_choose(draft.content):
        raise NotFound
    said = request.POST.get("way", COMMITMENT if draft.content.chose_commitment else GENERAL)
    context: dict[str, Any] = {"draft": draft, "promise": promise(draft.content), "way": said, "ways": _options()}
    if request.method != "POST":
        return answer(request, "citizen/way.html", **context)
    if said not in (GENERAL, COMMITMENT):
        raise NotFound
    if said == COMMITMENT and not request.POST.get("read"):
        error = _("Please tick that you have read what you promise.")
        return answer(request, "citizen/way.html", status=422, read_error=error, **context)
    try:
        _choose(draft, said)
    except Refused as refusal:
        return refused_page(request, "citizen/way.html", refusal, **context)
    return redirect("citizen:tasks", draft.id)


def _options() -> list[tuple[str, str]]:
    return [(GENERAL, _("The ordinary way: I hand in everything now")), (COMMITMENT, _("With a commitment"))]


def _choose(draft: Draft, said: str) -> None:
    told = dict(draft.row.data.get(abouts.KEY) or {})
    if said == GENERAL:
        # Only what asks for the way: another device may have saved the rest meanwhile.
        answers, data = contents.in_mode(draft.content.version, {}, {}, GENERAL)
        drafts.save(application_id=draft.id, by=draft.actor, at=draft.at, data=data, answers=answers)
    drafts.about(
        application_id=draft.id,
        by=draft.actor,
        at=draft.at,
        request=told.get("request") or "new",
        certificate=told.get("certificate"),
        commitment=said == COMMITMENT,
        collected_by=told.get("collected_by"),
    )
