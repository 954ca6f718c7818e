"""Saved searches and followed suppliers: a person's own, whatever company they work for."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from fondouk.answers.kept import list_followed_suppliers, list_kept_searches
from fondouk.discovery import commands
from fondouk.discovery.queries import get_saved_search
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock, refusals
from fondouk.web.public import shown
from fondouk.web.public.hits import hit_card
from fondouk.web.public.query import address_of, read_query
from fondouk.web.public.reader import Reader
from fondouk.web.ui.shortcuts import actor_of, language_of, local_address, render, signed_in

NAME_LENGTH = 120


class SaveForm(forms.Form):
    """A name for a search, and the search as its address says it."""

    name = forms.CharField(max_length=NAME_LENGTH, required=False)
    query = forms.CharField(max_length=4000)


@never_cache
@require_safe
@signed_in
def searches(request: HttpRequest) -> HttpResponse:
    """The person's saved searches, with what is new in each."""
    kept = [
        {
            "id": one.saved.id,
            "name": one.saved.name,
            "total": one.total,
            "new": one.new,
            "notify": one.saved.notify,
            "since": one.saved.seen_at,
            "href": f"{reverse('public:search')}?{address_of(one.saved.request)}",
        }
        for one in list_kept_searches(actor_of(request))
    ]
    return render(request, "buyer/searches.html", {"kept": kept})


@require_POST
@signed_in
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search of an address under a name; without a name its words are its name."""
    form = SaveForm(request.POST)
    if not form.is_valid():
        raise Refused("name_missing", "name")
    query = QueryDict(form.cleaned_data["query"])
    asked = read_query(query, Reader.of(request)).request
    name = form.cleaned_data["name"] or asked.words or _("All products")
    commands.save_search(actor=actor_of(request), name=name, request=asked, at=clock.now())
    messages.success(request, _("The search is saved as “%(name)s”.") % {"name": name})
    return HttpResponseRedirect(reverse("buyer:searches"))


@require_POST
@signed_in
def look(request: HttpRequest, saved_id: str) -> HttpResponse:
    """Open a saved search, and count as new only what comes from now on."""
    actor = actor_of(request)
    saved = get_saved_search(actor, saved_id)
    commands.look_at_search(actor=actor, saved_id=saved_id, at=clock.now())
    return HttpResponseRedirect(f"{reverse('public:search')}?{address_of(saved.request)}")


@require_POST
@signed_in
def rename(request: HttpRequest, saved_id: str) -> HttpResponse:
    """Give a saved search another name."""
    name = request.POST.get("name", "")
    return _changed(
        request,
        lambda: commands.rename_search(
            actor=actor_of(request), saved_id=saved_id, name=name, at=clock.now()
        ),
    )


@require_POST
@signed_in
def notify(request: HttpRequest, saved_id: str) -> HttpResponse:
    """Want to hear of new products of a saved search, or no longer."""
    wanted = request.POST.get("wanted") == "1"
    return _changed(
        request,
        lambda: commands.notify_of_search(
            actor=actor_of(request), saved_id=saved_id, wanted=wanted, at=clock.now()
        ),
    )


@require_POST
@signed_in
def delete(request: HttpRequest, saved_id: str) -> HttpResponse:
    """Forget a saved search."""
    return _changed(
        request,
        lambda: commands.delete_search(actor=actor_of(request), saved_id=saved_id, at=clock.now()),
    )


@never_cache
@require_safe
@signed_in
def following(request: HttpRequest) -> HttpResponse:
    """The suppliers that the person follows, each with its newest products."""
    reader = Reader.of(request)
    found = list_followed_suppliers(
        actor_of(request), language=reader.language, currency=reader.currency
    )
    followed = [
        {
            "id": one.card.id,
            "name": reader.marked(one.card.names),
            "href": shown.supplier_address(one.card.slug),
            "place": shown.place(one.card),
            "since": one.since,
            "newest": [hit_card(hit, reader) for hit in one.newest],
        }
        for one in found
    ]
    return render(request, "buyer/following.html", {"followed": followed})


@require_POST
@signed_in
def follow(request: HttpRequest, company_id: str) -> HttpResponse:
    """Follow a supplier, or no longer, and go back."""
    wanted = request.POST.get("follow", "1") == "1"
    deed = commands.follow_supplier if wanted else commands.unfollow_supplier
    deed(actor=actor_of(request), company_id=company_id, at=clock.now())
    back = local_address(request, request.POST.get("next"), reverse("buyer:following"))
    return HttpResponseRedirect(back)


def _changed(request: HttpRequest, deed: Callable[[], None]) -> HttpResponse:
    """Do it and show the list again; what the person can mend is said above it."""
    try:
        deed()
    except Refused as refused:
        if refusals.status_of(refused) == 404:
            raise
        messages.error(request, refusals.sentence(refused, language_of(request)))
    return HttpResponseRedirect(reverse("buyer:searches"))
