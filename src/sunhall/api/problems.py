"""Errors as problem details (RFC 9457) in the language the caller asked for by Accept-Language."""

import json
from math import ceil
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from sunhall.kernel.refused import NotFound, Refused
from sunhall.law import deadline_words

MEDIA_TYPE: Final = "application/problem+json"


def problem(status: int, code: str, title: str, **more: Any) -> HttpResponse:
    """A problem: `type` names the kind, `title` is the sentence, `status` repeats the status."""
    body = {"type": f"urn:sunhall:problem:{code}", "title": title, "status": status, "code": code, **more}
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)


def wait(seconds: int) -> HttpResponse:
    """429 with the seconds to wait, also as Retry-After."""
    title = ngettext(
        "Too many calls. Please wait %(count)d second.", "Too many calls. Please wait %(count)d seconds.", seconds
    )
    answer = problem(429, "too_many_calls", title % {"count": seconds}, retry_after=seconds)
    answer["Retry-After"] = str(seconds)
    return answer


def refused(refusal: Refused) -> HttpResponse:
    """A refusal of the calculator, in its own words."""
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    return problem(422, refusal.code, deadline_words.message(refusal, language))


def register(api: NinjaAPI) -> None:
    """Every error of the API answers as a problem."""

    @api.exception_handler(Refused)
    def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return refused(error)

    @api.exception_handler(NotFound)
    @api.exception_handler(Http404)
    def _not_found(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(404, "not_found", _("There is nothing here under this name."))

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = [{"field": str(e["loc"][-1]), "problem": _sentence(e)} for e in error.errors]
        return problem(422, "invalid_parameters", _("Some parameters cannot be used."), errors=fields)

    @api.exception_handler(Throttled)
    def _throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
        return wait(max(1, ceil(error.wait or 1)))

    @api.exception_handler(HttpError)
    def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "http", str(error))


def _sentence(error: dict[str, Any]) -> str:
    """What is wrong with a parameter, in the asked language."""
    kind, facts = str(error.get("type", "")), error.get("ctx") or {}
    if kind == "missing":
        return _("This parameter is missing.")
    if kind in ("int_parsing", "int_type", "int_from_float", "int_parsing_size"):
        return _("Enter a whole number.")
    if kind in ("greater_than_equal", "less_than_equal"):
        return _("The number is out of range.")
    if kind == "string_too_long":
        return _("Write at most %(most)s characters.") % {"most": facts.get("max_length", "")}
    return _("This value cannot be used.")
