"""Exchange rates as they stand, how old they are, and the form for a new one."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fondouk.answers.desk_work import RATE_DAYS_MAX, is_stale
from fondouk.kernel.actor import Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.reference.commands import type_rate
from fondouk.reference.queries import list_currencies, rates_on
from fondouk.web.desk import labels
from fondouk.web.desk.entrance import at_desk
from fondouk.web.ui.shortcuts import actor_of, language_of, put_refusals, render


class RateForm(forms.Form):
    """One rate, from which day, by whom."""

    quote = forms.ChoiceField(label=_("Currency"))
    rate = forms.DecimalField(
        label=_("One euro is worth"),
        max_digits=18,
        decimal_places=8,
        min_value=Decimal("0.00000001"),
        help_text=_("So many units of this currency."),
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )
    on = forms.DateField(label=_("On the day"), widget=forms.DateInput(attrs={"type": "date"}))
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Who says so, and where it can be read again."),
    )

    def __init__(self, *args: Any, today: date, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        named = [
            (one.code, f"{one.code} · {one.name}")
            for one in list_currencies(language)
            if one.code != "EUR"
        ]
        self.fields["quote"].choices = [("", _("Choose one")), *named]  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        """A rate of a day to come is nobody's knowledge."""
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(gettext("This day has not come yet."))
        return day


@at_desk(Deed.DESK_CATEGORIES)
def rates(request: HttpRequest) -> HttpResponse:
    """The newest rate of each currency, the oldest first, and a form for a newer one."""
    today, language = clock.today(), language_of(request)
    initial = {"on": today, "quote": request.GET.get("quote", "")}
    form = RateForm(request.POST or None, today=today, language=language, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            type_rate(actor_of(request), at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            put_refusals(form, refused, language)
        else:
            messages.success(request, gettext("The rate is kept and holds from now on."))
            return HttpResponseRedirect(reverse("desk:rates"))
    context = {"form": form, "rows": _rows(today), "days": RATE_DAYS_MAX, "labels": labels}
    return render(request, "desk/rates.html", context, 422 if form.errors else 200)


def _rows(today: date) -> list[dict[str, Any]]:
    held = sorted(rates_on(today).per_euro.values(), key=lambda one: (one.on, one.quote))
    return [
        {
            "rate": one,
            "age": (today - one.on).days,
            "stale": is_stale(one.kind, one.on, on=today),
        }
        for one in held
    ]
