"""The words of the hub's own mail and short messages, by the sign-in library's names."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

_CODE_SUBJECT = gettext_noop("Your code for Fondouk")
_CODE = gettext_noop(
    "Your code is %(code)s. It is good for ten minutes. Nobody from the hub will ever ask you "
    "for it."
)
_UNKNOWN = gettext_noop(
    "Somebody wanted to sign in to Fondouk with this address, but it has no account there. If "
    "it was you, register here: %(link)s"
)
_CHANGED_SUBJECT = gettext_noop("Your sign-in to Fondouk was changed")

LETTERS: dict[str, tuple[str, str]] = {
    "login_code": (_CODE_SUBJECT, _CODE),
    "unknown_account": (gettext_noop("Sign-in to Fondouk"), _UNKNOWN),
    "address_taken": (
        gettext_noop("Your address at Fondouk"),
        gettext_noop(
            "Somebody wanted to add this address to an account at Fondouk, but it belongs to "
            "another one. If both are yours, sign in with this address instead."
        ),
    ),
    "address_gone": (
        _CHANGED_SUBJECT,
        gettext_noop(
            "This address no longer opens your account at Fondouk: it was changed or removed. "
            "If it was not you, write to the hub's desk at once."
        ),
    ),
    "invitation": (
        gettext_noop("%(company)s invites you to Fondouk"),
        gettext_noop(
            "%(company)s invites you to work with them at Fondouk. Accept here: %(link)s"
        ),
    ),
    "password_changed": (
        _CHANGED_SUBJECT,
        gettext_noop("Your password was changed. If it was not you, sign in and set a new one."),
    ),
    "password_set": (
        _CHANGED_SUBJECT,
        gettext_noop("A password was set. If it was not you, sign in and set another one."),
    ),
    "totp_activated": (
        _CHANGED_SUBJECT,
        gettext_noop("An authenticator app was added as a second factor."),
    ),
    "totp_deactivated": (
        _CHANGED_SUBJECT,
        gettext_noop("The authenticator app was removed as a second factor."),
    ),
    "webauthn_added": (_CHANGED_SUBJECT, gettext_noop("A passkey was added.")),
    "webauthn_removed": (_CHANGED_SUBJECT, gettext_noop("A passkey was removed.")),
    "recovery_codes_generated": (
        _CHANGED_SUBJECT,
        gettext_noop("New recovery codes were made. The old ones are void."),
    ),
}


def letter(name: str, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text in the reader's language, with the facts filled in."""
    subject, text = LETTERS[name]
    return _(subject) % facts, _(text) % facts
