"""Addresses of the API and of its reference page."""

from django.urls import path

from fondouk.api.app import api, openapi_json
from fondouk.api.docs import reference

app_name = "api"

urlpatterns = [
    path("openapi.json", openapi_json, name="openapi"),
    path("docs", reference, name="reference"),
    *api.urls[0],
]
