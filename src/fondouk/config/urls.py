"""Every address of the hub; each audience lists its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("fondouk.web.ui.urls")),
]
