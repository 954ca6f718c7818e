"""Addresses that belong to no audience."""

from django.urls import path, re_path

from fondouk.web.ui import health, media, views

app_name = "ui"

urlpatterns = [
    path("healthz", health.live, name="live"),
    path("readyz", health.ready, name="ready"),
    path("language", views.set_language, name="language"),
    path("theme", views.set_theme, name="theme"),
    path("styleguide", views.styleguide, name="styleguide"),
    re_path(r"^media/(?P<sha256>[0-9a-f]{64})\.webp$", media.picture, name="media"),
    re_path(r"^motif/(?P<seed>[A-Za-z0-9._/-]{1,80})\.svg$", views.motif, name="motif"),
]
