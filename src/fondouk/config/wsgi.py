"""The web process's entry: settings, wiring, application."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fondouk.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from fondouk.config.wiring import wire  # noqa: E402

wire()
