"""The form of a category: its own fields, and rows for its attributes and their choices.

Rows come and go by submits, so that it works without script. A row is known by its number, which
stays the same while it is edited: hidden fields list the numbers that are there, in their order.
Nothing is checked while rows come and go, and nothing typed is lost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fondouk.catalogue.events import (
    AttributeKind,
    AttributeSpec,
    CategoryDraft,
    CategoryView,
    Choice,
)
from fondouk.kernel.codes import Language
from fondouk.kernel.numbers import whole_of
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts
from fondouk.plumbing import refusals
from fondouk.web.desk import labels
from fondouk.web.ui.words import language_name

LANGUAGES = tuple(language.value for language in Language)
_ROWS_MAX = 200
_LTR = {"dir": "ltr", "spellcheck": "false", "autocapitalize": "none"}


def _texts_fields(form: forms.Form, stem: str, label: str, *, most: int) -> None:
    for language in LANGUAGES:
        form.fields[f"{stem}_{language}"] = forms.CharField(
            label=f"{label} · {language_name(language)}",
            required=False,
            max_length=most,
            widget=forms.TextInput(
                attrs={"lang": language, "dir": "rtl" if language == "ar" else "ltr"}
            ),
        )


def _texts(form: forms.Form, stem: str) -> Texts:
    return Texts.of({one: form.cleaned_data[f"{stem}_{one}"] for one in LANGUAGES})


def _spread(stem: str, texts: Texts) -> dict[str, str]:
    return {f"{stem}_{language}": text for language, text in texts.shown().items()}


class CategoryForm(forms.Form):
    """A category's own fields."""

    code = forms.CharField(
        label=_("Code"),
        max_length=120,
        help_text=_("Small letters, parted by points: food.oils.argan-oil. Files name it so."),
        widget=forms.TextInput(attrs=_LTR),
    )
    parent = forms.ChoiceField(label=_("Stands under"), required=False)
    position = forms.IntegerField(
        label=_("Place among its neighbours"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("Small numbers come first."),
    )
    motif = forms.CharField(
        label=_("Motif"),
        max_length=40,
        required=False,
        help_text=_("Which pattern is drawn where a product has no picture."),
        widget=forms.TextInput(attrs=_LTR),
    )

    def __init__(self, *args: Any, parents: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("nothing: it is a root")), *parents]  # type: ignore[attr-defined]
        _texts_fields(self, "name", str(_("Name")), most=120)
        _texts_fields(self, "words", str(_("Search words")), most=600)


class AttributeForm(forms.Form):
    """One attribute."""

    code = forms.CharField(label=_("Code"), max_length=80, widget=forms.TextInput(attrs=_LTR))
    kind = forms.ChoiceField(label=_("Type"))
    unit = forms.CharField(
        label=_("Unit, for a number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs=_LTR),
    )
    required = forms.BooleanField(label=_("A listing should state it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(one.value, labels.attribute_kind(one)) for one in AttributeKind]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        _texts_fields(self, "name", str(_("Name")), most=120)


class ChoiceForm(forms.Form):
    """One value of a choice."""

    code = forms.CharField(label=_("Code"), max_length=80, widget=forms.TextInput(attrs=_LTR))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _texts_fields(self, "name", str(_("Name")), most=120)


@dataclass(slots=True, kw_only=True)
class ChoiceRow:
    """A choice with the number of its row."""

    number: int
    form: forms.Form


@dataclass(slots=True, kw_only=True)
class AttributeRow:
    """An attribute with the number of its row, its choices, and what is wrong with the whole."""

    number: int
    form: forms.Form
    choices: list[ChoiceRow]
    errors: list[str] = field(default_factory=list)

    @property
    def numbers(self) -> str:
        return ",".join(str(choice.number) for choice in self.choices)

    @property
    def refused(self) -> bool:
        forms_ = (self.form, *(choice.form for choice in self.choices))
        return bool(self.errors) or any(one.is_bound and one.errors for one in forms_)


class CategoryEditor:
    """The whole form: from a category that stands, or from what was typed."""

    def __init__(self, own: CategoryForm, rows: list[AttributeRow], version: str) -> None:
        self.own, self.rows, self.version = own, rows, version

    @classmethod
    def of(
        cls, view: CategoryView | None, parents: Iterable[tuple[str, str]], parent: str = ""
    ) -> "CategoryEditor":
        """The form of a category as it stands, or an empty one under this parent."""
        if view is None:
            begun = {"parent": parent, "code": f"{parent}." if parent else ""}
            return cls(CategoryForm(parents=parents, prefix="own", initial=begun), [], "")
        initial = {
            "code": view.code,
            "parent": view.path[-2] if len(view.path) > 1 else "",
            "position": view.position,
            "motif": view.motif,
            **_spread("name", view.names),
            **_spread("words", view.words),
        }
        own = CategoryForm(parents=parents, prefix="own", initial=initial)
        rows = [_row_of(number, spec) for number, spec in enumerate(view.attributes)]
        return cls(own, rows, str(view.version))

    @classmethod
    def typed(
        cls, data: Mapping[str, Any], parents: Iterable[tuple[str, str]], *, check: bool
    ) -> "CategoryEditor":
        """The form as it was sent. Unless `check`, nothing in it is refused yet."""
        own = _bound(CategoryForm, data, "own", check, parents=parents)
        rows = [
            AttributeRow(
                number=number,
                form=_bound(AttributeForm, data, f"a{number}", check),
                choices=[
                    ChoiceRow(number=n, form=_bound(ChoiceForm, data, f"a{number}c{n}", check))
                    for n in _numbers(data, f"a{number}-rows")
                ],
            )
            for number in _numbers(data, "rows")
        ]
        return cls(own, rows, str(data.get("version", "")))

    @property
    def numbers(self) -> str:
        return ",".join(str(row.number) for row in self.rows)

    def change_rows(self, deed: str) -> str:
        """Add, remove or move rows: `add`, `remove:2`, `up:2`, `add-choice:2`,
        `remove-choice:2:1`. Answer the name of the field to go on with, "" for none.
        """
        name, _colon, place = deed.partition(":")
        read = map(whole_of, place.split(":"))
        numbers = [one for one in read if one is not None]
        if name == "add":
            number = max((row.number for row in self.rows), default=-1) + 1
            self.rows.append(_row_of(number, None))
            return f"a{number}-code"
        row = next((one for one in self.rows if numbers and one.number == numbers[0]), None)
        if row is None:
            return ""
        if name == "remove":
            self.rows.remove(row)
        elif name == "up":
            at = self.rows.index(row)
            self.rows.insert(max(at - 1, 0), self.rows.pop(at))
        elif name == "add-choice":
            number = max((one.number for one in row.choices), default=-1) + 1
            form = ChoiceForm(prefix=f"a{row.number}c{number}")
            row.choices.append(ChoiceRow(number=number, form=form))
            return f"a{row.number}c{number}-code"
        elif name == "remove-choice":
            row.choices = [one for one in row.choices if one.number != numbers[-1]]
        return f"a{row.number}-code" if name == "remove-choice" else ""

    def is_valid(self) -> bool:
        """Whether each field has the form that it should."""
        forms_ = [self.own, *(row.form for row in self.rows)]
        forms_ += [choice.form for row in self.rows for choice in row.choices]
        return all(form.is_valid() for form in forms_)

    def draft(self) -> CategoryDraft:
        """What was typed, after `is_valid`."""
        own = self.own.cleaned_data
        return CategoryDraft(
            code=own["code"],
            parent=own["parent"] or None,
            names=_texts(self.own, "name"),
            words=_texts(self.own, "words"),
            motif=own["motif"],
            position=own["position"] or 0,
            attributes=tuple(_spec(row) for row in self.rows),
        )

    def put_refusals(self, refused: Refused, language: str) -> None:
        """Show each refusal where it belongs: `attributes.2.choices.0.code` at that row."""
        for one in refused:
            words = f"{refusals.sentence(one, language)} {refusals.remedy(one, language)}".strip()
            self._put(one.field or "", words)

    def _put(self, place: str, words: str) -> None:
        parts = place.split(".")
        if parts[0] != "attributes" or len(parts) == 1:
            self.own.add_error(place if place in self.own.fields else None, words)
            return
        row = self.rows[int(parts[1])]
        if len(parts) == 2:
            row.errors.append(words)
            return
        form = row.choices[int(parts[3])].form if parts[2] == "choices" else row.form
        form.add_error("code" if parts[-1] == "code" else "name_en", words)


def _bound(
    kind: type[forms.Form], data: Mapping[str, Any], prefix: str, check: bool, **more: Any
) -> Any:
    bound = kind(data, prefix=prefix, **more)
    if check:
        return bound
    typed = {
        name: one.widget.value_from_datadict(data, {}, bound.add_prefix(name))
        for name, one in bound.fields.items()
    }
    return kind(prefix=prefix, initial=typed, **more)


def _numbers(data: Mapping[str, Any], name: str) -> list[int]:
    written = str(data.get(name, "")).split(",")
    found = [int(one) for one in written if one.isascii() and one.isdigit() and len(one) < 6]
    return list(dict.fromkeys(found))[:_ROWS_MAX]


def _row_of(number: int, spec: AttributeSpec | None) -> AttributeRow:
    prefix = f"a{number}"
    if spec is None:
        return AttributeRow(number=number, form=AttributeForm(prefix=prefix), choices=[])
    initial = {
        "code": spec.code,
        "kind": spec.kind.value,
        "unit": spec.unit or "",
        "required": spec.required,
        **_spread("name", spec.names),
    }
    choices = [
        ChoiceRow(
            number=n,
            form=ChoiceForm(
                prefix=f"{prefix}c{n}", initial={"code": one.code, **_spread("name", one.names)}
            ),
        )
        for n, one in enumerate(spec.choices)
    ]
    form = AttributeForm(prefix=prefix, initial=initial)
    return AttributeRow(number=number, form=form, choices=choices)


def _spec(row: AttributeRow) -> AttributeSpec:
    given = row.form.cleaned_data
    kind = AttributeKind(given["kind"])
    choices = row.choices if kind is AttributeKind.CHOICE else []
    return AttributeSpec(
        code=given["code"],
        kind=kind,
        names=_texts(row.form, "name"),
        unit=(given["unit"] or None) if kind is AttributeKind.NUMBER else None,
        required=given["required"],
        choices=tuple(
            Choice(code=one.form.cleaned_data["code"], names=_texts(one.form, "name"))
            for one in choices
        ),
    )
