"""Addresses of the files of a case, the same for every audience; each view asks the gate of the case."""

from django.urls import path

from sunhall.web.casefile import files, printing

app_name = "casefile"
urlpatterns = [
    path("files/<uuid:token>/", files.paper, name="paper"),
    path("notices/<int:case_id>/<int:seq>.pdf", files.notice, name="notice"),
    path("notices/<int:case_id>/", printing.listed, name="notices"),
    path("notices/<int:case_id>/print/", printing.print_chosen, name="print"),
    path("notices/<int:case_id>/<int:seq>/service/", printing.serve, name="serve"),
    path("clock/<int:case_id>.pdf", files.clock_sheet, name="clock"),
    path("certificates/<int:case_id>/<int:certificate_id>.pdf", files.certificate, name="certificate"),
]
