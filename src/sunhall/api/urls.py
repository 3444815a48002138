"""The addresses of the API. Included by `sunhall.ops.urls`. Its description is at /api/openapi.json; nothing is loaded
from elsewhere, so there is no page that draws it (point a tool of your own at the description)."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI

from sunhall.api import access, problems, public

api = NinjaAPI(
    title="Sunhall",
    version="1",
    description="The open part of a government service centre: deadlines, matters with their guides, certificates.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    throttle=[access.ByAddress()],
)
problems.register(api)
api.add_router("", public.router)


@access.for_anyone
def description(request: HttpRequest) -> None:
    """The description of the API (OpenAPI)."""


@access.for_anyone
def nothing(request: HttpRequest) -> None:
    """Nothing: the API begins one level below."""


_patterns, _app, _namespace = api.urls
operations = {**public.OPERATIONS, "openapi-json": description, "api-root": nothing}
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", (access.said_on(_patterns, operations), _app, _namespace)),
]
