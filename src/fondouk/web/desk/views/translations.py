"""Texts that nobody has reviewed, beside the language in which their author wrote."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fondouk.catalogue import commands, queries
from fondouk.catalogue.events import Listing, ProductState
from fondouk.companies.events import CompanyCard
from fondouk.kernel.actor import Deed
from fondouk.kernel.codes import Language
from fondouk.kernel.numbers import whole_of
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.web.desk import labels
from fondouk.web.desk.entrance import asked, at_desk, tell_refused
from fondouk.web.desk.views.listings import suppliers_of, with_suppliers
from fondouk.web.ui.shortcuts import actor_of, language_of, local_address, render
from fondouk.web.ui.words import language_name, number

_ROWS = 12


class TranslationsForm(forms.Form):
    """Which texts to read."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    q = forms.CharField(label=_("Words or SKU"), required=False, max_length=200)
    company = forms.CharField(label=_("Supplier"), required=False, max_length=120)

    def __init__(self, given: Any) -> None:
        super().__init__(given)
        names = [(one.value, language_name(one)) for one in Language]
        states = [(one.value, labels.product_state(one)[0]) for one in ProductState]
        self.fields["language"].choices = names  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", _("any")), *states]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A listing's texts in its author's language beside those to review."""

    listing: Listing
    supplier: CompanyCard
    source: str
    name: tuple[str, str]
    description: tuple[str, str]

    @property
    def mark(self) -> str:
        """What the form sends back: the listing, and the version that was read."""
        return f"{self.listing.id}:{self.listing.version}"


@at_desk(Deed.DESK_MODERATE)
def translations(request: HttpRequest) -> HttpResponse:
    """Texts in one language, side by side with their source, to be marked as reviewed."""
    actor = actor_of(request)
    counts = queries.count_unreviewed(actor, None)
    given = request.GET.copy()
    if given.get("language") not in set(Language):
        given["language"] = _first_language(counts, language_of(request)).value
    form = TranslationsForm(given)
    parts = asked(form)
    language = Language(parts["language"])
    question = queries.DeskQuestion(
        words=parts["q"] or "",
        state=ProductState(parts["state"]) if parts["state"] else None,
        companies=suppliers_of(actor, parts["company"]),
        unreviewed=language,
    )
    cursor = request.GET.get("cursor")
    page = queries.list_all_products(actor, question, cursor=cursor, size=_ROWS)
    rows = [
        _pair(row["listing"], row["supplier"], language)
        for row in with_suppliers(actor, page.items)
    ]
    context = {
        "form": form,
        "rows": rows,
        "next": page.next,
        "chosen": language,
        "counts": counts,
        "labels": labels,
    }
    return render(request, "desk/translations.html", context)


@at_desk(Deed.DESK_MODERATE)
@require_POST
def review(request: HttpRequest) -> HttpResponse:
    """Mark the texts of one listing, or of each that was chosen, as reviewed."""
    back = local_address(request, request.POST.get("next"), reverse("desk:translations"))
    only = request.POST.get("only")
    marks = [only] if only else request.POST.getlist("chosen")[:_ROWS]
    language, done = request.POST.get("language", ""), 0
    for mark in marks:
        try:
            commands.mark_translation_reviewed(
                actor_of(request),
                product_id=mark.partition(":")[0],
                language=language,
                expected_version=_version(mark),
                at=clock.now(),
            )
            done += 1
        except Refused as refused:
            tell_refused(request, refused)
    if done:
        told = ngettext("%(count)s text is reviewed.", "%(count)s texts are reviewed.", done)
        messages.success(request, told % {"count": number(done)})
    elif not marks:
        messages.warning(request, _("Nothing was chosen."))
    return HttpResponseRedirect(back)


def _version(mark: str) -> int:
    version = whole_of(mark.partition(":")[2])
    return -1 if version is None else version


def _first_language(counts: dict[Language, int], readers: str) -> Language:
    own = Language(readers)
    if counts[own]:
        return own
    return next((one for one in Language if counts[one]), own)


def _pair(listing: Listing, supplier: CompanyCard, language: Language) -> Pair:
    names, descriptions = listing.draft.names, listing.draft.descriptions
    source = next(iter(names.shown()), language.value)
    return Pair(
        listing=listing,
        supplier=supplier,
        source=source,
        name=(names.get(source) or "", names.get(language.value) or ""),
        description=(descriptions.get(source) or "", descriptions.get(language.value) or ""),
    )
