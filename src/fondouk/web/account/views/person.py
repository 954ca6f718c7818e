"""A person's own page: name, language, addresses, where they work, their data, leaving."""

from time import time

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import compare_user_code
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fondouk.companies import commands, queries
from fondouk.kernel.refused import Refused
from fondouk.notices.events import Channel
from fondouk.plumbing import clock
from fondouk.web.account.adapter import send_notice, send_words
from fondouk.web.account.forms import AddressField, CodeField
from fondouk.web.account.views.entry import isolated, may_try_it
from fondouk.web.account.views.security import recently_signed_in
from fondouk.web.account.words import KINDS, ROLES
from fondouk.web.ui.shortcuts import actor_of, language_of, put_refusals, render, signed_in

_PENDING = "account_new_address"


class PersonForm(forms.Form):
    """What a person may say about themselves."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)


class NewAddressForm(forms.Form):
    """A new e-mail address or phone number."""

    address = AddressField(label=gettext_lazy("New e-mail address or phone number"))


class NewAddressCodeForm(forms.Form):
    """The code that was sent to the new address."""

    code = CodeField(label=gettext_lazy("Six-digit code"))


@never_cache
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Who I am, how I sign in, where I work."""
    actor = actor_of(request)
    me = queries.get_person(actor)
    form = PersonForm(request.POST or None, initial={"name": me.name, "language": me.language})
    if request.method == "POST" and form.is_valid():
        try:
            commands.describe_person(actor=actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            put_refusals(form, refused, language_of(request))
        else:
            return _in_language(form.cleaned_data["language"])
    context = {
        "form": form,
        "me": me,
        "workplaces": queries.list_workplaces(actor),
        "invitations": queries.list_my_invitations(actor, clock.now()),
        "kinds": KINDS,
        "roles": ROLES,
    }
    return render(request, "account/home.html", context)


@never_cache
@recently_signed_in
def change_address(request: HttpRequest) -> HttpResponse:
    """Ask for another address; the code that proves it goes there."""
    form = NewAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _send_code(request, form.cleaned_data["address"])
        except Refused as refused:
            put_refusals(form, refused, language_of(request))
        else:
            return HttpResponseRedirect(reverse("account:address-code"))
    return render(request, "account/address.html", {"form": form})


def _send_code(request: HttpRequest, address: str) -> None:
    """Send a code, or, where the address is another person's, say so there and nowhere else."""
    email, phone = queries.read_address(address)
    people = get_user_model().objects.exclude(pk=request.user.pk)
    taken = people.filter(email=email) if email else people.filter(phone=phone)
    code = get_adapter().generate_login_code()
    channel = Channel.MAIL if email else Channel.SMS
    if taken.exists():
        send_words(channel, address, "address_taken", {})
        code = ""
    else:
        send_words(channel, address, "login_code", {"code": code})
    pending = {"address": address, "code": code, "at": time(), "tries": settings.CODE_TRIES}
    request.session[_PENDING] = pending


@never_cache
@recently_signed_in
def confirm_address(request: HttpRequest) -> HttpResponse:
    """The code from the new address: ten minutes, five tries."""
    pending = request.session.get(_PENDING)
    if not pending or time() - pending["at"] > settings.CODE_MINUTES * 60:
        return HttpResponseRedirect(reverse("account:address"))
    form = NewAddressCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if compare_user_code(actual=form.cleaned_data["code"], expected=pending["code"]):
            return _prove(request, pending["address"])
        pending["tries"] -= 1
        request.session[_PENDING] = pending
        if pending["tries"] <= 0:
            del request.session[_PENDING]
            messages.error(request, _("There were too many wrong codes. Ask for a new one."))
            return HttpResponseRedirect(reverse("account:address"))
        form.add_error("code", _("This is not the code. Look at the latest message."))
    context = {
        "form": form,
        "address": isolated(pending["address"]),
        "demo_code": pending["code"] if may_try_it(request) else None,
    }
    return render(request, "account/address_code.html", context)


def _prove(request: HttpRequest, address: str) -> HttpResponse:
    del request.session[_PENDING]
    email, phone = queries.read_address(address)
    actor = actor_of(request)
    before = queries.get_person(actor)
    commands.change_address(actor=actor, email=email, phone=phone, at=clock.now())
    _tell_old(before.email if email else before.phone, address)
    messages.success(request, _("Your address was changed."))
    return HttpResponseRedirect(reverse("account:home"))


def _tell_old(old: str | None, new: str = "") -> None:
    """A letter to the address that no longer opens the account, so that a theft is noticed."""
    if old and old != new:
        send_notice(Channel.MAIL if "@" in old else Channel.SMS, old, "address_gone")


@require_POST
@recently_signed_in
def drop_address(request: HttpRequest) -> HttpResponse:
    """Take the e-mail address or the phone number away."""
    kind = "phone" if request.POST.get("kind") == "phone" else "email"
    actor = actor_of(request)
    before = queries.get_person(actor)
    commands.drop_address(actor=actor, kind=kind, at=clock.now())
    _tell_old(before.phone if kind == "phone" else before.email)
    return HttpResponseRedirect(reverse("account:home"))


@require_POST
@signed_in
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything that the hub keeps about me, as a file."""
    data = queries.get_personal_data(actor_of(request))
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="fondouk-my-data.json"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@recently_signed_in
def erase(request: HttpRequest) -> HttpResponse:
    """Forget me, for good."""
    actor = actor_of(request)
    commands.erase_person(actor=actor, person_id=actor.person_id or "", at=clock.now())
    logout(request)
    return render(request, "account/erased.html")


def _in_language(language: str) -> HttpResponse:
    response = HttpResponseRedirect(reverse("account:home"))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.PRODUCTION,
    )
    return response
