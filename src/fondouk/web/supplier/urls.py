"""Addresses of the pages for suppliers."""

from django.urls import include, path

app_name = "supplier"

urlpatterns = [
    path("imports/", include("fondouk.web.supplier.imports.urls")),
]
