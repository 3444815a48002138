"""The addresses of the program and one empty page, for `bench.pages`. Also its WSGI application."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sunhall.ops.settings")

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

if not settings.configured or not settings.ROOT_URLCONF.startswith("bench"):
    settings.ROOT_URLCONF = "bench.urls"
django.setup(set_prefix=False)


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>empty</title>")


empty.roles = ("anyone",)  # type: ignore[attr-defined]

urlpatterns = [path("bench/empty/", empty), path("", include("sunhall.ops.urls"))]

application = WSGIHandler()
