"""Companies as the desk judges them: the list, one of them with its papers, and the decisions."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from fondouk.catalogue.queries import count_of_companies
from fondouk.companies import commands, queries
from fondouk.companies.events import CompanyKind, CompanyState
from fondouk.evidence.queries import list_certificates
from fondouk.kernel.actor import Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock, refusals
from fondouk.reference.queries import list_regions
from fondouk.web.desk import labels
from fondouk.web.desk.entrance import asked, at_desk
from fondouk.web.ui.shortcuts import actor_of, language_of, put_refusals, render

Decide = Callable[..., None]


class CompaniesForm(forms.Form):
    """Which companies to show."""

    q = forms.CharField(label=_("Name, town or number"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, given: Any) -> None:
        super().__init__(given)
        states = [(one.value, labels.company_state(one)[0]) for one in CompanyState]
        kinds = [(one.value, labels.company_kind(one)) for one in CompanyKind]
        self.fields["state"].choices = [("", _("any")), *states]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("any")), *kinds]  # type: ignore[attr-defined]


class GroundForm(forms.Form):
    """On what ground the desk decides; recorded for good."""

    ground = forms.CharField(
        label=_("Ground"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


@at_desk(Deed.DESK_VERIFY)
def companies(request: HttpRequest) -> HttpResponse:
    """All companies by state and words."""
    actor = actor_of(request)
    form = CompaniesForm(request.GET)
    parts = asked(form)
    question = queries.CompanyQuestion(
        words=parts["q"] or "",
        state=CompanyState(parts["state"]) if parts["state"] else None,
        kind=CompanyKind(parts["kind"]) if parts["kind"] else None,
    )
    page = queries.list_companies(actor, question, cursor=request.GET.get("cursor"))
    context = {
        "form": form,
        "rows": page.items,
        "next": page.next,
        "counts": queries.count_companies(actor),
        "states": list(CompanyState),
        "products": count_of_companies(actor, [row.card.id for row in page.items]),
        "labels": labels,
    }
    return render(request, "desk/companies.html", context)


@at_desk(Deed.DESK_VERIFY)
def company(request: HttpRequest, company_id: str) -> HttpResponse:
    """One company: what it says, what it shows, what was decided and done."""
    return _page(request, company_id)


@at_desk(Deed.DESK_VERIFY)
@require_POST
def verify(request: HttpRequest, company_id: str) -> HttpResponse:
    """Verified, on a recorded ground."""
    done = gettext("The company is verified.")
    return _decide(request, company_id, "verify", commands.verify_company, done)


@at_desk(Deed.DESK_VERIFY)
@require_POST
def suspend(request: HttpRequest, company_id: str) -> HttpResponse:
    """Out of public view, for a recorded reason."""
    done = gettext("The company is suspended.")
    return _decide(request, company_id, "suspend", commands.suspend_company, done)


@at_desk(Deed.DESK_VERIFY)
@require_POST
def reinstate(request: HttpRequest, company_id: str) -> HttpResponse:
    """Back in public view, for a recorded reason."""
    done = gettext("The suspension is lifted.")
    return _decide(request, company_id, "reinstate", commands.reinstate_company, done)


def _decide(
    request: HttpRequest, company_id: str, deed: str, command: Decide, done: str
) -> HttpResponse:
    form = GroundForm(request.POST, prefix=deed)
    if not form.is_valid():
        return _page(request, company_id, {deed: form}, 422)
    try:
        command(
            actor=actor_of(request),
            company_id=company_id,
            ground=form.cleaned_data["ground"],
            expected_version=form.cleaned_data["version"],
            at=clock.now(),
        )
    except Refused as refused:
        put_refusals(form, refused, language_of(request))
        return _page(request, company_id, {deed: form}, refusals.status_of(refused))
    messages.success(request, done)
    return HttpResponseRedirect(reverse("desk:company", args=[company_id]))


def _page(
    request: HttpRequest,
    company_id: str,
    refused: dict[str, GroundForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = actor_of(request)
    standing = queries.get_standing(actor, company_id)
    initial = {"version": standing.version}
    forms_of = {
        deed: (refused or {}).get(deed) or GroundForm(prefix=deed, initial=initial)
        for deed in _deeds(standing.card.state)
    }
    context = {
        "standing": standing,
        "papers": queries.list_documents(actor, company_id),
        "region": _region(standing.draft.region, language_of(request)),
        "certificates": list_certificates(actor, [company_id])[company_id],
        "today": clock.today(),
        "forms": {**forms_of, **(refused or {})},
        "refused": refused or {},
        "products": count_of_companies(actor, [company_id]).get(company_id, 0),
        "labels": labels,
    }
    return render(request, "desk/company.html", context, status)


def _region(code: str | None, language: str) -> str:
    """A region by its name, or by its code where the hub does not know it."""
    known = {one.code: one.names.best(language) for one in list_regions()}
    return known.get(code or "", code or "")


def _deeds(state: CompanyState) -> tuple[str, ...]:
    """What may be decided about a company in this state; the likeliest first."""
    return {
        CompanyState.UNVERIFIED: ("verify", "suspend"),
        CompanyState.SUBMITTED: ("verify", "suspend"),
        CompanyState.VERIFIED: ("suspend",),
        CompanyState.SUSPENDED: ("reinstate", "verify"),
    }[state]
