"""Addresses that belong to no audience."""

from django.urls import path

from fondouk.web.ui import health

app_name = "ui"

urlpatterns = [
    path("healthz", health.live, name="live"),
    path("readyz", health.ready, name="ready"),
]
