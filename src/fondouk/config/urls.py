"""Every address of the hub; each audience lists its own."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("fondouk.api.urls")),
    path("", include("fondouk.web.ui.urls")),
    path("", include("fondouk.web.public.urls")),
    path("account/", include("fondouk.web.account.urls")),
    path("account/", include("fondouk.web.account.entrance")),
    path("", include("fondouk.web.buyer.urls")),
    path("", include("fondouk.web.supplier.urls")),
    path("desk/", include("fondouk.web.desk.urls")),
]

handler400 = "fondouk.web.ui.views.bad_request"
handler403 = "fondouk.web.ui.views.permission_denied"
handler404 = "fondouk.web.ui.views.page_not_found"
handler500 = "fondouk.web.ui.views.server_error"
