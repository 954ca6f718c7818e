"""What the sign-in library asks the hub: who has this phone, how words are sent, what is kept.

Named in settings. Words leave by `notices`, so that known and unknown addresses cost the same.
"""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fondouk.companies.commands import prove_phone
from fondouk.companies.queries import read_address
from fondouk.notices.commands import deliver
from fondouk.notices.events import Channel
from fondouk.plumbing import clock, sealing
from fondouk.web.account import limits
from fondouk.web.account.letters import letter
from fondouk.web.ui.shortcuts import actor_of

_MESSAGES = {
    "account/messages/password_changed.txt": gettext_lazy("Your password was changed."),
    "account/messages/password_set.txt": gettext_lazy("Your password was set."),
    "mfa/messages/totp_activated.txt": gettext_lazy("Your authenticator app is in use."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Your passkey is in use."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("New recovery codes were made."),
}


def display_name(person: Any) -> str:
    """How a person is named in an authenticator app and beside a passkey."""
    return person.name or person.email or person.phone or person.pk


class SignIn(DefaultAccountAdapter):
    """Codes, phones, redirects and messages of the entrance."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This account is closed."),
        "email_password_mismatch": gettext_lazy("Address and password do not go together."),
        "phone_password_mismatch": gettext_lazy("Number and password do not go together."),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "incorrect_code": gettext_lazy("This is not the code. Look at the latest message."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "invalid_login": gettext_lazy("Give an e-mail address or a phone number."),
        "too_many_login_attempts": gettext_lazy(
            "There were too many wrong codes. Ask for a new one."
        ),
        "rate_limited": gettext_lazy("That was too often in a short time. Wait a little."),
    }

    def get_login_stages(self) -> list[str]:
        """A code proves the address, so there is no further stage but the second factor."""
        return [
            "allauth.account.stages.LoginByCodeStage",
            "allauth.mfa.stages.AuthenticateStage",
        ]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the account page while there is something to set up, else to the front page."""
        actor = actor_of(request)
        if actor.kind == "member" and actor.company_id is None:
            return reverse("account:home")
        return str(settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account:home")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """What the person can most likely show comes first: no code without an app."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        has_app = Authenticator.objects.filter(user_id=user.pk, type="totp").exists()
        return sorted(ways, key=lambda way: way["id"] == "mfa_reauthenticate" and not has_app)

    def get_client_ip(self, request: HttpRequest) -> str:
        return limits.client_address(request) or "unknown"

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only what a person must know; the pages say the rest themselves."""
        words = message or _MESSAGES.get(message_template or "")
        if words:
            super().add_message(request, level, message=str(words), extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        name = template_prefix.rsplit("/", 1)[-1]
        facts = {"code": context.get("code", ""), "link": context.get("signup_url", "")}
        send_words(Channel.MAIL, email, name, facts)

    def send_verification_code_sms(
        self, user: AbstractBaseUser, phone: str, code: str, **kwargs: Any
    ) -> None:
        send_words(Channel.SMS, phone, "login_code", {"code": code})

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        link = context.request.build_absolute_uri(reverse("account_signup"))
        send_words(Channel.SMS, phone, "unknown_account", {"link": link})

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        limits.spend("password", _subject(credentials), limits.PASSWORDS_PER_ADDRESS)

    def _rollback_login_failed_rl_usage(self) -> None:
        """Nothing to take back: the hub's own count is forgiven by the form."""

    def clean_phone(self, phone: str) -> str:
        return read_address(phone)[1] or phone

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        raise NotImplementedError("a new number goes through the page of addresses")

    def set_phone_verified(self, user: Any, phone: str) -> None:
        prove_phone(person_id=user.pk, phone=phone, at=clock.now())

    def get_user_by_phone(self, phone: str) -> AbstractBaseUser | None:
        found = get_user_model().objects.filter(phone=phone, is_active=True)
        return found.first()


class SecondFactor(DefaultMFAAdapter):
    """Secrets of second factors are sealed with the hub's encryption keys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This is not the code that the app shows now."),
        "unverified_email": gettext_lazy("Prove your e-mail address first: sign in by a code."),
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Any) -> str:
        return display_name(user)

    def _get_user_identifier(self, user: Any) -> str:
        return display_name(user)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return _("Passkey")


def send_words(channel: Channel, address: str, name: str, facts: dict[str, Any]) -> None:
    """Hand a letter over for delivery, a limited number of times an address.

    Refuses `too_many`.
    """
    limits.spend("words", address, limits.CODES_PER_ADDRESS)
    subject, text = letter(name, facts)
    at = clock.now()
    useless_after = at + timedelta(minutes=settings.CODE_MINUTES) if "code" in facts else None
    deliver(
        channel=channel,
        address=address,
        subject=subject,
        text=text,
        useless_after=useless_after,
        at=at,
    )


def send_notice(channel: Channel, address: str, name: str) -> None:
    """A warning, without a limit: a thief could use one up to keep the holder unaware."""
    subject, text = letter(name, {})
    deliver(channel=channel, address=address, subject=subject, text=text, at=clock.now())


def _subject(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("phone") or "").lower()
