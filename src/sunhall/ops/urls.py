"""The root of all addresses. Pages and API own theirs; here is only what belongs to running the house."""

from django.urls import include, path

from sunhall.ops.health import healthz

handler400 = "sunhall.web.errors.bad_request"
handler403 = "sunhall.web.errors.forbidden"
handler404 = "sunhall.web.errors.not_found"
handler500 = "sunhall.web.errors.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("sunhall.api.urls")),
    path("", include("sunhall.web.urls")),
]
