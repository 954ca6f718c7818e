"""Addresses of what a person keeps."""

from django.urls import path

from fondouk.web.buyer import kept

urlpatterns = [
    path("searches", kept.searches, name="searches"),
    path("searches/save", kept.save, name="search-save"),
    path("searches/<slug:saved_id>/look", kept.look, name="search-look"),
    path("searches/<slug:saved_id>/rename", kept.rename, name="search-rename"),
    path("searches/<slug:saved_id>/notify", kept.notify, name="search-notify"),
    path("searches/<slug:saved_id>/delete", kept.delete, name="search-delete"),
    path("following", kept.following, name="following"),
    path("following/<slug:company_id>", kept.follow, name="follow"),
]
