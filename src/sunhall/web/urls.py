"""The addresses of all pages, one module per audience. Who may open a page stands on its view (`web.access`)."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from sunhall.web import shell

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", shell.language, name="language"),
    path("accessibility/", shell.accessibility, name="accessibility"),
    path("about/", shell.about, name="about"),
    path("account/", include("sunhall.web.account.urls")),
    path("", include("sunhall.web.casefile.urls")),
    path("desk/", include("sunhall.web.window.urls")),
    path("office/", include("sunhall.web.officer.urls")),
    path("design/", include("sunhall.web.designer.urls")),
    path("admin/", include("sunhall.web.administrator.urls")),
    path("", include("sunhall.web.citizen.urls")),
    path("", include("sunhall.web.public.urls")),
]
if settings.DEBUG or settings.DEMO or settings.TEST:
    urlpatterns.append(path("styleguide/", include("sunhall.web.styleguide.urls")))
