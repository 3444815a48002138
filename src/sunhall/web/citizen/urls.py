"""Addresses of the applicant's pages: apply, my matters. Included by `sunhall.web.urls`."""

from django.urls import path

from sunhall.web.citizen import (
    acting,
    correcting,
    handing_in,
    licences,
    matters,
    papers,
    rating,
    saving,
    start,
    topics,
    ways,
)

app_name = "citizen"
urlpatterns = [
    path("apply/start/", start.begin, name="start"),
    path("apply/<uuid:application_id>/", topics.tasks, name="tasks"),
    path("apply/<uuid:application_id>/save/", saving.autosave, name="save"),
    path("apply/<uuid:application_id>/papers/", papers.checklist, name="papers"),
    path("apply/<uuid:application_id>/papers/<slug:material>/add/", papers.add, name="add_paper"),
    path("apply/<uuid:application_id>/papers/<int:paper_id>/remove/", papers.remove, name="remove_paper"),
    path("apply/<uuid:application_id>/way/", ways.way, name="way"),
    path("apply/<uuid:application_id>/check/", handing_in.check, name="check"),
    path("apply/<uuid:application_id>/receipt/", handing_in.receipt, name="receipt"),
    path("apply/<uuid:application_id>/discard/", handing_in.discard, name="discard"),
    path("apply/<uuid:application_id>/<slug:page_id>/", topics.topic, name="topic"),
    path("my/", matters.mine, name="mine"),
    path("my/certificates/", licences.mine, name="licences"),
    path("my/certificates/<int:certificate_id>/<slug:what>/", licences.ask, name="licence_ask"),
    path("my/<int:case_id>/", matters.one, name="case"),
    path("my/<int:case_id>/act/<slug:kind>/", acting.act, name="act"),
    path("my/<int:case_id>/withdraw/", matters.withdraw, name="withdraw"),
    path("my/<int:case_id>/correct/", correcting.correct, name="correct"),
    path("my/<int:case_id>/correct/<slug:material>/add/", correcting.add, name="correct_add"),
    path("my/<int:case_id>/correct/<int:paper_id>/remove/", correcting.remove, name="correct_remove"),
    path("my/<int:case_id>/correct/form/<slug:page_id>/", correcting.form_page, name="correct_form"),
    path("my/<int:case_id>/rate/", rating.rate, name="rate"),
]
