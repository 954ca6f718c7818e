"""A person's and a company's own pages, through Django's test client, in four languages."""

import io
import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse

from fondouk.companies import commands, queries
from fondouk.companies.events import CompanyState, Role
from fondouk.plumbing import jobs
from fondouk.plumbing.models import Bucket

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "ar", "es")
PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


def sent():
    while jobs.run_next():
        pass
    return mail.outbox[-1].body


def company_form(**changes):
    return {
        "kind": "cooperative",
        "country": "MA",
        "region": "",
        "town": "Taroudant",
        "name_en": "Tighanimine",
        "languages": ["fr", "ar"],
    } | changes


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_opens_in_four_languages(client, world, at, language):
    client.cookies["language"] = language
    owner = world.cooperative(verified=False)
    world.member(owner, "sales")
    exporter = world.trader(export_number="EXP 1", slug="comptoir")
    commands.propose_mandate(
        actor=owner, company_id=owner.company_id, exporter_slug="comptoir", at=at
    )
    commands.invite_member(
        actor=owner, company_id=owner.company_id, address="x@example.com", role=Role.SALES, at=at
    )
    pages = ["home", "address", "register-company", "company", "producers", "verification"]
    pages += ["mandates", "members", "keys"]
    for actor, names in ((owner, pages), (exporter, ["mandates", "company"])):
        world.sign_in(client, actor)
        for name in names:
            page = client.get(reverse(f"account:{name}"))
            assert page.status_code == 200, name
            assert f'lang="{language}"' in page.content.decode()
    viewer = world.member(owner, "viewer")
    world.sign_in(client, viewer)
    for name in ("home", "company", "producers", "mandates", "members"):
        assert client.get(reverse(f"account:{name}")).status_code == 200, name
    for name in ("verification", "keys"):
        assert client.get(reverse(f"account:{name}")).status_code == 403, name


def test_a_person_without_a_company_is_led_to_register_one(client, world):
    world.sign_in(client, world.person())
    assert client.get(reverse("account:company")).url == reverse("account:register-company")
    response = client.post(reverse("account:register-company"), company_form())
    assert response.url == reverse("account:company")
    page = client.get(response.url).content.decode()
    assert "Tighanimine" in page and reverse("account:verification") in page


def test_what_is_wrong_stands_at_its_field_in_the_readers_language(client, world):
    world.sign_in(client, world.person())
    client.cookies["language"] = "fr"
    given = company_form(name_en="", registry_number="123")
    page = client.post(reverse("account:register-company"), given).content.decode()
    assert "#id_name_fr" in page
    assert "ICE valable" in page and "#id_registry_number" in page


def test_a_change_made_from_an_old_page_is_refused(client, world):
    owner = world.cooperative()
    world.sign_in(client, owner)
    given = company_form(version="1")
    page = client.post(reverse("account:company"), given)
    assert "Somebody changed this" in page.content.decode()
    version = queries.get_company_page(owner, owner.company_id).version
    assert client.post(reverse("account:company"), given | {"version": version}).status_code == 302
    for odd in ("²", "9" * 5000):
        answer = client.post(reverse("account:company"), given | {"version": odd})
        assert answer.status_code < 500


def test_a_cooperative_writes_its_members_one_a_line(client, world):
    owner = world.cooperative()
    world.sign_in(client, owner)
    client.post(
        reverse("account:producers"), {"producers": "Fatima Aït Ali, Tafraout\nزهرة، تيزنيت\n\n"}
    )
    listed = queries.get_company_page(owner, owner.company_id).producers
    assert [(one.name, one.town) for one in listed] == [
        ("Fatima Aït Ali", "Tafraout"),
        ("زهرة", "تيزنيت"),
    ]
    world.sign_in(client, world.manufacturer())
    assert client.get(reverse("account:producers")).status_code == 404


def test_papers_reach_the_desk_and_nobody_else(client, world):
    owner = world.cooperative(verified=False, registry_number="002136093000040")
    world.sign_in(client, owner)
    where = reverse("account:verification")
    bad = {"kind": "identity", "file": io.BytesIO(b"<html><script>alert(1)</script>")}
    assert "not a whole PDF" in client.post(where, bad).content.decode()
    file = io.BytesIO(PDF)
    file.name = "statuts \u202e.exe"
    client.post(where, {"kind": "identity", "file": file})
    paper = queries.list_documents(owner, owner.company_id)[0]
    response = client.get(reverse("account:paper", kwargs={"paper_id": paper.id}))
    assert response.content == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert client.post(reverse("account:submit")).status_code == 302
    page = queries.get_company_page(owner, owner.company_id)
    assert page.card.state == CompanyState.SUBMITTED
    for other in (world.buyer(), world.member(owner, "sales")):
        world.sign_in(client, other)
        answer = client.get(reverse("account:paper", kwargs={"paper_id": paper.id}))
        assert answer.status_code == 404


def test_a_colleague_joins_by_the_link_after_signing_in(client, world):
    owner = world.cooperative()
    world.sign_in(client, owner)
    client.post(reverse("account:members"), {"address": "amal@example.com", "role": "catalogue"})
    link = re.search(r"http://testserver(\S+)", sent()).group(1)
    client.logout()
    assert reverse("account:sign-in") in client.get(link).content.decode()
    person = world.person(email="other@example.com")
    world.sign_in(client, person)
    client.post(link)
    joined = world.actor(person.person, owner.company_id)
    assert (joined.company_id, joined.role) == (owner.company_id, Role.CATALOGUE)
    assert client.get(link).status_code == 404
    assert client.get(reverse("account:join", kwargs={"token": "x:y"})).status_code == 404


def test_a_colleague_finds_the_invitation_on_the_account_page(client, world, at):
    owner = world.cooperative()
    commands.invite_member(
        actor=owner, company_id=owner.company_id, address="a@example.com", role=Role.SALES, at=at
    )
    person = world.person(email="a@example.com")
    world.sign_in(client, person)
    invitation = queries.list_my_invitations(person, at)[0]
    client.post(reverse("account:invitation-accept", kwargs={"invitation_id": invitation.id}))
    assert world.actor(person.person).company_id == owner.company_id


def test_owners_change_roles_and_the_last_one_stays(client, world):
    owner = world.cooperative()
    world.member(owner, "viewer")
    world.sign_in(client, owner)
    mine, other = queries.list_colleagues(owner)
    where = reverse("account:member-role", kwargs={"membership_id": other.membership_id})
    assert client.post(where, {"role": "owner"}).status_code == 302
    leave = reverse("account:member-remove", kwargs={"membership_id": mine.membership_id})
    assert client.post(leave).url == reverse("account:home")
    second = world.actor(other.person_id)
    world.sign_in(client, second)
    leave = reverse("account:member-remove", kwargs={"membership_id": other.membership_id})
    assert client.post(leave).status_code == 409


def test_somebody_with_two_companies_switches(client, world, at):
    first, second = world.cooperative(), world.buyer()
    commands.invite_member(
        actor=second,
        company_id=second.company_id,
        address=queries.get_person(first).email,
        role=Role.FINANCE,
        at=at,
    )
    invitation = queries.list_my_invitations(first, at)[0]
    commands.accept_invitation(actor=first, invitation_id=invitation.id, at=at)
    world.sign_in(client, first)
    client.post(reverse("account:switch-company"), {"company": second.company_id})
    name = queries.list_cards(first, [second.company_id])[second.company_id].names.best("en")
    assert name in client.get(reverse("account:company")).content.decode()
    stranger = world.manufacturer()
    answer = client.post(reverse("account:switch-company"), {"company": stranger.company_id})
    assert answer.status_code == 404


def test_mandates_are_proposed_and_answered(client, world):
    producer = world.cooperative()
    exporter = world.trader(export_number="EXP 1", slug="comptoir")
    world.sign_in(client, producer)
    client.post(reverse("account:mandates"), {"exporter": "comptoir"})
    mandate = queries.list_mandates(producer)[0]
    given = {"mandate_id": mandate.id, "deed": "accept"}
    assert client.post(reverse("account:mandate-answer", kwargs=given)).status_code == 409
    world.sign_in(client, exporter)
    assert client.post(reverse("account:mandate-answer", kwargs=given)).status_code == 302
    assert queries.find_exporter(producer, producer.company_id).id == exporter.company_id


def test_a_key_is_shown_once(client, world, at):
    owner = world.cooperative()
    world.sign_in(client, owner)
    given = {"label": "Shop", "scopes": ["catalogue:read", "rfq:write"]}
    token = re.search(
        r"fnd_\w{10}_\w{40}", client.post(reverse("account:keys"), given).content.decode()
    ).group()
    assert token not in client.get(reverse("account:keys")).content.decode()
    holder = queries.actor_for_key(token, at)
    assert holder.company_id == owner.company_id
    client.post(reverse("account:key-revoke", kwargs={"key_id": holder.key}))
    from fondouk.plumbing import clock

    assert queries.actor_for_key(token, clock.now()) is None
    beyond = {"label": "Shop", "scopes": ["members:manage"]}
    assert "fnd_" not in re.sub(
        r"<code.*?</code>", "", client.post(reverse("account:keys"), beyond).content.decode()
    )


def test_a_new_address_is_proved_by_its_code(client, world):
    person = world.person(phone="0661000001")
    world.person(email="taken@example.com")
    world.sign_in(client, person)
    client.post(reverse("account:address"), {"address": "taken@example.com"})
    assert "belongs to another" in " ".join(sent().split())
    for _ in range(5):
        answer = client.post(reverse("account:address-code"), {"code": "000000"})
    assert answer.url == reverse("account:address")
    client.post(reverse("account:address"), {"address": "new@example.com"})
    code = re.search(r"\d{6}", sent()).group()
    client.post(reverse("account:address-code"), {"code": code})
    assert queries.get_person(person).email == "new@example.com"
    client.post(reverse("account:address-drop"), {"kind": "phone"})
    assert queries.get_person(person).phone is None
    assert client.post(reverse("account:address-drop"), {"kind": "email"}).status_code == 422


def test_the_language_of_the_person_becomes_the_language_of_the_pages(client, world):
    world.sign_in(client, world.person())
    client.post(reverse("account:home"), {"name": "Amal", "language": "ar"})
    assert 'dir="rtl"' in client.get(reverse("account:home")).content.decode()


def test_a_person_takes_their_data_and_leaves(client, world):
    owner = world.cooperative()
    person = world.member(owner, "sales")
    world.sign_in(client, person)
    response = client.post(reverse("account:my-data"))
    assert response["Content-Disposition"].startswith("attachment")
    assert json.loads(response.content)["companies"][0]["role"] == "sales"
    world.sign_in(client, owner)
    assert client.post(reverse("account:erase")).status_code == 409
    world.sign_in(client, person)
    assert client.post(reverse("account:erase")).status_code == 200
    assert client.get(reverse("account:home")).status_code == 302


def test_a_sole_owner_is_told_what_to_do_first(client, world):
    owner = world.cooperative()
    world.member(owner, "sales")
    world.sign_in(client, owner)
    answer = client.post(reverse("account:erase"))
    assert answer.status_code == 409
    assert "Make one of them an owner" in answer.content.decode()


def test_invitations_are_limited_and_more_so_before_verification(client, world):
    for verified, most in ((False, 5), (True, 20)):
        Bucket.objects.all().delete()
        world.sign_in(client, world.cooperative(verified=verified))
        for number in range(most + 1):
            given = {"address": f"guest{number}@{verified}.example".lower(), "role": "sales"}
            answer = client.post(reverse("account:members"), given)
            assert answer.status_code == (302 if number < most else 200)


def test_an_old_sign_in_changes_no_address_and_erases_nobody(client, world):
    person = world.person(email="old@example.com", phone="0661000001")
    pages = [("address", {}), ("address-drop", {"kind": "email"}), ("erase", {})]
    for page, given in pages:
        world.sign_in(client, person)
        session = client.session
        session["account_authentication_methods"] = [{"method": "code", "at": 0}]
        session.save()
        answer = client.post(reverse(f"account:{page}"), given)
        assert answer.url.startswith(reverse("account:sign-in"))
    assert queries.get_person(person).email == "old@example.com"


def test_who_has_a_password_gives_it_again_first(client, world):
    person = world.person()
    user = get_user_model().objects.get(pk=person.person)
    user.set_password("a long pass phrase 42")
    user.save()
    world.sign_in(client, person)
    answer = client.post(reverse("account:erase"))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert queries.get_person(person).id == person.person


def test_the_old_address_hears_that_it_was_dropped(client, world):
    world.sign_in(client, world.person(email="old@example.com", phone="0661000001"))
    client.post(reverse("account:address-drop"), {"kind": "email"})
    assert "no longer opens your account" in " ".join(sent().split())
    assert mail.outbox[-1].to == ["old@example.com"]


def test_whose_company_is_gone_is_asked_to_choose(client, world):
    owner = world.cooperative()
    world.sign_in(client, owner)
    session = client.session
    session["company"] = world.cooperative().company_id
    session.save()
    answer = client.get(reverse("account:members"))
    assert answer.url == reverse("account:home")
    assert "at work here" not in client.get(answer.url).content.decode()
