"""Addresses of the buyer's pages, and of the pages that both sides of a trade share."""

from django.urls import path

from fondouk.web.buyer import kept_urls, messages, orders, quotes, requests

app_name = "buyer"

urlpatterns = [
    *kept_urls.urlpatterns,
    path("rfqs", requests.rfqs, name="rfqs"),
    path("rfqs/new", requests.rfq_new, name="rfq-new"),
    path("rfqs/<slug:rfq_id>", requests.rfq, name="rfq"),
    path("rfqs/<slug:rfq_id>/edit", requests.rfq_edit, name="rfq-edit"),
    path("rfqs/<slug:rfq_id>/compare", quotes.compare, name="compare"),
    path("rfqs/<slug:rfq_id>/with/<slug:supplier_id>", messages.rfq_talk, name="talk"),
    path("rfqs/<slug:rfq_id>/do/<slug:deed>", requests.rfq_deed, name="rfq-deed"),
    path("quotes/<slug:quote_id>", quotes.quote, name="quote"),
    path("quotes/<slug:quote_id>/award", quotes.award, name="award"),
    path("orders", orders.orders, name="orders"),
    path("orders/<slug:order_id>", orders.order, name="order"),
    path("orders/<slug:order_id>/do/<slug:deed>", orders.order_deed, name="order-deed"),
    path("messages", messages.inbox, name="messages"),
    path("messages/files/<slug:attachment_id>", messages.file, name="file"),
    path("messages/<slug:kind>/<slug:subject>", messages.say, name="say"),
]
