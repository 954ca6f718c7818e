"""The company's certificates, with their papers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fondouk.evidence import commands, queries
from fondouk.evidence.events import CertificateDraft, CertificateView, Paper, Trust
from fondouk.kernel.actor import Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing import blobs, clock
from fondouk.web.ui.shortcuts import (
    actor_of,
    for_company,
    language_of,
    put_refusals,
    render,
    signed_in,
)


class CertificateForm(forms.Form):
    """A certificate that covers the company."""

    kind = forms.ChoiceField(label=gettext_lazy("Certificate"))
    issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=120)
    number = forms.CharField(label=gettext_lazy("Number"), max_length=120, required=False)
    valid_from = forms.DateField(
        label=gettext_lazy("Valid from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    valid_to = forms.DateField(
        label=gettext_lazy("Valid to"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    paper = forms.FileField(
        label=gettext_lazy("Paper"),
        required=False,
        help_text=gettext_lazy(
            "PDF, PNG or JPEG. Only your company and the hub's desk can open it; the desk reads"
            " it to verify the certificate."
        ),
    )

    def __init__(self, *given: Any, language: str) -> None:
        super().__init__(*given)
        options = [(kind.code, kind.names.best(language)) for kind in queries.list_kinds()]
        self.fields["kind"].choices = options  # type: ignore[attr-defined]


@for_company
def certificates(request: HttpRequest) -> HttpResponse:
    """What the company holds, and a form for one more."""
    actor, language = actor_of(request), language_of(request)
    actor.require(Deed.READ_CATALOGUE)
    company = str(actor.company_id)
    posted = request.method == "POST"
    form = CertificateForm(
        request.POST if posted else None, request.FILES if posted else None, language=language
    )
    if posted and form.is_valid():
        try:
            _add(request, company, form.cleaned_data)
        except Refused as refused:
            put_refusals(form, refused, language)
        else:
            messages.success(request, _("The certificate is added."))
            return HttpResponseRedirect(reverse("supplier:certificates"))
    held = queries.list_certificates(actor, [company])[company]
    context = {
        "form": form,
        "rows": [_row(one, language) for one in held],
        "may_edit": actor.may(Deed.EDIT_CATALOGUE),
    }
    status = 422 if posted else 200
    return render(request, "supplier/products/certificates.html", context, status=status)


@require_POST
@for_company
def withdraw(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """Take a certificate back."""
    commands.withdraw_certificate(actor_of(request), certificate_id=certificate_id, at=clock.now())
    messages.success(request, _("The certificate is withdrawn."))
    return HttpResponseRedirect(reverse("supplier:certificates"))


@signed_in  # type: ignore[arg-type]
def paper(request: HttpRequest, certificate_id: str) -> HttpResponseBase:
    """The paper as an attachment, for its holder and the desk."""
    found = queries.get_paper(actor_of(request), certificate_id)
    file = blobs.path_of(found.sha256).open("rb")
    response = FileResponse(
        file, as_attachment=True, filename=found.name, content_type=found.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _add(request: HttpRequest, company: str, typed: dict[str, Any]) -> None:
    file = typed["paper"]
    draft = CertificateDraft(
        kind=typed["kind"],
        issuer=typed["issuer"],
        number=typed["number"],
        valid_from=typed["valid_from"],
        valid_to=typed["valid_to"],
    )
    commands.add_certificate(
        actor_of(request),
        company_id=company,
        draft=draft,
        paper=Paper(name=file.name, content=file.read()) if file else None,
        at=clock.now(),
    )


def _row(one: CertificateView, language: str) -> dict[str, Any]:
    trust = {
        Trust.DECLARED: (_("declared by you"), "wait"),
        Trust.UPLOADED: (_("paper uploaded, not yet read"), "wait"),
        Trust.VERIFIED: (_("verified by the hub"), "good"),
    }
    state = {"refused": (_("refused"), "bad"), "withdrawn": (_("withdrawn"), None)}
    label, tone = state.get(one.state.value) or trust[one.trust]
    return {
        "view": one,
        "name": one.kind.names.best(language),
        "label": label,
        "tone": tone,
        "expired": one.expired(clock.today()),
    }
