"""Coming in: codes by mail and phone, passwords, second factor, limits, no list of who is here."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from fondouk.plumbing import jobs

LANGUAGES = ("en", "fr", "ar", "es")


@pytest.fixture
def sent(settings):
    """Run what waits and answer the codes that were sent, newest last."""

    def codes():
        while jobs.run_next():
            pass
        texts = [message.body for message in mail.outbox]
        folder = settings.FONDOUK.data_dir / "sms"
        texts += [file.read_text() for file in sorted(folder.glob("*.txt"))]
        found = [re.search(r"\b\d{6}\b", text) for text in texts]
        return [match.group() for match in found if match]

    yield codes
    for file in (settings.FONDOUK.data_dir / "sms").glob("*.txt"):
        file.unlink()


def come_in(client, address, sent, **more):
    client.post(reverse("account:sign-in"), {"login": address, **more})
    code = sent()[-1]
    return client.post(reverse("account_confirm_login_code"), {"code": code})


@pytest.mark.django_db
def test_a_newcomer_registers_with_only_a_phone_number(client, sent):
    given = {"name": "Fatima", "address": "0661 22 33 44"}
    response = client.post(reverse("account:sign-up"), given)
    assert response.url == reverse("account_confirm_login_code") + "?for=registration"
    assert "+212661223344" in client.get(response.url).content.decode()
    response = client.post(response.url, {"code": sent()[-1]})
    assert response.url == reverse("account:home")
    page = client.get(response.url).content.decode()
    assert "Fatima" in page and "+212661223344" in page


@pytest.mark.django_db
def test_an_address_known_already_registers_nobody_and_comes_in(client, world, sent):
    person = world.person(email="amal@example.com", name="Amal")
    client.post(reverse("account:sign-up"), {"name": "X", "address": "Amal@example.com"})
    client.post(reverse("account_confirm_login_code"), {"code": sent()[-1]})
    assert client.session["_auth_user_id"] == person.person
    assert "Amal" in client.get(reverse("account:home")).content.decode()


@pytest.mark.django_db
def test_codes_come_in_whichever_digits_the_keyboard_gives(client, world, sent):
    world.person(email="amal@example.com")
    client.post(reverse("account:sign-in"), {"login": "amal@example.com"})
    eastern = sent()[-1].translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    client.post(reverse("account_confirm_login_code"), {"code": f" {eastern} "})
    assert "_auth_user_id" in client.session


@pytest.mark.django_db
def test_known_and_unknown_addresses_answer_alike(client, world, django_assert_max_num_queries):
    from django.test import Client

    world.person(email="known@example.com")
    world.person(phone="+212661000001")
    pages = []
    for pair in (("known@example.com", "other@example.com"), ("+212661000001", "+212661000002")):
        for address in pair:
            fresh = Client()
            with django_assert_max_num_queries(40) as queries:
                first = fresh.post(reverse("account:sign-in"), {"login": address})
            page = fresh.get(first.url).content.decode().replace(address, "ADDRESS")
            page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
            wrong = fresh.post(first.url, {"code": "000000"}).content.decode()
            wrong = wrong.replace(address, "ADDRESS")
            wrong = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", wrong)
            pages.append((first.status_code, first.url, page, wrong, len(queries) // 10))
        assert pages[-1] == pages[-2]


@pytest.mark.django_db
def test_a_code_has_five_tries(client, world, sent):
    world.person(email="amal@example.com")
    client.post(reverse("account:sign-in"), {"login": "amal@example.com"})
    right = sent()[-1]
    wrong = "000000" if right != "000000" else "000001"
    where = reverse("account_confirm_login_code")
    answers = [client.post(where, {"code": wrong}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 302]
    client.post(where, {"code": right})
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_a_code_is_good_for_ten_minutes(client, world, sent, monkeypatch):
    from allauth.account.internal.flows import code_verification

    world.person(email="amal@example.com")
    client.post(reverse("account:sign-in"), {"login": "amal@example.com"})
    code = sent()[-1]
    later = code_verification.time.time() + 601
    monkeypatch.setattr(code_verification.time, "time", lambda: later)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_one_address_gets_five_messages_in_ten_minutes(client, world):
    from django.test import Client

    world.person(email="amal@example.com")
    for address in ("amal@example.com", "nobody@example.com"):
        for _ in range(5):
            assert Client().post(reverse("account:sign-in"), {"login": address}).status_code == 302
        answer = Client().post(reverse("account:sign-in"), {"login": address})
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) > 0


@pytest.mark.django_db
def test_a_demonstration_shows_the_code_and_counts_nothing(client, world, hub):
    world.person(email="amal@example.com")
    hub(demo=True)
    for _ in range(7):
        client.post(reverse("account:sign-in"), {"login": "amal@example.com"})
    page = client.get(reverse("account_confirm_login_code")).content.decode()
    code = re.search(r"\b\d{6}\b", page).group()
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert "_auth_user_id" in client.session


@pytest.mark.django_db
def test_outside_a_demonstration_nothing_is_shown_and_nobody_tries_it(client, world):
    world.person(email="amal@example.com")
    client.post(reverse("account:sign-in"), {"login": "amal@example.com"})
    page = client.get(reverse("account_confirm_login_code")).content.decode()
    assert not re.search(r"\b\d{6}\b", page)
    assert client.post(reverse("account:try-it"), {"as": "buyer"}).status_code == 404


@pytest.mark.django_db
def test_try_it_as_is_for_this_machine_alone(client, world, hub):
    owner = world.buyer(demonstration=True)
    hub(demo=True)
    far = client.post(reverse("account:try-it"), {"as": "buyer"}, REMOTE_ADDR="203.0.113.9")
    assert far.status_code == 404
    assert client.post(reverse("account:try-it"), {"as": "king"}).status_code == 404
    landed = client.post(reverse("account:try-it"), {"as": "buyer"}, follow=True)
    assert landed.request["PATH_INFO"] == reverse("buyer:rfqs")
    assert "(demonstration)" in landed.content.decode()
    assert client.session["_auth_user_id"] == owner.person


@pytest.mark.django_db
def test_forms_of_the_entrance_ask_for_the_token(world):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    for name in ("account:sign-in", "account:sign-up", "account:sign-out", "account:try-it"):
        assert strict.post(reverse(name), {}).status_code == 403


@pytest.mark.django_db
def test_a_password_may_be_set_after_a_code_and_then_used(client, world, sent):
    from django.test import Client

    person = world.person(email="amal@example.com")
    come_in(client, "amal@example.com", sent)
    assert client.get(reverse("account_change_password")).url == reverse("account_set_password")
    secret = {"password1": "argan-oil-7-drums", "password2": "argan-oil-7-drums"}
    assert client.post(reverse("account_set_password"), secret).status_code == 302
    again = Client()
    bad = again.post(reverse("account:sign-in"), {"login": "amal@example.com", "password": "x"})
    assert bad.status_code == 200
    again.post(
        reverse("account:sign-in"),
        {"login": "amal@example.com", "password": "argan-oil-7-drums"},
    )
    assert again.session["_auth_user_id"] == person.person
    assert again.get(reverse("account_change_password")).status_code == 200
    assert "oldpassword" in again.get(reverse("account_change_password")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wanted, reached",
    [
        ("/account/address", "/account/address"),
        ("https://elsewhere.example/", "/account/"),
        ("//elsewhere.example/", "/account/"),
        ("javascript:alert(1)", "/account/"),
    ],
)
def test_after_sign_in_one_goes_on_within_the_hub(client, world, sent, wanted, reached):
    from urllib.parse import urlencode

    world.person(email="amal@example.com")
    assert client.get("/account/address").url.endswith("?next=%2Faccount%2Faddress")
    step = client.post(reverse("account:sign-in"), {"login": "amal@example.com", "next": wanted})
    assert "elsewhere" not in step.url
    hidden = {"code": sent()[-1], "next": wanted}
    answer = client.post(f"{step.url.split('?')[0]}?{urlencode({'next': wanted})}", hidden)
    assert answer.url == reached


@pytest.mark.django_db
def test_a_closed_account_does_not_come_in(client, world, at, sent):
    from fondouk.companies import commands
    from fondouk.kernel.actor import System

    person = world.person(email="amal@example.com")
    world.sign_in(client, person)
    given = {"actor": System(), "person_id": person.person, "at": at}
    commands.set_active(active=False, **given)
    assert client.get(reverse("account:home")).status_code == 302
    client.post(reverse("account:sign-in"), {"login": "amal@example.com"})
    assert sent() == []
    client.post(reverse("account:sign-up"), {"name": "X", "address": "amal@example.com"})
    codes = sent()
    client.post(reverse("account_confirm_login_code"), {"code": codes[-1]})
    assert client.get(reverse("account:home")).status_code == 302


@pytest.mark.django_db
def test_wrong_passwords_are_counted_by_address(client, world):
    from django.test import Client

    world.person(email="amal@example.com")
    for address in ("amal@example.com", "nobody@example.com"):
        given = {"login": address, "password": "wrong"}
        answers = [Client().post(reverse("account:sign-in"), given) for _ in range(11)]
        assert [answer.status_code for answer in answers] == [200] * 10 + [429]
        bodies = {re.sub(r'value="[^"]*"', "", one.content.decode()) for one in answers[:10]}
        assert len(bodies) == 1


@pytest.mark.django_db
def test_signing_out_ends_the_session(client, world):
    world.sign_in(client, world.person())
    assert client.get(reverse("account:home")).status_code == 200
    client.post(reverse("account:sign-out"))
    home = client.get(reverse("account:home"))
    assert home.status_code == 302
    assert home.url.startswith(reverse("account:sign-in"))


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_of_the_entrance_opens_in_four_languages(client, world, language, sent):
    client.cookies["language"] = language
    for name in ("account:sign-in", "account:sign-up", "account_inactive"):
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert f'lang="{language}"' in page.content.decode()
    person = world.person(email="amal@example.com")
    client.post(reverse("account:sign-in"), {"login": "amal@example.com"})
    assert client.get(reverse("account_confirm_login_code")).status_code == 200
    sent()
    world.sign_in(client, person)
    for name in (
        "account:home",
        "account:sign-out",
        "account_set_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
    ):
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert f'lang="{language}"' in page.content.decode()
