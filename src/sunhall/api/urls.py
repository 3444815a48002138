"""The addresses of the API. Included by `sunhall.ops.urls`."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
