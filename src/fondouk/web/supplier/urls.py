"""Addresses of the pages for suppliers."""

from django.urls import include, path

from fondouk.web.supplier.products.urls import paths as product_paths
from fondouk.web.supplier.trade_urls import paths as trade_paths

app_name = "supplier"

urlpatterns = [
    path("supplier/imports/", include("fondouk.web.supplier.imports.urls")),
    *product_paths,
    *trade_paths,
]
