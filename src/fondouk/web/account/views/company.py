"""A company's own page: registering it, what it says about itself, its members, switching."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fondouk.companies import commands, queries
from fondouk.companies.events import CompanyKind
from fondouk.kernel.actor import Actor, Staff
from fondouk.kernel.numbers import whole_of
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.web.account.company_forms import CompanyForm, ProducersForm, initial_of
from fondouk.web.account.words import KINDS, STATES
from fondouk.web.ui.shortcuts import (
    COMPANY_IN_SESSION,
    actor_of,
    for_company,
    language_of,
    local_address,
    put_refusals,
    render,
    signed_in,
)


@signed_in
def register(request: HttpRequest) -> HttpResponse:
    """Register a company; the person becomes its owner and goes on working for it."""
    actor = actor_of(request)
    if isinstance(actor, Staff):
        raise Refused("not_allowed", deed="company")
    language = language_of(request)
    form = CompanyForm(request.POST or None, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            company = commands.register_company(actor=actor, draft=form.draft(), at=clock.now())
        except Refused as refused:
            put_refusals(form, _at_fields(refused, language), language)
        else:
            request.session[COMPANY_IN_SESSION] = company
            messages.success(request, _("Your company is registered."))
            return HttpResponseRedirect(reverse("account:company"))
    return render(request, "account/register_company.html", {"form": form, "first": language})


@for_company
def edit(request: HttpRequest) -> HttpResponse:
    """What the company says about itself; those who may not change it read it."""
    actor = actor_of(request)
    page = queries.get_company_page(actor, actor.company_id or "")
    language = language_of(request)
    form = CompanyForm(request.POST or None, language=language, initial=initial_of(page.draft))
    del form.fields["kind"]
    if request.method == "POST" and form.is_valid():
        try:
            commands.edit_company(
                actor=actor,
                company_id=page.card.id,
                draft=form.draft(kind=page.draft.kind),
                expected_version=_version(request),
                at=clock.now(),
            )
        except Refused as refused:
            put_refusals(form, _at_fields(refused, language), language)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("account:company"))
    return render(request, "account/company.html", company_context(actor) | {"form": form})


@for_company
def producers(request: HttpRequest) -> HttpResponse:
    """The members of a cooperative, one a line."""
    actor = actor_of(request)
    page = queries.get_company_page(actor, actor.company_id or "")
    if page.draft.kind != CompanyKind.COOPERATIVE:
        raise Refused("not_found")
    lines = (", ".join(filter(None, (one.name, one.town))) for one in page.producers)
    form = ProducersForm(request.POST or None, initial={"producers": "\n".join(lines)})
    if request.method == "POST" and form.is_valid():
        try:
            commands.list_producers(
                actor=actor, company_id=page.card.id, producers=form.listed(), at=clock.now()
            )
        except Refused as refused:
            put_refusals(form, refused, language_of(request))
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("account:producers"))
    return render(request, "account/producers.html", company_context(actor) | {"form": form})


@require_POST
@signed_in
def switch(request: HttpRequest) -> HttpResponse:
    """Work for another of one's companies from now on."""
    wanted = request.POST.get("company", "")
    if wanted not in {place.company.id for place in queries.list_workplaces(actor_of(request))}:
        raise Refused("not_found")
    request.session[COMPANY_IN_SESSION] = wanted
    following = local_address(request, request.POST.get("next"), reverse("account:home"))
    return HttpResponseRedirect(following)


def company_context(actor: Actor) -> dict[str, object]:
    """What the pages of a company share: the company, its kind and state in words."""
    page = queries.get_company_page(actor, actor.company_id or "")
    label, tone = STATES[page.card.state]
    return {
        "company": page,
        "kind_label": KINDS[page.draft.kind],
        "state_label": label,
        "state_tone": tone,
    }


def _version(request: HttpRequest) -> int | None:
    return whole_of(request.POST.get("version", ""))


def _at_fields(refused: Refused, language: str) -> Refused:
    """Refusals about texts in four languages stand at the reader's own language."""
    for one in refused:
        if one.field in {"names", "about"}:
            one.field = f"{'name' if one.field == 'names' else 'about'}_{language}"
    return refused
