"""Companies enter the hub, are edited, verified and suspended."""

from dataclasses import replace

import pytest

from fondouk.companies import commands, queries
from fondouk.companies.domain.company import checked, registry_number, slug_of
from fondouk.companies.events import CompanyDraft, CompanyKind, CompanyState, Producer, Role
from fondouk.kernel.actor import System, Visitor
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts

DRAFT = CompanyDraft(
    kind=CompanyKind.COOPERATIVE,
    names=Texts.of({"fr": "Coopérative Tighanimine", "ar": "تعاونية تيغانيمين"}),
    country="ma",
    region="MA-09",
    town=" Taroudant ",
)


@pytest.mark.parametrize(
    "change, code, field",
    [
        ({"names": Texts()}, "company_name_needed", "names"),
        ({"names": Texts.of({"en": "x" * 161})}, "company_text_too_long", "names"),
        ({"country": "Morocco"}, "bad_country", "country"),
        ({"region": "FR-75"}, "bad_region", "region"),
        ({"registry_number": "123"}, "bad_ice", "registry_number"),
        ({"country": "FR", "region": None, "registry_number": "<b>"}, "bad_number", None),
        ({"export_number": "#1"}, "bad_number", "export_number"),
        ({"founded_year": 2030}, "bad_year", "founded_year"),
        ({"languages": ("xx",)}, "unknown_language", "languages"),
        ({"town": "x" * 81}, "company_text_too_long", "town"),
    ],
)
def test_what_a_company_may_not_say(change, code, field):
    with pytest.raises(Refused) as refused:
        checked(replace(DRAFT, **change), year=2026)
    assert refused.value.code == code
    assert field in {None, refused.value.field}


def test_everything_wrong_is_said_at_once():
    draft = replace(DRAFT, names=Texts(), founded_year=3000, region="FR-75")
    with pytest.raises(Refused) as refused:
        checked(draft, year=2026)
    assert {one.code for one in refused.value} == {
        "company_name_needed",
        "bad_year",
        "bad_region",
    }


def test_numbers_are_kept_without_blanks():
    assert registry_number("00 21 36 09 30 00 040", "MA") == "002136093000040"
    assert registry_number("HRB 12345", "DE") == "HRB 12345"
    assert registry_number("", "MA") == ""


@pytest.mark.parametrize(
    "names, slug",
    [
        ({"fr": "Coopérative d'Argan"}, "cooperative-d-argan"),
        ({"ar": "تعاونية", "es": "Señal"}, "senal"),
        ({"ar": "تعاونية"}, "company"),
    ],
)
def test_slugs_are_latin(names, slug):
    assert slug_of(replace(DRAFT, names=Texts.of(names))) == slug


def test_a_person_registers_a_company_and_owns_it(world, at):
    person = world.person()
    company = commands.register_company(actor=person, draft=DRAFT, at=at)
    owner = world.actor(person.person)
    assert (owner.company_id, owner.role) == (company, Role.OWNER)
    card = queries.list_cards(Visitor(), [company])[company]
    assert card.slug == "cooperative-tighanimine"
    assert (card.state, card.country, card.town) == (CompanyState.UNVERIFIED, "MA", "Taroudant")


def test_two_companies_of_one_name_have_two_addresses(world, at):
    slugs = set()
    for _ in range(3):
        company = commands.register_company(actor=world.person(), draft=DRAFT, at=at)
        slugs.add(queries.list_cards(Visitor(), [company])[company].slug)
    assert len(slugs) == 3


def test_a_visitor_and_plain_staff_register_nothing(world, at):
    for actor in (Visitor(), world.staff()):
        if actor == Visitor():
            with pytest.raises(Refused, match="not_allowed"):
                commands.register_company(actor=actor, draft=DRAFT, at=at)
        else:
            assert commands.register_company(actor=actor, draft=DRAFT, at=at)


def test_editing_needs_the_version_that_was_read(world, at):
    owner = world.cooperative()
    version = commands.edit_company(
        actor=owner, company_id=owner.company_id, draft=DRAFT, expected_version=2, at=at
    )
    assert version == 3
    with pytest.raises(Refused, match="stale_version"):
        commands.edit_company(
            actor=owner, company_id=owner.company_id, draft=DRAFT, expected_version=2, at=at
        )


def test_changing_a_checked_number_sends_the_company_back_to_the_desk(world, at):
    owner = world.cooperative()
    numbered = replace(DRAFT, export_number="EXP 7")
    commands.edit_company(actor=owner, company_id=owner.company_id, draft=numbered, at=at)
    card = queries.list_cards(owner, [owner.company_id])[owner.company_id]
    assert card.state == CompanyState.SUBMITTED


@pytest.mark.parametrize(
    "change",
    [
        {"names": Texts.of({"en": "Somebody else"})},
        {"names": Texts.of({"en": "{en}", "ar": "اسم آخر"})},
        {"town": "Elsewhere"},
        {"region": "MA-01"},
    ],
)
def test_a_new_name_or_place_sends_the_company_back_to_the_desk(world, at, change):
    owner = world.cooperative()
    before = queries.get_company_page(owner, owner.company_id).draft
    given = {"actor": owner, "company_id": owner.company_id, "at": at}
    commands.edit_company(draft=replace(before, about=Texts.of({"en": "New"})), **given)
    card = queries.list_cards(owner, [owner.company_id])[owner.company_id]
    assert card.state == CompanyState.VERIFIED
    commands.edit_company(draft=replace(before, **change), **given)
    card = queries.list_cards(owner, [owner.company_id])[owner.company_id]
    assert card.state == CompanyState.SUBMITTED


@pytest.mark.parametrize("name", ["Win http://x.example", "HTTPS://x", "see www.x.example"])
def test_a_name_is_no_link(world, at, name):
    draft = replace(DRAFT, names=Texts.of({"fr": name}))
    with pytest.raises(Refused, match="company_name_link"):
        commands.register_company(actor=world.person(), draft=draft, at=at)


def test_others_edit_nothing(world, at):
    owner, stranger = world.cooperative(), world.manufacturer()
    with pytest.raises(Refused, match="not_found"):
        commands.edit_company(actor=stranger, company_id=owner.company_id, draft=DRAFT, at=at)
    with pytest.raises(Refused, match="not_allowed"):
        commands.edit_company(
            actor=world.member(owner, "sales"), company_id=owner.company_id, draft=DRAFT, at=at
        )


def test_a_cooperative_lists_its_members_and_nobody_else_does(world, at):
    owner, factory = world.cooperative(), world.manufacturer()
    members = (Producer(name="Fatima", town="Tafraout"), Producer(name="  "))
    commands.list_producers(actor=owner, company_id=owner.company_id, producers=members, at=at)
    with pytest.raises(Refused, match="only_cooperatives"):
        commands.list_producers(
            actor=factory, company_id=factory.company_id, producers=members, at=at
        )


def test_verifying_needs_a_ground_and_happens_once(world, at):
    staff, owner = world.staff(), world.cooperative(verified=False)
    with pytest.raises(Refused, match="ground_needed"):
        commands.verify_company(actor=staff, company_id=owner.company_id, ground=" ", at=at)
    given = {"actor": staff, "company_id": owner.company_id, "ground": "Register seen", "at": at}
    commands.verify_company(**given)
    with pytest.raises(Refused, match="already_verified"):
        commands.verify_company(**given)
    with pytest.raises(Refused, match="not_allowed"):
        commands.verify_company(**given | {"actor": owner})
    commands.suspend_company(**given)
    card = queries.list_cards(System(), [owner.company_id])[owner.company_id]
    assert card.state == CompanyState.SUSPENDED
