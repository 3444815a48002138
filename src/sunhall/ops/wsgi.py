"""The WSGI application that the web server runs."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sunhall.ops.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
