"""Who one is, shown anew: a second factor is added, and its recovery codes are seen at once,
without showing it again; deeds that could take an account away ask for a recent sign-in.
"""

from functools import wraps
from time import time
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fondouk.web.ui.shortcuts import View, signed_in

_RECENT_SECONDS = 15 * 60


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


def recently_signed_in(view: View) -> View:
    """Ask for the password or the second factor again, as the pages of security do.

    Who has neither has nothing but the code: they sign in anew when that is a quarter of an
    hour ago.
    """
    again = signed_in(reauthentication_required(view))

    @wraps(view)
    def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or get_reauthentication_flows(user):
            return again(request, *args, **kwargs)
        records = get_authentication_records(request, user)
        if records and time() - records[-1]["at"] < _RECENT_SECONDS:
            return view(request, *args, **kwargs)
        back = request.path if request.method == "GET" else reverse("account:home")
        logout(request)
        messages.info(request, _("Sign in again first, so that nobody else does this for you."))
        return HttpResponseRedirect(f"{reverse('account:sign-in')}?{urlencode({'next': back})}")

    return check


add_app = AddApp.as_view()
add_passkey = AddPasskey.as_view()
