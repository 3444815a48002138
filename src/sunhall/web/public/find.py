"""Find: the first page with its search, and lists of matters by authority or life event. Queries: 2 for a search
without listed matters, 3 with; 3 for the first page; 2 to 4 for a list."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sunhall.catalogue import queries as catalogue
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound
from sunhall.people import queries as people
from sunhall.web.access import for_anyone
from sunhall.web.pages import page
from sunhall.web.public import lists, words
from sunhall.web.templatetags import house

MOST: Final = 30  # rows of a search or of a page of a list
ON_FRONT: Final = 12  # guides on the first page


@dataclass(frozen=True, slots=True)
class LifeEvent:
    code: str
    name: str
    count: int


def said(request: HttpRequest, name: str, longest: int = 200) -> str:
    """A parameter as one line of text. What cannot be printed is dropped, not answered with an error."""
    text = request.GET.get(name, "")[:longest]
    return "".join(c for c in text if c.isprintable()).strip()


@for_anyone
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Search for a service in Chinese, English or pinyin; without words, what people come for."""
    typed, today = said(request, "q"), clock.today()
    if typed:
        found = catalogue.search(typed, language=get_language() or "zh-hans", limit=MOST)
        context: dict[str, Any] = {"rows": lists.rows(found, on=today), "full": len(found) == MOST}
    else:
        front = catalogue.matters(state="published", limit=ON_FRONT)
        context = {"front": lists.rows(front, on=today), "events": life_events()}
    return page(request, "public/find.html", fragment="public/_found.html", of=repr(context), typed=typed, **context)


def life_events() -> list[LifeEvent]:
    return [
        LifeEvent(code, words.word(words.LIFE_EVENTS, code), count) for code, count in catalogue.life_events().items()
    ]


@for_anyone
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """All matters, or those of an authority or a life event, in pinyin order, guides first."""
    authority, event, after = (
        said(request, "authority", 80),
        said(request, "life_event", 80),
        said(request, "after", 80),
    )
    found = catalogue.matters(authority=authority, life_event=event, after=after, limit=MOST + 1)
    shown = lists.rows(found[:MOST], on=clock.today())
    named = next((a for a in people.authorities() if a.code == authority), None) if authority else None
    if authority and named is None:
        raise NotFound
    return page(
        request,
        "public/matters.html",
        rows=shown,
        after=found[MOST - 1].code if len(found) > MOST else "",
        started=bool(after),
        title=_title(house.words(named.name) if named else "", event),
        phone=named.phone if named else "",
        events=life_events(),
        event=event,
        authority=authority,
    )


def _title(authority: str, event: str) -> str:
    if authority:
        return _("Matters of %(authority)s") % {"authority": authority}
    if event:
        return words.word(words.LIFE_EVENTS, event)
    return _("All matters")
