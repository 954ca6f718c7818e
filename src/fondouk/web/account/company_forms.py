"""Forms about companies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fondouk.companies.events import CompanyDraft, CompanyKind, DocumentKind, Producer, Role
from fondouk.kernel.codes import Language
from fondouk.kernel.texts import Texts
from fondouk.reference.queries import list_countries, list_regions
from fondouk.web.account.forms import AddressField
from fondouk.web.account.words import KINDS, PAPERS, ROLES, SCOPES
from fondouk.web.ui.words import LANGUAGES, language_name

# Countries with which Morocco trades most come first; any other can be chosen below them.
_FIRST = ("MA", "FR", "ES", "IT", "DE", "GB", "US", "SN", "CI", "SA", "AE")


def countries(language: str) -> list[tuple[str, str]]:
    """Every country, those of Morocco's usual trade first."""
    names = {one.code: one.name for one in list_countries(language)}
    rest = [(code, name) for code, name in names.items() if code not in _FIRST]
    return [*((code, names[code]) for code in _FIRST), *rest]


def regions(language: str) -> list[tuple[str, str]]:
    """The regions of Morocco."""
    return [("", "–"), *((one.code, one.names.best(language)) for one in list_regions("MA"))]


class CompanyForm(forms.Form):
    """What a company says about itself."""

    kind = forms.ChoiceField(
        label=_("Your company is a"),
        choices=[(kind.value, KINDS[kind]) for kind in CompanyKind],
        widget=forms.RadioSelect,
    )
    country = forms.ChoiceField(label=_("Country"), initial="MA")
    region = forms.ChoiceField(
        label=_("Region"), required=False, help_text=_("In Morocco; leave it empty elsewhere.")
    )
    town = forms.CharField(label=_("Town"), max_length=80)
    registry_number = forms.CharField(
        label=_("Number in the register"),
        max_length=40,
        required=False,
        help_text=_("In Morocco the ICE, fifteen digits. Needed to be verified."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    export_number = forms.CharField(
        label=_("Exporter's number"),
        max_length=40,
        required=False,
        help_text=_("Without one you can let another company export for you."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    founded_year = forms.IntegerField(label=_("Founded in"), required=False)
    people_count = forms.IntegerField(label=_("People at work"), required=False, min_value=1)
    languages = forms.MultipleChoiceField(
        label=_("Languages that you answer in"),
        required=False,
        choices=[(code, name) for code, name in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(language)  # type: ignore[attr-defined]
        self.fields["region"].choices = regions(language)  # type: ignore[attr-defined]
        for code in Language:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name (%(language)s)") % {"language": language_name(code)},
                max_length=160,
                required=False,
                widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
            )
            self.fields[f"about_{code}"] = forms.CharField(
                label=_("About the company (%(language)s)") % {"language": language_name(code)},
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"lang": code, "dir": "auto", "rows": 4}),
            )

    def draft(self, kind: CompanyKind | None = None) -> CompanyDraft:
        """What was typed, as a draft."""
        given = self.cleaned_data
        return CompanyDraft(
            kind=kind or CompanyKind(given["kind"]),
            names=Texts.of({code: given[f"name_{code}"] for code in Language}),
            about=Texts.of({code: given[f"about_{code}"] for code in Language}),
            country=given["country"],
            region=given["region"] or None,
            town=given["town"],
            founded_year=given["founded_year"],
            people_count=given["people_count"],
            languages=tuple(given["languages"]),
            registry_number=given["registry_number"],
            export_number=given["export_number"] or None,
        )


def initial_of(draft: CompanyDraft) -> dict[str, Any]:
    """A draft as the form's first values."""
    texts = {f"name_{code}": draft.names.get(code) or "" for code in Language}
    texts |= {f"about_{code}": draft.about.get(code) or "" for code in Language}
    return texts | {
        "kind": draft.kind.value,
        "country": draft.country,
        "region": draft.region or "",
        "town": draft.town,
        "founded_year": draft.founded_year,
        "people_count": draft.people_count,
        "languages": list(draft.languages),
        "registry_number": draft.registry_number,
        "export_number": draft.export_number or "",
    }


class ProducersForm(forms.Form):
    """The members of a cooperative, one a line."""

    producers = forms.CharField(
        label=_("Members, one a line"),
        required=False,
        help_text=_("Name, then a comma and the town: Fatima Aït Ali, Tafraout"),
        widget=forms.Textarea(attrs={"rows": 16, "dir": "auto"}),
    )

    def listed(self) -> tuple[Producer, ...]:
        """Each line as a member."""
        rows = [line.replace("،", ",").partition(",") for line in self._lines()]
        return tuple(Producer(name=name.strip(), town=town.strip()) for name, _, town in rows)

    def _lines(self) -> list[str]:
        return [line for line in self.cleaned_data["producers"].splitlines() if line.strip()]


class PaperForm(forms.Form):
    """A paper for the desk."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=[(kind.value, PAPERS[kind]) for kind in DocumentKind]
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, JPEG or PNG, 10 MB at most. Only you and the desk can open it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


class InviteForm(forms.Form):
    """Whom to ask, and for what."""

    address = AddressField(label=_("E-mail address or phone number"))
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, ROLES[role]) for role in Role], initial="sales"
    )


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(choices=[(role.value, ROLES[role]) for role in Role])


class MandateForm(forms.Form):
    """Which company shall export."""

    exporter = forms.ChoiceField(label=_("Company that exports for you"))

    def __init__(self, *args: Any, exporters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exporter"].choices = exporters  # type: ignore[attr-defined]


class KeyForm(forms.Form):
    """A fresh API key."""

    label = forms.CharField(
        label=_("Name of the program"), max_length=80, help_text=_("Such as: web shop, accounting")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), widget=forms.CheckboxSelectMultiple, choices=[]
    )

    def __init__(self, *args: Any, scopes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (deed.value, words) for deed, words in SCOPES.items() if deed.value in scopes
        ]
