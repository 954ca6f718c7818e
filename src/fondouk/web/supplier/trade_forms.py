"""The supplier's answer: terms, and a price for each line that it can serve."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fondouk.kernel.codes import Incoterm
from fondouk.kernel.numbers import plain
from fondouk.kernel.quantity import Unit
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.sourcing.events import Quote, QuotedLineDraft, QuoteDraft, Rfq
from fondouk.web.buyer import trade
from fondouk.web.buyer.forms import AskedFigure, DayField, FigureField, words_of

VALID_DAYS = 30


class QuoteForm(forms.Form):
    """The terms that hold for all lines."""

    valid_until = DayField(
        label=_("Valid until"), help_text=_("Up to the end of this day the buyer may award it.")
    )
    incoterm = forms.ChoiceField(label=_("Delivery terms"), help_text=_("Incoterms 2020"))
    place = forms.CharField(
        label=_("Named place"), max_length=80, help_text=_("The town or port of these terms.")
    )
    currency = forms.ChoiceField(label=_("Currency"))
    terms = forms.CharField(
        label=_("Payment and other terms"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        terms = [("", _("Choose")), *((one.value, one.value) for one in Incoterm)]
        self.fields["incoterm"].choices = terms  # type: ignore[attr-defined]
        self.fields["currency"].choices = trade.currencies()  # type: ignore[attr-defined]


class PriceForm(forms.Form):
    """The answer to one line; without a price the line is left out."""

    use_required_attribute = False
    rfq_line = forms.CharField(max_length=40, widget=forms.HiddenInput)
    unit_price = AskedFigure(
        label=_("Price per unit"),
        help_text=_("Leave it empty where you cannot serve the line."),
    )
    quantity = AskedFigure(label=_("Quantity"))
    unit = forms.ChoiceField(label=_("Unit"))
    lead_time_days = FigureField(label=_("Lead time in days"), required=False)
    packing = forms.CharField(label=_("Packing"), max_length=300, required=False)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["unit"].choices = trade.units()  # type: ignore[attr-defined]

    @property
    def empty(self) -> bool:
        return self.cleaned_data.get("unit_price") is None

    def clean_lead_time_days(self) -> int | None:
        days = self.cleaned_data["lead_time_days"]
        if days is None:
            return None
        if days != days.to_integral_value() or abs(days) > 10**6:
            raise forms.ValidationError(words_of(Refused("bad_lead_time", most=1000)))
        return int(days)


def price_forms(**given: Any) -> Any:
    """One form a line of the request, in its order."""
    made = forms.formset_factory(PriceForm, extra=0, max_num=200, absolute_max=200)
    return made(prefix="price", **given)


def draft_of(form: QuoteForm, prices: Any) -> tuple[QuoteDraft, list[PriceForm]]:
    """The terms that were typed, and the form of each line that has a price."""
    data = form.cleaned_data
    used = [line for line in prices if line.cleaned_data and not line.empty]
    draft = QuoteDraft(
        valid_until=data["valid_until"],
        incoterm=Incoterm(data["incoterm"]),
        place=data["place"],
        currency=data["currency"],
        terms=data["terms"],
        lines=tuple(_line(line.cleaned_data) for line in used),
    )
    return draft, used


def _line(data: dict[str, Any]) -> QuotedLineDraft:
    return QuotedLineDraft(
        rfq_line=data["rfq_line"],
        unit_price=data["unit_price"],
        quantity=data["quantity"],
        unit=Unit(data["unit"]) if data["unit"] else None,
        lead_time_days=data["lead_time_days"],
        packing=data["packing"],
    )


def fresh_head(rfq: Rfq, place: str) -> dict[str, Any]:
    """What a new quote starts from: what the buyer asked for."""
    return {
        "valid_until": clock.today() + timedelta(days=VALID_DAYS),
        "incoterm": rfq.incoterm.value if rfq.incoterm else "",
        "place": place,
        "currency": rfq.currency,
    }


def head_of(quote: Quote) -> dict[str, Any]:
    """What a revision starts from: the last round, valid anew."""
    last = quote.latest
    return {
        "valid_until": max(last.valid_until, clock.today() + timedelta(days=VALID_DAYS)),
        "incoterm": last.incoterm.value,
        "place": last.place,
        "currency": last.currency,
        "terms": last.terms,
        "version": quote.version,
    }


def prices_of(rfq: Rfq, quote: Quote | None) -> list[dict[str, Any]]:
    """What each line starts from: the last round's price, else the asked quantity."""
    quoted = {line.rfq_line: line for line in quote.latest.lines} if quote else {}
    rows = []
    for asked in rfq.lines:
        line = quoted.get(asked.id)
        quantity = line.quantity if line else asked.quantity
        days = line.lead_time_days if line else None
        rows.append(
            {
                "rfq_line": asked.id,
                "unit_price": plain(line.unit_price.amount) if line else "",
                "quantity": plain(quantity.value),
                "unit": quantity.unit.value,
                "lead_time_days": "" if days is None else str(days),
                "packing": line.packing if line else "",
            }
        )
    return rows
