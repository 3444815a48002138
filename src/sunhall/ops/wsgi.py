"""The WSGI application that the web server runs."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sunhall.ops.settings")

from django.core.wsgi import get_wsgi_application

from sunhall.ops import ground

application = get_wsgi_application()
ground.follow_calendar()
