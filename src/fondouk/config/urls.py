"""Every address of the hub; each audience lists its own."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("fondouk.api.app")),
    path("", include("fondouk.web.ui.urls")),
]
