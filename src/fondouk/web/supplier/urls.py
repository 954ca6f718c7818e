"""Addresses of the supplier's pages."""

from fondouk.web.supplier.trade_urls import paths as trade_paths

app_name = "supplier"

urlpatterns = [*trade_paths]
