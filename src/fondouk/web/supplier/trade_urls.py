"""Addresses of the supplier's side of a trade."""

from django.urls import path

from fondouk.web.supplier import trade_views as views

paths = [
    path("requests", views.requests, name="requests"),
    path("requests/open", views.open_requests, name="open-requests"),
    path("requests/<slug:rfq_id>", views.request_page, name="request"),
    path("requests/<slug:rfq_id>/quote", views.quote_new, name="quote-new"),
    path("requests/<slug:rfq_id>/decline", views.decline, name="decline"),
    path("offers", views.offers, name="offers"),
    path("offers/<slug:quote_id>", views.offer, name="offer"),
    path("offers/<slug:quote_id>/revise", views.offer_revise, name="offer-revise"),
    path("offers/<slug:quote_id>/withdraw", views.offer_withdraw, name="offer-withdraw"),
]
