"""Coming in: by a code, by a password, by registering, or in a demonstration by one click."""

import ipaddress
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import ConfirmLoginCodeView, LoginView
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fondouk.companies import commands, queries
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.web.account.forms import SignUpForm
from fondouk.web.account.limits import client_address
from fondouk.web.ui.shortcuts import (
    COMPANY_IN_SESSION,
    language_of,
    local_address,
    put_refusals,
    render,
)

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class SignIn(LoginView):
    """The library's page; coming back to it starts afresh instead of going on to the code."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        clear_login(request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "next": next_of(self.request),
            "try_it": may_try_it(self.request),
        }


class ConfirmCode(ConfirmLoginCodeView):
    """The library's page; in a demonstration it shows the code that was sent."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = self._process.state
        return super().get_context_data(**kwargs) | {
            "next": next_of(self.request),
            "registering": self.request.GET.get("for") == "registration",
            "address": isolated(state.get("email") or state.get("phone")),
            "demo_code": self._process.code if may_try_it(self.request) else None,
        }


sign_in = SignIn.as_view()
confirm_code = ConfirmCode.as_view()


@never_cache
def sign_up(request: HttpRequest) -> HttpResponse:
    """Register with an address and a name; whoever is known already simply comes in."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("account:home"))
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _send_code(request, form.cleaned_data["address"], form.cleaned_data["name"])
        except Refused as refused:
            put_refusals(form, refused, language_of(request))
    return render(request, "account/signup.html", {"form": form, "next": next_of(request)})


def _send_code(request: HttpRequest, address: str, name: str) -> HttpResponse:
    language = language_of(request)
    at = clock.now()
    person_id = commands.sign_up(address=address, name=name, language=language, at=at)
    person = get_user_model().objects.get(pk=person_id)
    email, phone = queries.read_address(address)
    LoginCodeVerificationProcess.initiate(request=request, user=person, email=email, phone=phone)
    where = reverse("account_confirm_login_code")
    following = next_of(request)
    said = {"for": "registration"} | ({"next": following} if following else {})
    return HttpResponseRedirect(f"{where}?{urlencode(said)}")


# Where the demonstration's people have their work; those of a supplier read what buyers ask.
_LANDINGS = {"buyer": "buyer:rfqs", "staff": "desk:home"}


@require_POST
def try_it(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's people. Absent where this is not a demonstration."""
    if not may_try_it(request):
        raise Refused("not_found")
    person_id = queries.find_demonstration_person(request.POST.get("as", ""))
    if person_id is None:
        raise Refused("not_found")
    person = get_user_model().objects.get(pk=person_id)
    request.session.pop(COMPANY_IN_SESSION, None)
    login(request, person, backend=_BACKEND)
    record_authentication(request, person, "demonstration")
    landing = reverse(_LANDINGS.get(request.POST["as"], "supplier:requests"))
    return HttpResponseRedirect(local_address(request, next_of(request), landing))


def may_try_it(request: HttpRequest) -> bool:
    """Whether this is a demonstration, asked from this very machine."""
    if not settings.FONDOUK.demo:
        return False
    try:
        return ipaddress.ip_address(client_address(request)).is_loopback
    except ValueError:
        return False


def isolated(address: str) -> str:
    """The address for a sentence in either direction of reading: it always reads left to right."""
    return f"\u2066{address}\u2069"


def next_of(request: HttpRequest) -> str:
    """Where the person wanted to go, as long as that is on this hub."""
    wanted = request.POST.get("next") or request.GET.get("next")
    return local_address(request, wanted, "")
