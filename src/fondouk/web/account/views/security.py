"""A second factor is added, and its recovery codes are seen at once, without showing it again."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpRequest, HttpResponse


class AddApp(ActivateTOTPView):
    """The library's page for an authenticator app."""

    def form_valid(self, form: Any) -> HttpResponse:
        return _shown(self.request, super().form_valid(form))


class AddPasskey(AddWebAuthnView):
    """The library's page for a passkey."""

    def form_valid(self, form: Any) -> HttpResponse:
        return _shown(self.request, super().form_valid(form))


def _shown(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    record_authentication(request, request.user, "mfa", reauthenticated=True)
    return response


add_app = AddApp.as_view()
add_passkey = AddPasskey.as_view()
