"""Addresses of the pages for this audience. Included by `sunhall.web.urls`; every view says who may open it."""

from django.urls import URLPattern

app_name = "administrator"
urlpatterns: list[URLPattern] = []
