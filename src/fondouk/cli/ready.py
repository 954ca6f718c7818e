"""Make the process ready for work on the database: Django, then the adapters in their slots."""

import django
from django.conf import settings
from django.utils.module_loading import import_string


def get_ready() -> None:
    """Load the rooms and wire them. Safe to call twice."""
    django.setup()
    import_string(settings.FONDOUK_WIRING)()
