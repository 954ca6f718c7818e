"""Addresses of the import pages."""

from django.urls import path

from fondouk.web.supplier.imports import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("mappings", views.mappings, name="mappings"),
    path("mappings/<str:mapping_id>/delete", views.delete_mapping, name="mapping-delete"),
    path("export.<str:kind>", views.export, name="export"),
    path("<str:import_id>", views.show, name="import"),
    path("<str:import_id>/prepare", views.prepare, name="import-prepare"),
    path("<str:import_id>/start", views.start, name="import-start"),
    path("<str:import_id>/reopen", views.reopen, name="import-reopen"),
    path("<str:import_id>/cancel", views.cancel, name="import-cancel"),
    path("<str:import_id>/progress", views.progress, name="import-progress"),
    path("<str:import_id>/report.csv", views.report, name="import-report"),
    path("<str:import_id>/mapping.json", views.mapping_file, name="import-mapping"),
]
