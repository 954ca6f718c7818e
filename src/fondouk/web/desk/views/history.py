"""The trail of deeds, with filters, and the consumers of events that stand still."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fondouk.kernel.actor import Deed
from fondouk.plumbing.audit import AuditEntry, AuditQuestion, list_deeds, list_rows
from fondouk.plumbing.outbox import list_standstills
from fondouk.web.desk import labels
from fondouk.web.desk.entrance import asked, at_desk
from fondouk.web.ui.shortcuts import actor_of, render

_ROWS = 50


class HistoryForm(forms.Form):
    """Which deeds to show."""

    object = forms.CharField(label=_("Thing (id)"), required=False, max_length=64)
    actor = forms.CharField(label=_("Who (id)"), required=False, max_length=40)
    company = forms.CharField(label=_("For company (id)"), required=False, max_length=40)
    deed = forms.ChoiceField(label=_("Deed"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, given: Any, *, deeds: tuple[str, ...]) -> None:
        super().__init__(given)
        named = sorted(((one, labels.deed(one)) for one in deeds), key=lambda pair: pair[1])
        self.fields["deed"].choices = [("", _("any")), *named]  # type: ignore[attr-defined]


@at_desk(Deed.DESK_AUDIT)
def history(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first."""
    actor = actor_of(request)
    form = HistoryForm(request.GET, deeds=list_deeds(actor))
    parts = asked(form)
    question = AuditQuestion(
        object=parts["object"] or "",
        actor=parts["actor"] or "",
        company=parts["company"] or "",
        deed=parts["deed"] or "",
        since=parts["since"],
        until=parts["until"],
    )
    page = list_rows(actor, question, cursor=request.GET.get("cursor"), size=_ROWS)
    rows = [{"entry": row, "href": address_of(row)} for row in page.items]
    context = {"form": form, "rows": rows, "next": page.next, "labels": labels}
    return render(request, "desk/history.html", context)


@at_desk(Deed.DESK_AUDIT)
def standstills(request: HttpRequest) -> HttpResponse:
    """Which part of the hub cannot go on, at what, since when."""
    found = list_standstills(actor_of(request))
    return render(request, "desk/standstills.html", {"found": found})


def address_of(entry: AuditEntry) -> str | None:
    """The desk's page of the thing, where it has one."""
    page = {
        "product": "desk:listing",
        "company": "desk:company",
        "category": "desk:category",
        "certificate": "desk:certificate",
        "import": "supplier:import",
    }.get(entry.object_kind)
    return reverse(page, args=[entry.object]) if page else None
