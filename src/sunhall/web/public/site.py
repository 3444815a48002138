"""What search engines read: robots.txt and the site map of all guides. One query."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from sunhall.catalogue import queries as catalogue
from sunhall.web.access import for_anyone

MOST: Final = 50_000  # addresses one site map may hold (sitemaps.org)
CLOSED: Final = ("/account/", "/apply/", "/my/", "/desk/", "/office/", "/design/", "/admin/", "/files/", "/verify/")


@for_anyone
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Which pages search engines may keep: the guides, nothing about people or cases."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), f"Sitemap: {public('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@for_anyone
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The addresses of the public pages and of every guide."""
    names = ("find", "matters", "hearings", "follow", "verify", "deadline")
    pages = [reverse(f"public:{name}") for name in names]
    guides = [reverse("public:guide", args=[m.code]) for m in catalogue.matters(state="published", limit=MOST - 10)]
    text = render_to_string("public/sitemap.xml", {"addresses": [public(path) for path in pages + guides]})
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


def public(path: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"
