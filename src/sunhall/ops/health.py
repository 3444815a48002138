"""`/healthz`: whether this process answers and reaches its database. For the proxy and the supervisor of services."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from sunhall.web.access import for_anyone


@for_anyone
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 `ok`, or 503 with one word that says what is missing. Tells nothing else to anybody."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
