"""Forms of the entrance. The library's own are narrowed to what the hub uses."""

import unicodedata
from time import time
from typing import Any

from allauth.account import forms as theirs
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fondouk.companies.queries import read_address
from fondouk.kernel.refused import Refused
from fondouk.plumbing import refusals
from fondouk.web.account import limits


def words_of(refused: Refused) -> str:
    """The refusal's sentence and remedy in the reader's language."""
    language = (get_language() or "en")[:2]
    words = f"{refusals.sentence(refused, language)} {refusals.remedy(refused, language)}"
    return words.strip()


class AddressField(forms.CharField):
    """One line for an e-mail address or a phone number; cleaned to its kept form."""

    widget = forms.TextInput(attrs={"autocomplete": "username", "dir": "ltr"})

    def clean(self, value: Any) -> str:
        line = super().clean(value)
        try:
            email, phone = read_address(line)
        except Refused as refused:
            raise forms.ValidationError(words_of(refused)) from None
        return str(email or phone)


class CodeField(forms.CharField):
    """Six digits, with or without blanks, in whichever digits the keyboard gives."""

    widget = forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
    )

    def clean(self, value: Any) -> str:
        return plain_digits(super().clean(value))


def plain_digits(text: str) -> str:
    """Arabic and other digits as 0 to 9."""
    return "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text.strip()
    )


class SignInForm(theirs.LoginForm):
    """An address; without a password a code is sent to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField(label=_("E-mail address or phone number"))
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            required=False,
            strip=False,
            help_text=_("Only if you have set one. Otherwise a code is sent to you."),
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )
        self.order_fields(["login", "password"])

    def login(self, request: Any, redirect_url: str | None = None) -> Any:
        response = super().login(request, redirect_url)
        if self.cleaned_data.get("password"):
            limits.forgive("password", self.cleaned_data["login"])
        return response


class SignUpForm(forms.Form):
    """What the hub needs to know of a new person: how to reach them, how to call them."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    address = AddressField(
        label=_("E-mail address or phone number"),
        help_text=_("A phone number is enough. A code is sent to it."),
    )


class CodeForm(theirs.ConfirmLoginCodeForm):
    """The code that was sent."""

    code = CodeField(label=_("Six-digit code"))


def _proved_by_code() -> bool:
    """Whether this person came in by a code within the last minutes."""
    records = get_authentication_records(context.request, context.request.user)
    since = time() - settings.CODE_MINUTES * 60
    return any(one["method"] == "code" and one["at"] > since for one in records)


class _NewPassword(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fresh = {"autocomplete": "new-password"}
        self.fields["password1"].label = _("New password")
        self.fields["password1"].widget = forms.PasswordInput(attrs=fresh)
        self.fields["password1"].help_text = _(
            "Ten characters or more, not a common word, not your own name or address."
        )
        self.fields["password2"].label = _("New password again")
        self.fields["password2"].widget = forms.PasswordInput(attrs=fresh)


class SetPasswordForm(_NewPassword, theirs.SetPasswordForm):
    """A first password."""


class ChangePasswordForm(_NewPassword, theirs.ChangePasswordForm):
    """Another password. Who has just come in by a code need not know the old one: that is how a
    forgotten password is replaced.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if _proved_by_code():
            del self.fields["oldpassword"]
            return
        self.fields["oldpassword"].label = _("Present password")
        self.fields["oldpassword"].help_text = _(
            "Forgotten? Sign out, come in by a code, then set a new one here."
        )
        self.fields["oldpassword"].widget = forms.PasswordInput(
            attrs={"autocomplete": "current-password"}
        )


class PasswordAgainForm(theirs.ReauthenticateForm):
    """The password once more, before something that protects the account is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget = forms.PasswordInput(
            attrs={"autocomplete": "current-password"}
        )


class _LimitedCode(forms.Form):
    """Wrong codes of a second factor are counted by person, whatever session they come from."""

    user: Any

    def clean_code(self) -> str:
        self.cleaned_data["code"] = plain_digits(self.cleaned_data["code"])
        limits.spend("second", str(self.user.pk), limits.SECOND_FACTORS_PER_PERSON)
        code = super().clean_code()  # type: ignore[misc]
        limits.forgive("second", str(self.user.pk))
        return str(code)


class SecondFactorForm(_LimitedCode, second.AuthenticateForm):
    """The app's code, or one of the recovery codes."""

    code = CodeField(label=_("Code of your app, or a recovery code"))


class SecondFactorAgainForm(_LimitedCode, second.ReauthenticateForm):
    """The same once more, before something that protects the account is changed."""

    code = CodeField(label=_("Code of your app, or a recovery code"))


class ActivateAppForm(ActivateTOTPForm):
    """The first code of a fresh authenticator app."""

    code = CodeField(label=_("Code that the app shows"))


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey: fingerprint, face or a security key instead of a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = _("Sign in with it alone")
            self.fields["passwordless"].help_text = _(
                "Your device then asks for your fingerprint, face or PIN."
            )
            self.fields["passwordless"].initial = True


class NamePasskeyForm(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
