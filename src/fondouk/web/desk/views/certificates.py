"""Certificates whose papers wait to be read, one of them, and what the desk says of it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from fondouk.catalogue.queries import find_listing
from fondouk.companies.queries import list_cards
from fondouk.evidence import commands, queries
from fondouk.evidence.events import CertificateState
from fondouk.kernel.actor import Deed
from fondouk.kernel.numbers import whole_of
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock, refusals
from fondouk.web.desk import labels
from fondouk.web.desk.entrance import at_desk, tell_refused
from fondouk.web.ui.shortcuts import actor_of, attachment, language_of, put_refusals, render


class RefuseForm(forms.Form):
    """Why a certificate is not shown; its holder reads it."""

    note = forms.CharField(
        label=_("Reason"),
        help_text=_("The holder reads these words. Say what is wrong and what would mend it."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


@at_desk(Deed.DESK_VERIFY)
def certificates(request: HttpRequest) -> HttpResponse:
    """Papers that nobody has read, the longest waiting first."""
    actor = actor_of(request)
    found = queries.list_waiting(actor)
    cards = list_cards(actor, {one.company_id for one in found})
    rows = [{"view": one, "holder": cards[one.company_id]} for one in found]
    context = {"rows": rows, "today": clock.today(), "labels": labels}
    return render(request, "desk/certificates.html", context)


@at_desk(Deed.DESK_VERIFY)
def certificate(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """One certificate with its paper."""
    return _page(request, certificate_id, RefuseForm())


@at_desk(Deed.DESK_VERIFY)
def paper(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """The paper, as an attachment."""
    found = queries.get_paper(actor_of(request), certificate_id)
    return attachment(found.sha256, name=found.name, media_type=found.media_type)


@at_desk(Deed.DESK_VERIFY)
@require_POST
def verify(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """The paper has been read and is right."""
    try:
        commands.verify_certificate(
            actor_of(request),
            certificate_id=certificate_id,
            expected_version=_version(request),
            at=clock.now(),
        )
    except Refused as refused:
        tell_refused(request, refused)
        return HttpResponseRedirect(reverse("desk:certificate", args=[certificate_id]))
    messages.success(request, gettext("The certificate is verified."))
    return HttpResponseRedirect(reverse("desk:certificates"))


@at_desk(Deed.DESK_VERIFY)
@require_POST
def refuse(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """The certificate is not shown, and its holder reads why."""
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, certificate_id, form, 422)
    try:
        commands.refuse_certificate(
            actor_of(request),
            certificate_id=certificate_id,
            note=form.cleaned_data["note"],
            expected_version=_version(request),
            at=clock.now(),
        )
    except Refused as refused:
        put_refusals(form, refused, language_of(request))
        return _page(request, certificate_id, form, refusals.status_of(refused))
    messages.success(request, gettext("The certificate is refused. Its holder reads why."))
    return HttpResponseRedirect(reverse("desk:certificates"))


def _page(
    request: HttpRequest, certificate_id: str, form: RefuseForm, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_certificate(actor, certificate_id)
    context = {
        "view": found,
        "holder": list_cards(actor, [found.company_id])[found.company_id],
        "listing": find_listing(actor, found.product_id) if found.product_id else None,
        "open": found.state is CertificateState.STANDING,
        "today": clock.today(),
        "form": form,
        "labels": labels,
    }
    return render(request, "desk/certificate.html", context, status)


def _version(request: HttpRequest) -> int:
    version = whole_of(request.POST.get("version", ""))
    return -1 if version is None else version
