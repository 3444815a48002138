"""Addresses of the administrator's pages. Included by `sunhall.web.urls` under `/admin/`; every view says who may."""

from django.urls import path

from sunhall.web.administrator import calendar, officers, places, powers, watch

app_name = "administrator"
urlpatterns = [
    path("", watch.overview, name="overview"),
    path("officers/", officers.listed, name="officers"),
    path("officers/new/", officers.add, name="officer_add"),
    path("officers/<int:officer_id>/", officers.one, name="officer"),
    path("officers/<int:officer_id>/change/", officers.change, name="officer_change"),
    path("officers/<int:officer_id>/password/", officers.password, name="officer_password"),
    path("officers/<int:officer_id>/second-factor/", officers.second_factor, name="officer_second_factor"),
    path("officers/<int:officer_id>/close/", officers.close, name="officer_close"),
    path("officers/<int:officer_id>/open/", officers.reopen, name="officer_open"),
    path("officers/<int:officer_id>/powers/new/", powers.grant, name="power_grant"),
    path("powers/<int:grant_id>/substitute/", powers.substitute, name="power_substitute"),
    path("powers/<int:grant_id>/end/", powers.end, name="power_end"),
    path("changes/", watch.changes, name="changes"),
    path("readings/", watch.readings, name="readings"),
    path("mail/", watch.mail, name="mail"),
    path("mail/<int:message_id>/again/", watch.mail_again, name="mail_again"),
    path("jobs/", watch.jobs, name="jobs"),
    path("jobs/<int:job_id>/again/", watch.job_again, name="job_again"),
    path("calendar/", calendar.years, name="calendar"),
    path("calendar/new/", calendar.hand_in, name="calendar_new"),
    path("calendar/<int:notice_id>/", calendar.preview, name="calendar_notice"),
    path("calendar/<int:notice_id>/load/", calendar.load, name="calendar_confirm"),
    path("calendar/loads/<int:version>/", calendar.journal, name="calendar_load"),
    path("calendar/loads/<int:version>/moves.csv", calendar.journal_file, name="calendar_load_file"),
    path("<slug:kind>/", places.listed, name="places"),
    path("<slug:kind>/new/", places.add, name="place_add"),
    path("<slug:kind>/<int:pk>/", places.change, name="place"),
]
