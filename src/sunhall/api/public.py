"""The open part of the API: deadlines, matters, guides, the check of a certificate. For anyone, without a key."""

from typing import Annotated, Any, Final

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router

from sunhall.api import access, guides, problems, shapes
from sunhall.catalogue import queries as catalogue
from sunhall.certificates import queries as certificates
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law import deadline as law
from sunhall.law.periods.table import GROUPS
from sunhall.people import attempts

router = Router()
WHAT: Final = "verify"  # the same guard as the page's: guesses on both count together
PROBLEMS: Final = {404: shapes.Problem, 422: shapes.Problem, 429: shapes.Problem}
Line = Annotated[str, Query(max_length=200)]


@router.get("/deadline", response={200: shapes.Deadline, **PROBLEMS}, url_name="deadline")
@access.for_anyone
def deadline(
    request: HttpRequest,
    start: Annotated[
        str,
        Query(
            alias="from",
            max_length=40,
            description="Day of the event, not counted: 2026-02-10; with unit=hour the instant: 2026-02-10T09:30",
        ),
    ],
    days: Annotated[int | None, Query(description="How many days (months or hours, with unit); not with rule")] = None,
    unit: Annotated[str | None, Query(max_length=40, description="working (default), calendar, month or hour")] = None,
    rule: Annotated[str | None, Query(max_length=60, description="A period of the law, see /deadline/rules")] = None,
    pause: Annotated[
        list[str] | None,
        Query(description="A stop, 2026-02-12..2026-02-20, or 2026-02-12.. while it is open; may repeat"),
    ] = None,
    extend: Annotated[int, Query(description="An extension in the same unit")] = 0,
) -> Any:
    """When a legal period ends, and why each day counts or does not."""
    pauses = [_stop(text) for text in pause or [] if text]
    question = {"from": start, "days": days, "unit": unit, "pauses": pauses, "extend": extend, "rule": rule}
    return law.answer(question if rule is not None else {**question, "unit": unit or "working"})


@router.get("/deadline/rules", response={200: shapes.Rules, **PROBLEMS}, url_name="deadline-rules")
@access.for_anyone
def rules(request: HttpRequest) -> Any:
    """The periods of the laws that a deadline can be asked by, with their articles."""
    told = [law.tell_rule(rule) for group in GROUPS for rule in group.periods]
    return {"count": len(told), "rules": told}


def _stop(text: str) -> list[str | None]:
    start, dots, end = text.partition("..")
    if not dots:
        raise Refused("bad_pause", value=text[:40])
    return [start.strip(), end.strip() or None]


@router.get("/matters", response={200: shapes.Matters, **PROBLEMS}, url_name="matters")
@access.for_anyone
def matters(
    request: HttpRequest,
    q: Line,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> Any:
    """Search for matters in Chinese, English, pinyin or its first letters; guides first."""
    found = catalogue.search(q, language=get_language() or "zh-hans", limit=limit)
    return {"query": q, "count": len(found), "matters": [guides.line(one) for one in found]}


@router.get("/matters/{code}", response={200: shapes.MatterGuide, **PROBLEMS}, url_name="matter")
@access.for_anyone
def matter(request: HttpRequest, code: str) -> Any:
    """The guide of a matter as it holds today, with every provision it rests on."""
    return guides.guide(catalogue.guide(_plain(code), on=clock.today()))


@router.get("/certificates/{number}", response={200: shapes.CheckedCertificate, **PROBLEMS}, url_name="certificate")
@access.for_anyone
def certificate(
    request: HttpRequest,
    number: str,
    code: Annotated[str, Query(max_length=40, description="The check code printed on it")] = "",
) -> Any:
    """Whether a certificate was issued here and is valid today; the names of persons masked."""
    at, address = clock.now(), access.client(request)
    if seconds := attempts.wait(WHAT, address, at=at):
        return problems.wait(seconds)
    try:
        found = certificates.check(_plain(number), _plain(code) or None, today=clock.legal_day(at))
    except NotFound:
        attempts.wrong(WHAT, address, at=at)
        raise
    if found.code_matches is False:
        attempts.wrong(WHAT, address, at=at)
    return found


def _plain(text: str) -> str:
    """Without what PostgreSQL cannot hold."""
    return "".join(c for c in text if c.isprintable())


OPERATIONS: Final = {
    "deadline": deadline,
    "deadline-rules": rules,
    "matters": matters,
    "matter": matter,
    "certificate": certificate,
}
