"""Addresses of the counter desk. Included by `sunhall.web.urls` under `/desk/`; every view says who may open it."""

from django.urls import path

from sunhall.web.window import applying, done, heard, intake, modes, people, queue, spot

app_name = "window"
urlpatterns = [
    path("", queue.desk, name="desk"),
    path("find/", queue.find, name="find"),
    path("person/", people.person, name="person"),
    path("person/<str:token>/", people.party, name="party"),
    path("person/<str:token>/show/", people.reveal, name="party_reveal"),
    path("new/", applying.choose, name="choose"),
    path("new/<slug:code>/", applying.narrow, name="narrow"),
    path("drafts/<uuid:number>/", applying.draft, name="draft"),
    path("drafts/<uuid:number>/papers/", applying.paper, name="draft_paper"),
    path("drafts/<uuid:number>/discard/", applying.discard, name="draft_discard"),
    path("cases/<int:case_id>/", intake.case, name="case"),
    path("cases/<int:case_id>/show/", intake.reveal, name="case_reveal"),
    path("cases/<int:case_id>/correct/", spot.correct, name="spot"),
    path("cases/<int:case_id>/receive/", modes.receive, name="receive"),
    path("cases/<int:case_id>/said/<slug:what>/", heard.said, name="said"),
    path("cases/<int:case_id>/supplement/", intake.supplement, name="supplement"),
    path("cases/<int:case_id>/done/", done.page_of, name="done"),
    path("cases/<int:case_id>/<slug:name>/", intake.verdict, name="verdict"),
]
