"""Addresses of the officers' pages, under `/office/`. Every view says who may open it."""

from django.urls import path

from sunhall.web.officer import acts, file, interests, watch, worklist

app_name = "officer"
urlpatterns = [
    path("", worklist.work_list, name="list"),
    path("find/", worklist.find, name="find"),
    path("watch/", watch.watch, name="watch"),
    path("interests/", interests.show, name="interests"),
    path("interests/<int:interest_id>/end/", interests.end, name="interest_end"),
    path("cases/<int:case_id>/", file.case, name="case"),
    path("cases/<int:case_id>/show/", file.reveal, name="case_reveal"),
    path("cases/<int:case_id>/<slug:kind>/", acts.act, name="act"),
]
