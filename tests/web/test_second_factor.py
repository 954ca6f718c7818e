"""Authenticator apps, recovery codes and passkeys; every page that the library mounts."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client
from django.urls import reverse

from fakes.passkey import SoftPasskey
from fondouk.plumbing import jobs
from fondouk.web.account import entrance

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "ar", "es")
PASSWORD = "argan-oil-7-drums"


def sent_code():
    while jobs.run_next():
        pass
    codes = [re.search(r"\b\d{6}\b", message.body) for message in mail.outbox]
    return [code.group() for code in codes if code][-1]


def app_code(secret):
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def script_data(page):
    found = re.search(r'id="js_data">(.*?)</script>', page.content.decode(), re.DOTALL)
    return json.loads(found.group(1))


def add_app(client):
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'<code dir="ltr">(\w+)</code>', page).group(1)
    done = client.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    assert client.get(done.url).status_code == 200
    return secret


def add_passkey(client, **more):
    passkey = SoftPasskey()
    asked = script_data(client.get(reverse("mfa_add_webauthn")))["creation_options"]
    given = {"name": "Phone", "credential": json.dumps(passkey.create(asked)), **more}
    done = client.post(reverse("mfa_add_webauthn"), given)
    assert client.get(done.url).status_code == 200
    return passkey


def come_in(client, address="amal@example.com"):
    client.post(reverse("account:sign-in"), {"login": address})
    return client.post(reverse("account_confirm_login_code"), {"code": sent_code()})


@pytest.fixture
def amal(world, client):
    """Somebody with an address, signed in."""
    person = world.person(email="amal@example.com")
    world.sign_in(client, person)
    return person


def test_an_app_guards_the_account(client, amal):
    secret = add_app(client)
    assert secret not in str(list(Authenticator.objects.values_list("data")))
    fresh = Client()
    step = come_in(fresh)
    assert step.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in fresh.session
    assert fresh.post(step.url, {"code": "000000"}).status_code == 200
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    fresh.post(step.url, {"code": codes[0]})
    assert fresh.session["_auth_user_id"] == amal.person
    again = Client()
    step = come_in(again)
    assert again.post(step.url, {"code": codes[0]}).status_code == 200
    assert "_auth_user_id" not in again.session


def test_wrong_codes_of_a_second_factor_are_counted_by_person(client, amal):
    add_app(client)
    answers = []
    for _ in range(2):
        fresh = Client()
        step = come_in(fresh)
        answers += [fresh.post(step.url, {"code": "000000"}).status_code for _ in range(6)]
    assert answers == [200] * 10 + [429] * 2


def test_a_passkey_signs_in_by_itself(client, amal):
    passkey = add_passkey(client, passwordless="on")
    fresh = Client()
    where = reverse("mfa_login_webauthn")
    asked = fresh.get(where, headers={"accept": "application/json"}).json()["request_options"]
    fresh.post(where, {"credential": json.dumps(passkey.get(asked))})
    assert fresh.session["_auth_user_id"] == amal.person
    stranger = SoftPasskey()
    stranger.id, stranger.person = passkey.id, passkey.person
    other = Client()
    asked = other.get(where, headers={"accept": "application/json"}).json()["request_options"]
    other.post(where, {"credential": json.dumps(stranger.get(asked))})
    assert "_auth_user_id" not in other.session


def test_a_passkey_serves_as_the_second_factor(client, amal):
    passkey = add_passkey(client)
    fresh = Client()
    step = come_in(fresh)
    asked = script_data(fresh.get(step.url))["request_options"]
    fresh.post(step.url, {"credential": json.dumps(passkey.get(asked))})
    assert fresh.session["_auth_user_id"] == amal.person


def test_the_protection_is_changed_only_by_who_shows_it_again(client, amal):
    add_app(client)
    fresh = Client()
    step = come_in(fresh)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    fresh.post(step.url, {"code": codes[1]})
    asked = fresh.get(reverse("mfa_deactivate_totp"))
    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    fresh.post(asked.url, {"code": codes[2]})
    assert fresh.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.exists()


def test_secrets_move_to_the_newest_encryption_key(client, amal, hub, at):
    from cryptography.fernet import Fernet
    from django.conf import settings

    from fondouk.companies import commands
    from fondouk.kernel.actor import System

    add_app(client)
    before = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    newest = Fernet.generate_key().decode()
    hub(encryption_keys=(newest, *settings.FONDOUK.encryption_keys))
    assert commands.reseal_factors(actor=System(), at=at) == 2
    hub(encryption_keys=(newest,))
    assert Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mounted_page_opens_in_four_languages(client, amal, language):
    """Each address of the entrance is opened in the state in which it is a page."""
    opened = set()

    def open_in(browser, name, expected=200, **where):
        browser.cookies["language"] = language
        page = browser.get(reverse(name, kwargs=where or None))
        assert page.status_code == expected, name
        if expected == 200 and page["Content-Type"].startswith("text/html"):
            text = page.content.decode()
            assert f'<html lang="{language}"' in text, name
            assert 'class="site-head"' in text, name
        opened.add(name)

    visitor = Client()
    for name in ("account_login", "account_signup", "account_inactive"):
        open_in(visitor, name)
    open_in(client, "account_set_password")
    client.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})
    open_in(client, "account_change_password")
    open_in(client, "account_logout")
    open_in(client, "account_reauthenticate")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    open_in(client, "mfa_activate_totp")
    add_app(client)
    open_in(client, "mfa_add_webauthn")
    passkey = add_passkey(client)
    row = Authenticator.objects.get(type="webauthn")
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    ):
        open_in(client, name)
    open_in(client, "mfa_remove_webauthn", pk=row.pk)
    open_in(client, "mfa_edit_webauthn", pk=row.pk)
    fresh = Client()
    fresh.post(reverse("account:sign-in"), {"login": "amal@example.com"})
    open_in(fresh, "account_confirm_login_code")
    fresh.post(reverse("account_confirm_login_code"), {"code": sent_code()})
    open_in(fresh, "mfa_authenticate")
    open_in(visitor, "mfa_login_webauthn", expected=302)
    assert opened == {pattern.name for pattern in entrance.urlpatterns}
    assert passkey.person
