"""The WSGI application that the web server loads."""

import os

import muniment  # noqa: F401 - puts the sound SQLite in place before Django loads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muniment.site.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
