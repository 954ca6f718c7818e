"""The buyer's forms. A line that is left empty is no line."""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fondouk.kernel.codes import HSCode, Incoterm
from fondouk.kernel.numbers import decimal_of, plain, whole_of
from fondouk.kernel.quantity import Quantity
from fondouk.kernel.refused import Refused
from fondouk.plumbing import refusals
from fondouk.sourcing.events import Destination, Rfq, RfqDraft, RfqLineDraft, Visibility
from fondouk.web.buyer import trade

LINES_FIRST, LINES_MORE = 2, 3


def words_of(refused: Refused) -> str:
    """The refusal's sentence and remedy in the reader's language."""
    language = (get_language() or "en")[:2]
    words = f"{refusals.sentence(refused, language)} {refusals.remedy(refused, language)}"
    return words.strip()


class FigureField(forms.CharField):
    """A number as people type it: any digits, blanks between thousands, a decimal comma."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=40, **given)

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value)
        if not typed:
            return None
        text = "".join(_latin(sign) for sign in typed if not sign.isspace())
        if text.count(",") == 1 and "." not in text:
            text = text.replace(",", ".")
        try:
            return decimal_of(text)
        except Refused as refused:
            raise forms.ValidationError(words_of(refused)) from None


def _latin(sign: str) -> str:
    if sign.isdigit():
        return str(unicodedata.digit(sign))
    return {"٫": ".", "٬": ""}.get(sign, sign)


class _AskedField:
    """Shown as needed, but checked by its form: an empty line asks for nothing."""

    def validate(self, value: Any) -> None:
        """Whether it may be empty is for the line to say."""


class AskedText(_AskedField, forms.CharField):
    """Words that a used line needs."""


class AskedFigure(_AskedField, FigureField):
    """A number that a used line needs."""


class DayField(forms.DateField):
    """A day, with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class HSField(forms.CharField):
    """An HS code as people type it."""

    def clean(self, value: Any) -> HSCode | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return HSCode.of(typed)
        except Refused as refused:
            raise forms.ValidationError(words_of(refused)) from None


class RfqForm(forms.Form):
    """The head of a request."""

    title = forms.CharField(
        label=_("What is it about?"),
        max_length=160,
        help_text=_("Suppliers see this first: “Argan oil for a cosmetics line”, for instance."),
    )
    visibility = forms.ChoiceField(label=_("Who may answer"), widget=forms.RadioSelect)
    suppliers = forms.MultipleChoiceField(
        label=_("Suppliers to ask"), required=False, widget=forms.CheckboxSelectMultiple
    )
    country = forms.ChoiceField(label=_("Country of destination"))
    postcode = forms.CharField(
        label=_("Postcode"), max_length=20, required=False, widget=forms.TextInput()
    )
    place = forms.CharField(label=_("Town or port"), max_length=80, required=False)
    incoterm = forms.ChoiceField(
        label=_("Delivery terms"),
        required=False,
        help_text=_("Incoterms 2020. Left open, each supplier proposes its own."),
    )
    needed_by = DayField(
        label=_("Needed by"),
        required=False,
        help_text=_("After this day the request takes no more answers."),
    )
    currency = forms.ChoiceField(label=_("Currency of your target prices"))
    note = forms.CharField(
        label=_("Anything else suppliers should know"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, suppliers: Iterable[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        language = (get_language() or "en")[:2]
        reach = [(one.value, trade.visibility(one)) for one in Visibility]
        terms = [(one.value, one.value) for one in Incoterm]
        self.fields["visibility"].choices = reach  # type: ignore[attr-defined]
        self.fields["suppliers"].choices = list(suppliers)  # type: ignore[attr-defined]
        self.fields["country"].choices = trade.countries(language)  # type: ignore[attr-defined]
        self.fields["incoterm"].choices = [  # type: ignore[attr-defined]
            ("", _("The supplier proposes")),
            *terms,
        ]
        self.fields["currency"].choices = trade.currencies()  # type: ignore[attr-defined]
        if not self.fields["suppliers"].choices:  # type: ignore[attr-defined]
            del self.fields["suppliers"]


class LineForm(forms.Form):
    """One thing asked for."""

    use_required_attribute = False
    product_id = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    product_name = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    text = AskedText(label=_("Goods"), max_length=300)
    specification = forms.CharField(
        label=_("Specification"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Grade, size, packing, certificates …"),
    )
    quantity = AskedFigure(label=_("Quantity"))
    unit = forms.ChoiceField(label=_("Unit"))
    target_price = FigureField(label=_("Target price per unit"), required=False)
    hs_code = HSField(label=_("HS code"), required=False, max_length=14)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["unit"].choices = trade.units()  # type: ignore[attr-defined]

    @property
    def empty(self) -> bool:
        """Whether nothing was typed; the unit and a product that was emptied do not count."""
        data = self.cleaned_data
        return not any(
            data.get(name) for name in ("text", "specification", "quantity", "target_price")
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors or self.empty:
            return data
        if not data.get("text") and not data.get("product_id"):
            self.add_error("text", words_of(Refused("required", "text")))
        if data.get("quantity") is None:
            self.add_error("quantity", words_of(Refused("required", "quantity")))
        elif data["quantity"] <= 0:
            self.add_error("quantity", words_of(Refused("not_positive", "quantity")))
        return data


def line_forms(number: int, **given: Any) -> Any:
    """The lines of a request: those given, and empty ones up to `number`."""
    made = forms.formset_factory(LineForm, extra=number, max_num=200, absolute_max=220)
    return made(prefix="line", **given)


def draft_of(form: RfqForm, lines: Any) -> tuple[RfqDraft, list[LineForm]]:
    """The request that was typed, and the form of each of its lines."""
    data = form.cleaned_data
    used = [line for line in lines if line.cleaned_data and not line.empty]
    draft = RfqDraft(
        title=data["title"],
        visibility=Visibility(data["visibility"]),
        suppliers=tuple(data.get("suppliers", ())),
        destination=Destination(
            country=data["country"], postcode=data["postcode"], place=data["place"]
        ),
        incoterm=Incoterm(data["incoterm"]) if data["incoterm"] else None,
        needed_by=data["needed_by"],
        currency=data["currency"],
        note=data["note"],
        lines=tuple(_line(line.cleaned_data) for line in used),
    )
    return draft, used


def _line(data: dict[str, Any]) -> RfqLineDraft:
    return RfqLineDraft(
        product_id=data["product_id"],
        text=data["text"],
        specification=data["specification"],
        hs_code=data["hs_code"],
        quantity=Quantity.of(data["quantity"], data["unit"]),
        target_price=data["target_price"],
    )


def put_line_refusals(form: forms.Form, used: list[Any], refused: Refused) -> None:
    """Show each refusal at its field: of the head, or of a line (lines.2.text)."""
    for one in refused:
        parts = (one.field or "").split(".")
        place = whole_of(parts[1]) if len(parts) == 3 else None
        target, name = form, parts[-1]
        if place is not None and place < len(used):
            target = used[place]
        target.add_error(name if name in target.fields else None, words_of(one))


def head_of(rfq: Rfq) -> dict[str, Any]:
    """What the head of the form starts from when a request is edited or asked again."""
    return {
        "title": rfq.title,
        "visibility": rfq.visibility.value,
        "suppliers": list(rfq.chosen) or [one.supplier_id for one in rfq.invitations],
        "country": rfq.destination.country,
        "postcode": rfq.destination.postcode,
        "place": rfq.destination.place,
        "incoterm": rfq.incoterm.value if rfq.incoterm else "",
        "needed_by": rfq.needed_by,
        "currency": rfq.currency,
        "note": rfq.note,
        "version": rfq.version,
    }


def lines_of(rfq: Rfq, language: str) -> list[dict[str, Any]]:
    """What the lines of the form start from."""
    return [
        {
            "product_id": line.product.product_id if line.product else "",
            "product_name": line.name(language) if line.product else "",
            "text": line.text,
            "specification": line.specification,
            "hs_code": str(line.hs_code) if line.hs_code else "",
            "quantity": plain(line.quantity.value),
            "unit": line.quantity.unit.value,
            "target_price": plain(line.target_price.amount) if line.target_price else "",
        }
        for line in rfq.lines
    ]


class ManyFiles(forms.FileInput):
    """One field that takes several files."""

    allow_multiple_selected = True


class MessageForm(forms.Form):
    """Words and files to the other side."""

    use_required_attribute = False
    text = AskedText(
        label=_("Your message"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    attached = forms.FileField(
        label=_("Files"),
        required=False,
        help_text=_("PDF, pictures, Word, Excel or text, 10 MB each, at most five."),
        widget=ManyFiles(attrs={"multiple": True}),
    )
