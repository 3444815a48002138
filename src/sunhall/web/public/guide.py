"""The guide of a matter: every open element on one page. One query (two where other authorities take part); the
body is made once for a version and language and kept in the process, since a published version never changes."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sunhall.catalogue import queries as catalogue
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.queries import Guide
from sunhall.kernel import clock
from sunhall.people import queries as people
from sunhall.web.access import for_anyone
from sunhall.web.pages import page
from sunhall.web.public import phrases, words
from sunhall.web.public.shown import Shown
from sunhall.web.templatetags import house


@for_anyone
@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Everything the law wants open about a matter, from its conditions to its remedies."""
    found = catalogue.guide(code, on=clock.today())
    if found.content is None:
        return page(request, "public/listed.html", guide=found, type_name=words.word(words.TYPES, found.type))
    around = around_of(found)
    body, contents = rendered(int(found.version_id or 0), get_language() or "", around)
    return page(
        request,
        "public/guide.html",
        of=repr((replace(found, content=None), around)),
        guide=found,
        content=found.content,
        body=body,
        contents=contents,
        facts=facts(found.content),
        kind=kind(found.content),
        start=start_address(found.content),
        qr=qr(code),
        address=address(code),
    )


class Around(NamedTuple):
    """What a guide says that does not stand in its version: names of authorities, remedies with their bodies named."""

    names: tuple[tuple[str, str], ...]
    remedies: tuple[tuple[str, str], ...]
    phone: str


def around_of(found: Guide) -> Around:
    assert found.content is not None
    named = {found.authority.code: house.words(found.authority.name)}
    others = heard(found.content) - set(named)
    if others:
        named |= {a.code: house.words(a.name) for a in people.authorities() if a.code in others}
    remedies = tuple((name, house.words(text)) for name, text in found.remedies.items() if text)
    return Around(tuple(sorted(named.items())), remedies, found.authority.phone)


def heard(content: VersionContent) -> set[str]:
    """The codes of the other authorities that take part."""
    return {lane.authority for lane in content.lanes} | {s.authority for s in content.steps if s.authority}


@lru_cache(maxsize=512)
def rendered(version_id: int, language: str, around: Around) -> tuple[SafeString, list[tuple[str, str]]]:
    """`drawn`, kept: of a published version only, which never changes."""
    return drawn(version_id, language, around)


def drawn(version_id: int, language: str, around: Around) -> tuple[SafeString, list[tuple[str, str]]]:
    """The body of a guide and its table of contents, in the active language `language`; drawn anew each time."""
    content = catalogue.version(version_id)
    shown = Shown(content, dict(around.names), catalogue.parameter_meanings())
    remedies = [(REMEDIES()[name], text) for name, text in around.remedies]
    context = {
        "shown": shown,
        "content": content,
        "guide": content.guide,
        "remedies": remedies,
        "phone": around.phone,
        "objects": house.listed([words.word(words.OBJECTS, o) for o in content.service_objects]),
        "where_source": phrases.set_by_city(content.guide.where),
        "hours_source": phrases.set_by_city(content.guide.hours),
        "complaint_source": phrases.set_by_city(content.guide.complaint),
        "channels": house.listed([words.word(words.CHANNELS, c) for c in content.channels]),
        "LANGUAGE_CODE": language,
    }
    return mark_safe(render_to_string("public/_guide_body.html", context)), sections(shown)  # noqa: S308 - our template


def REMEDIES() -> dict[str, str]:  # noqa: N802 - a table that must be translated when it is read
    return {
        "reconsideration": _("Administrative reconsideration"),
        "litigation": _("Lawsuit"),
        "inaction": _("When no decision comes in time"),
        "compensation": _("State compensation"),
    }


def sections(shown: Shown) -> list[tuple[str, str]]:
    """The table of contents: (anchor, title), only what the page has."""
    found = [
        ("concern", _("Am I concerned?"), True),
        ("materials", _("Materials"), True),
        ("procedure", _("Procedure"), True),
        ("limits", _("Time limits"), True),
        ("fees", _("Fees"), True),
        ("result", _("Result and validity"), bool(shown.results)),
        ("after", _("After the grant"), bool(shown.after)),
        ("quantity", _("Quantity limit"), True),
        ("special", _("Special procedures"), True),
        ("remedies", _("If you disagree"), True),
        ("where", _("Where and when"), True),
        ("duties", _("Your duties"), bool(shown.content.guide.duties)),
        ("faq", _("Questions and answers"), bool(shown.content.guide.faq)),
        ("city", _("Values set by this city"), bool(shown.city_values)),
        ("basis", _("Legal basis"), True),
    ]
    return [(anchor, title) for anchor, title, there in found if there]


def facts(content: VersionContent) -> dict[str, str]:
    """The four facts of the band: promised days, legal limit, fee, visits."""
    return {
        "promised": phrases.length(content.limits.promised),
        "promised_source": phrases.set_by_city(content.limits.promised.amount),
        "limit": phrases.length(content.limits.decision),
        "fee": phrases.fee(content),
        "visits": phrases.visits(content),
    }


def kind(content: VersionContent) -> dict[str, str]:
    """What the national list classes a matter by (GB/T 39046): type, level, kind of case, handling."""
    return {
        "type": words.word(words.TYPES, content.type),
        "level": words.word(words.LEVELS, content.level),
        "case_type": words.word(words.CASE_TYPES, content.procedure.case_type),
        "handling": words.word(words.HANDLING, content.procedure.handling),
    }


def start_address(content: VersionContent) -> str:
    """Where the primary button leads: to the questions, or straight to the application; empty when only at the hall."""
    if not {"online", "mobile"} & set(content.channels):
        return ""
    return f"/matters/{content.code}/narrow/" if content.questions else f"/apply/start/?matter={content.code}"


def address(code: str) -> str:
    """The public address of a guide, as its QR code has it."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/matters/{code}/"


@lru_cache(maxsize=4096)
def qr(code: str) -> SafeString:
    """The QR code of a guide's address as SVG, without a style attribute."""
    made = segno.make(address(code), error="m", micro=False)
    return mark_safe(made.svg_inline(scale=3, border=2, omitsize=False, svgclass=None, lineclass=None))  # noqa: S308
