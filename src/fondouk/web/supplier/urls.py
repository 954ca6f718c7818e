"""Addresses of the pages for suppliers."""

from django.urls import include, path

from fondouk.web.supplier.trade_urls import paths as trade_paths

app_name = "supplier"

urlpatterns = [
    path("supplier/imports/", include("fondouk.web.supplier.imports.urls")),
    *trade_paths,
]
