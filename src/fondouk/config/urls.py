"""Every address of the hub; each audience lists its own."""

from django.urls import include, path
from django.views.generic import RedirectView

# What people type by hand, and the page that answers it.
_TYPED = (
    ("desk", "desk:home"),
    ("account", "account:home"),
    ("supplier", "supplier:products"),
    ("supplier/", "supplier:products"),
    ("buyer", "buyer:rfqs"),
    ("buyer/", "buyer:rfqs"),
)

urlpatterns = [
    *(path(typed, RedirectView.as_view(pattern_name=name)) for typed, name in _TYPED),
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
