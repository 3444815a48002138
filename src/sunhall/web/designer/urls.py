"""Addresses of the designer's pages. Included by `sunhall.web.urls` under `/design/`; every view says who may."""

from django.urls import path

from sunhall.web.designer import exceptions, matters, publishing, upload

app_name = "designer"
urlpatterns = [
    path("", matters.listed, name="matters"),
    path("matters/<str:code>/", matters.one, name="matter"),
    path("matters/<str:code>/publish/", publishing.publish, name="publish"),
    path("matters/<str:code>/end/", publishing.end, name="end"),
    path("versions/<int:version_id>/", matters.version, name="version"),
    path("versions/<int:version_id>/file/", matters.source_file, name="file"),
    path("versions/<int:before_id>/<int:after_id>/", matters.diff, name="diff"),
    path("import/", upload.hand_in, name="import"),
    path("import/<uuid:upload_id>/", upload.checked, name="checked"),
    path("import/<uuid:upload_id>/file/", upload.give_back, name="give_back"),
    path("import/<uuid:upload_id>/confirm/", upload.confirm, name="confirm"),
    path("exceptions/", exceptions.listed, name="exceptions"),
    path("exceptions/new/", exceptions.add, name="exception_add"),
]
