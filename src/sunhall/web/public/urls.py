"""Addresses of the public pages. Included by `sunhall.web.urls`; every view says who may open it."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from sunhall.web.public import deadline, find, follow, guide, hearings, narrow, site, verify


class Code(StringConverter):
    """The code of a matter: a name of ours, or the number the district's list gives it."""

    regex = r"[\w.-]{1,80}"


register_converter(Code, "code")

app_name = "public"
urlpatterns = [
    path("", find.find, name="find"),
    path("matters/", find.matters, name="matters"),
    path("matters/<code:code>/", guide.guide, name="guide"),
    path("matters/<code:code>/narrow/", narrow.narrow, name="narrow"),
    path("hearings/", hearings.hearings, name="hearings"),
    path("follow/", follow.follow, name="follow"),
    path("follow/clock/", follow.clock_sheet, name="follow_clock"),
    path("verify/", verify.verify, name="verify"),
    path("verify/notice/<str:code>/", verify.notice, name="verify_notice"),
    path("verify/<str:number>/", verify.certificate, name="verify_certificate"),
    path("deadline/", deadline.deadline, name="deadline"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
]
