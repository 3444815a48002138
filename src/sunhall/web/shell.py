"""The few pages that belong to the house itself and to no audience: language, accessibility, about."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import check_for_language
from django.views.decorators.http import require_GET, require_POST

from sunhall.web import addresses
from sunhall.web.access import for_anyone
from sunhall.web.pages import page


@for_anyone
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Switches the language of the screens and returns to the same page. Kept in a cookie for a year."""
    response = HttpResponseRedirect(addresses.path_of(request.POST.get("next") or "/"))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES) and check_for_language(chosen):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


@for_anyone
@require_GET
def accessibility(request: HttpRequest) -> HttpResponseBase:
    """How accessible these pages are, what we know to be wanting, and how to tell us."""
    return page(request, "accessibility.html")


@for_anyone
@require_GET
def about(request: HttpRequest) -> HttpResponseBase:
    """What Sunhall is, its version and its licence."""
    return page(request, "about.html")
