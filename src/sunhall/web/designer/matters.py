"""The designer's list of matters, one matter with its versions and draft, a version as a guide, two side by side."""

from itertools import pairwise
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from sunhall.cases import tallies
from sunhall.catalogue import queries as catalogue
from sunhall.catalogue import registers
from sunhall.kernel import clock
from sunhall.people import queries as people
from sunhall.web.access import for_role
from sunhall.web.designer import words
from sunhall.web.designer.compare import side_by_side
from sunhall.web.pages import page
from sunhall.web.powers import with_power
from sunhall.web.public import guide as public
from sunhall.web.templatetags import house

PAGE = 50


@for_role("designer")
@with_power("design")
@require_GET
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every matter there is, in any state; filters and the place in the list stay in the address."""
    asked = {name: _typed(request, name) for name in ("state", "authority", "type", "q", "after")}
    if asked["state"] not in registers.STATES:
        asked["state"] = ""
    others = {"authority": asked["authority"], "type_": asked["type"], "text": asked["q"]}
    counts = registers.counts(**others)
    on = clock.legal_day(request.at)  # type: ignore[attr-defined]
    rows = registers.matters(on=on, state=asked["state"], after=asked["after"], limit=PAGE + 1, **others)
    return page(
        request,
        "designer/matters.html",
        rows=[(row, words.said(words.TYPES, row.type)) for row in rows[:PAGE]],
        after=rows[PAGE - 1].code if len(rows) > PAGE else "",
        asked=asked,
        total=counts.get(asked["state"], 0) if asked["state"] else sum(counts.values()),
        states=[
            ("", gettext("All"), sum(counts.values())),
            *((state, words.said(words.STATES, state), counts.get(state, 0)) for state in registers.STATES),
        ],
        types=[("", gettext("All types")), *((t, words.said(words.TYPES, t)) for t in registers.types())],
        authorities=[
            ("", gettext("All authorities")),
            *((code, f"{house.words(name)} · {code}") for code, name in registers.authorities()),
        ],
    )


def _typed(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").strip()[:100]


@for_role("designer")
@with_power("design")
@require_GET
def one(request: HttpRequest, code: str) -> HttpResponseBase:
    """One matter: its versions, the draft with what the gate says of it, and the values of the city it uses."""
    on = clock.legal_day(request.at)  # type: ignore[attr-defined]
    head = registers.head(code)
    versions = catalogue.versions(code, on=on)
    draft = registers.draft_at(code, on=on)
    current = next((v for v in versions if v.standing == "in_force"), None)
    shown = current or next((v for v in versions if v.standing == "coming"), None)
    running = tallies.running_by_version([v.id for v in versions])
    told = draft or shown
    parameters = registers.parameters_of(told.id, on=on) if told else []
    before = {newer.id: older for newer, older in pairwise(versions)}  # the one to compare each with
    return page(
        request,
        "designer/matter.html",
        head=head,
        state=words.said(words.STATES, head.state),
        type=words.said(words.TYPES, head.type),
        versions=[
            (v, words.said(words.STANDINGS, v.standing), running.get(v.id, 0), before.get(v.id)) for v in versions
        ],
        draft=draft,
        blocking=[p for p in draft.problems if p.blocks] if draft else [],
        worth_a_look=[p for p in draft.problems if not p.blocks] if draft else [],
        current=current,
        parameters=[words.use(p) for p in parameters],
        stale=[words.use(p) for p in parameters if p.stale] if not draft else [],
    )


@for_role("designer")
@with_power("design")
@require_GET
def version(request: HttpRequest, version_id: int) -> HttpResponseBase:
    """A version, or the draft, as its guide looks or will look to the public."""
    code, number, _document = registers.document(version_id)
    content = catalogue.version(version_id)
    around = registers.around(code, content)
    names = {content.authority: house.words(around.authority)}
    if others := public.heard(content) - set(names):
        names |= {a.code: house.words(a.name) for a in people.authorities() if a.code in others}
    remedies = tuple((name, house.words(text)) for name, text in around.remedies.items() if text)
    told = public.Around(tuple(sorted(names.items())), remedies, around.phone)
    # A draft changes under the same id, so what is kept of published versions is not asked.
    body, contents = public.drawn(version_id, get_language() or "", told)
    head = registers.head(code)
    return page(
        request, "designer/version.html", head=head, number=number, content=content, body=body, contents=contents,
        facts=public.facts(content), version_id=version_id, authority=around.authority,
    )  # fmt: skip


@for_role("designer")
@with_power("design")
@require_GET
def source_file(request: HttpRequest, version_id: int) -> HttpResponseBase:
    """The file of a version, as it was imported."""
    code, name, number, text = registers.source_of(version_id)
    answer = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    disposition = content_disposition_header(as_attachment=True, filename=name or f"{code}-{number}.yaml")
    answer["Content-Disposition"] = disposition or "attachment"
    return answer


@for_role("designer")
@with_power("design")
@require_GET
def diff(request: HttpRequest, before_id: int, after_id: int) -> HttpResponseBase:
    """Two versions of one matter side by side, only where they differ."""
    code, old_number, old = registers.document(before_id)
    other, new_number, new = registers.document(after_id)
    if code != other:
        raise Http404
    shown: dict[str, Any] = {
        "head": registers.head(code),
        "old_number": old_number,
        "new_number": new_number,
        "sections": side_by_side(registers.difference(old, new)),
        "swapped": (after_id, before_id),
    }
    return page(request, "designer/diff.html", **shown)
