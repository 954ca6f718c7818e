"""Addresses of a supplier's products and certificates."""

from django.urls import path

from fondouk.web.supplier.products import certificates, editing, pictures, views

paths = [
    path("supplier/products", views.products, name="products"),
    path("supplier/products/new", editing.new, name="product-new"),
    path("supplier/products/<slug:product_id>", editing.edit, name="product"),
    path("supplier/products/<slug:product_id>/preview", views.preview, name="product-preview"),
    path("supplier/products/<slug:product_id>/history", views.history, name="product-history"),
    path("supplier/products/<slug:product_id>/step", views.step, name="product-step"),
    path("supplier/products/<slug:product_id>/reviewed", views.reviewed, name="product-reviewed"),
    path("supplier/products/<slug:product_id>/pictures", pictures.add, name="picture-add"),
    path(
        "supplier/products/<slug:product_id>/pictures/change",
        pictures.change,
        name="picture-change",
    ),
    path("supplier/certificates", certificates.certificates, name="certificates"),
    path(
        "supplier/certificates/<slug:certificate_id>/withdraw",
        certificates.withdraw,
        name="certificate-withdraw",
    ),
    path(
        "supplier/certificates/<slug:certificate_id>/paper",
        certificates.paper,
        name="certificate-paper",
    ),
]
