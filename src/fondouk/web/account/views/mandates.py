"""Mandates: who exports in whose name."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fondouk.companies import commands, queries
from fondouk.companies.events import MandateState, MandateView
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.web.account.company_forms import MandateForm
from fondouk.web.account.views.company import company_context
from fondouk.web.account.words import MANDATES
from fondouk.web.ui.shortcuts import actor_of, for_company, language_of, put_refusals, render

_DEEDS = {
    "accept": commands.accept_mandate,
    "refuse": commands.refuse_mandate,
    "end": commands.end_mandate,
}


@for_company
def mandates(request: HttpRequest) -> HttpResponse:
    """Mandates given and held; a producer without one may propose one."""
    actor = actor_of(request)
    language = language_of(request)
    exporters = [(card.slug, card.names.best(language)) for card in queries.list_exporters(actor)]
    form = MandateForm(request.POST or None, exporters=exporters)
    if request.method == "POST" and form.is_valid():
        try:
            commands.propose_mandate(
                actor=actor,
                company_id=actor.company_id or "",
                exporter_slug=form.cleaned_data["exporter"],
                at=clock.now(),
            )
        except Refused as refused:
            put_refusals(form, refused, language)
        else:
            return HttpResponseRedirect(reverse("account:mandates"))
    rows = [_row(actor, mandate) for mandate in queries.list_mandates(actor)]
    standing = any(row["given"] and row["open"] for row in rows)
    context = company_context(actor) | {
        "form": form,
        "rows": rows,
        "may_propose": actor.may(Deed.MANAGE_COMPANY) and not standing,
    }
    return render(request, "account/mandates.html", context)


@require_POST
@for_company
def answer(request: HttpRequest, mandate_id: str, deed: str) -> HttpResponse:
    """Accept, refuse or end a mandate."""
    if deed not in _DEEDS:
        raise Refused("not_found")
    _DEEDS[deed](actor=actor_of(request), mandate_id=mandate_id, at=clock.now())
    return HttpResponseRedirect(reverse("account:mandates"))


def _row(actor: Actor, mandate: MandateView) -> dict[str, object]:
    given = mandate.producer.id == actor.company_id
    label, tone = MANDATES[mandate.state]
    proposed = mandate.state == MandateState.PROPOSED
    manages = actor.may(Deed.MANAGE_COMPANY)
    return {
        "mandate": mandate,
        "given": given,
        "other": mandate.exporter if given else mandate.producer,
        "label": label,
        "tone": tone,
        "open": mandate.state in {MandateState.PROPOSED, MandateState.ACCEPTED},
        "may_answer": manages and proposed and not given,
        "may_end": manages and (mandate.state == MandateState.ACCEPTED or (proposed and given)),
    }
