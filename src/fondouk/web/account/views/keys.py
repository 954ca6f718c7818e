"""API keys of a company: issued, shown once, revoked."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fondouk.companies import commands, queries
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.web.account.company_forms import KeyForm
from fondouk.web.account.views.company import company_context
from fondouk.web.ui.shortcuts import actor_of, for_company, language_of, put_refusals, render


@never_cache
@for_company
def keys(request: HttpRequest) -> HttpResponse:
    """The keys in use and before; a fresh one is on the page that answers its form, once."""
    actor = actor_of(request)
    queries.list_keys(actor)
    fresh = None
    form = KeyForm(request.POST or None, scopes=queries.list_key_scopes(actor))
    if request.method == "POST" and form.is_valid():
        try:
            fresh = commands.issue_key(
                actor=actor,
                company_id=actor.company_id or "",
                label=form.cleaned_data["label"],
                scopes=form.cleaned_data["scopes"],
                at=clock.now(),
            )
            form = KeyForm(scopes=queries.list_key_scopes(actor))
        except Refused as refused:
            put_refusals(form, refused, language_of(request))
    context = company_context(actor) | {
        "form": form,
        "fresh": fresh,
        "keys": queries.list_keys(actor),
    }
    return render(request, "account/keys.html", context)


@require_POST
@for_company
def revoke(request: HttpRequest, key_id: str) -> HttpResponse:
    """End a key at once."""
    commands.revoke_key(actor=actor_of(request), key_id=key_id, at=clock.now())
    return HttpResponseRedirect(reverse("account:keys"))
