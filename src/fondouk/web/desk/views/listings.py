"""All listings by words, number, supplier and state; one of them; suspending and lifting."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from fondouk.catalogue import commands, queries
from fondouk.catalogue.events import Listing, ProductState
from fondouk.companies.queries import find_by_words, list_cards
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock, refusals
from fondouk.web.desk import labels
from fondouk.web.desk.entrance import asked, at_desk, tell_refused
from fondouk.web.ui.shortcuts import actor_of, language_of, put_refusals, render


class ListingsForm(forms.Form):
    """Which listings to show."""

    q = forms.CharField(label=_("Words or SKU"), required=False, max_length=200)
    company = forms.CharField(label=_("Supplier"), required=False, max_length=120)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, given: Any) -> None:
        super().__init__(given)
        states = [(one.value, labels.product_state(one)[0]) for one in ProductState]
        self.fields["state"].choices = [("", _("any")), *states]  # type: ignore[attr-defined]


class SuspendForm(forms.Form):
    """Why a listing is hidden; the supplier reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The supplier reads these words. Say what is wrong and what would mend it."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


@at_desk(Deed.DESK_MODERATE)
def listings(request: HttpRequest) -> HttpResponse:
    """Products of all suppliers, newest first."""
    actor = actor_of(request)
    form = ListingsForm(request.GET)
    parts = asked(form)
    question = queries.DeskQuestion(
        words=parts["q"] or "",
        state=ProductState(parts["state"]) if parts["state"] else None,
        companies=suppliers_of(actor, parts["company"]),
    )
    page = queries.list_all_products(actor, question, cursor=request.GET.get("cursor"))
    context = {
        "form": form,
        "rows": with_suppliers(actor, page.items),
        "next": page.next,
        "counts": queries.count_all_by_state(actor),
        "states": list(ProductState),
        "labels": labels,
    }
    return render(request, "desk/listings.html", context)


@at_desk(Deed.DESK_MODERATE)
def listing(request: HttpRequest, product_id: str) -> HttpResponse:
    """One listing, its texts in all languages, its history, and what the desk can do with it."""
    return _page(request, product_id, SuspendForm())


@at_desk(Deed.DESK_MODERATE)
@require_POST
def suspend(request: HttpRequest, product_id: str) -> HttpResponse:
    """Hide a listing, with the reason that its supplier reads."""
    form = SuspendForm(request.POST)
    if not form.is_valid():
        return _page(request, product_id, form, status=422)
    try:
        commands.suspend_listing(
            actor_of(request),
            product_id=product_id,
            reason=form.cleaned_data["reason"],
            at=clock.now(),
        )
    except Refused as refused:
        put_refusals(form, refused, language_of(request))
        return _page(request, product_id, form, status=refusals.status_of(refused))
    messages.success(request, gettext("The listing is suspended. Its supplier is told why."))
    return HttpResponseRedirect(reverse("desk:listing", args=[product_id]))


@at_desk(Deed.DESK_MODERATE)
@require_POST
def lift(request: HttpRequest, product_id: str) -> HttpResponse:
    """Show a suspended listing again."""
    try:
        commands.lift_suspension(actor_of(request), product_id=product_id, at=clock.now())
    except Refused as refused:
        tell_refused(request, refused)
    else:
        messages.success(request, gettext("The listing is shown again."))
    return HttpResponseRedirect(reverse("desk:listing", args=[product_id]))


def suppliers_of(actor: Actor, words: str | None) -> tuple[str, ...] | None:
    """The companies that somebody names by words, by id; None where nobody is named."""
    if not words or not words.strip():
        return None
    return tuple(card.id for card in find_by_words(actor, words))


def with_suppliers(actor: Actor, found: Iterable[Listing]) -> list[dict[str, Any]]:
    """Listings beside the cards of their suppliers."""
    kept = list(found)
    cards = list_cards(actor, {one.supplier_id for one in kept})
    return [{"listing": one, "supplier": cards[one.supplier_id]} for one in kept]


def _page(
    request: HttpRequest, product_id: str, form: SuspendForm, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    found = queries.get_listing(actor, product_id)
    context = {
        "listing": found,
        "supplier": list_cards(actor, [found.supplier_id])[found.supplier_id],
        "actions": queries.list_actions(actor, found),
        "history": queries.list_history(actor, product_id),
        "form": form,
        "labels": labels,
    }
    return render(request, "desk/listing.html", context, status)
