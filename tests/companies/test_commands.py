"""What people and companies do: members, mandates, papers, keys, leaving for good."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from fondouk.companies import commands, queries
from fondouk.companies.events import CompanyState, DocumentKind, MandateState, Role
from fondouk.kernel.actor import Deed, System, Visitor
from fondouk.kernel.refused import Refused
from fondouk.plumbing import blobs

HUB = System()
PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


def refusal(call, **given):
    with pytest.raises(Refused) as refused:
        call(**given)
    return refused.value.code


def together(*calls):
    """Run the calls at once in threads; answer each one's result or refusal code."""
    answers, barrier = [None] * len(calls), threading.Barrier(len(calls))

    def run(place, call):
        try:
            barrier.wait()
            answers[place] = call()
        except Refused as refused:
            answers[place] = refused.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def invited(world, owner, at, role=Role.SALES):
    person = world.person()
    address = queries.get_person(person).email
    invitation = commands.invite_member(
        actor=owner, company_id=owner.company_id, address=address, role=role, at=at
    )
    return person, invitation


def test_a_colleague_joins_by_invitation(world, at):
    owner = world.cooperative()
    person, invitation = invited(world, owner, at)
    assert [one.id for one in queries.list_my_invitations(person, at)] == [invitation]
    company = commands.accept_invitation(actor=person, invitation_id=invitation, at=at)
    assert world.actor(person.person, company).role == Role.SALES
    assert commands.accept_invitation(actor=person, invitation_id=invitation, at=at) == company
    assert queries.list_open_invitations(owner, at) == []


def test_an_invitation_is_for_its_address_or_its_link(world, at):
    owner, stranger = world.cooperative(), world.person()
    _, invitation = invited(world, owner, at)
    given = {"invitation_id": invitation, "at": at}
    assert refusal(commands.accept_invitation, actor=stranger, **given) == "not_found"
    late = {"invitation_id": invitation, "by_link": True, "at": at + timedelta(days=15)}
    assert refusal(commands.accept_invitation, actor=stranger, **late) == "invitation_expired"
    assert commands.accept_invitation(actor=stranger, by_link=True, **given)
    other = world.person()
    assert refusal(commands.accept_invitation, actor=other, by_link=True, **given) == "not_found"


def test_inviting_again_renews_and_withdrawing_ends(world, at):
    owner = world.cooperative()
    person, invitation = invited(world, owner, at)
    address = queries.get_person(person).email
    again = commands.invite_member(
        actor=owner, company_id=owner.company_id, address=address, role=Role.FINANCE, at=at
    )
    assert again == invitation
    assert queries.list_open_invitations(owner, at)[0].role == Role.FINANCE
    commands.withdraw_invitation(actor=owner, invitation_id=invitation, at=at)
    given = {"actor": person, "invitation_id": invitation, "at": at}
    assert refusal(commands.accept_invitation, **given) == "not_found"


@pytest.mark.parametrize("role", ["sales", "catalogue", "finance", "viewer"])
def test_only_owners_invite(world, at, role):
    owner = world.cooperative()
    colleague = world.member(owner, role)
    given = {"company_id": owner.company_id, "address": "x@example.com", "role": Role.OWNER}
    assert refusal(commands.invite_member, actor=colleague, at=at, **given) == "not_allowed"
    stranger = world.buyer()
    assert refusal(commands.invite_member, actor=stranger, at=at, **given) == "not_found"


def test_the_last_owner_stays(world, at):
    owner = world.cooperative()
    world.member(owner, "viewer")
    mine = next(one for one in queries.list_colleagues(owner) if one.person_id == owner.person)
    given = {"actor": owner, "membership_id": mine.membership_id, "at": at}
    assert refusal(commands.remove_member, **given) == "last_owner"
    assert refusal(commands.change_role, role=Role.VIEWER, **given) == "last_owner"
    world.member(owner, "owner")
    commands.remove_member(**given)
    assert world.actor(owner.person).company_id is None


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_two_owners_cannot_both_leave(world, at):
    first = world.cooperative()
    second = world.member(first, "owner")
    ids = {one.person_id: one.membership_id for one in queries.list_colleagues(first)}
    answers = together(
        lambda: commands.remove_member(actor=first, membership_id=ids[first.person], at=at),
        lambda: commands.remove_member(actor=second, membership_id=ids[second.person], at=at),
    )
    assert sorted(map(str, answers)) == ["None", "last_owner"]


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_one_address_registers_once(world, at):
    def register():
        return commands.sign_up(address="amal@example.com", name="Amal", language="fr", at=at)

    answers = together(register, register)
    assert answers[0] == answers[1]


@pytest.fixture
def pair(world):
    """A cooperative without an export number, and a trader who has one."""
    return world.cooperative(), world.trader(export_number="EXP 12", slug="comptoir")


def propose(producer, at, slug="comptoir"):
    return commands.propose_mandate(
        actor=producer, company_id=producer.company_id, exporter_slug=slug, at=at
    )


def test_a_mandate_is_proposed_accepted_and_ended(pair, at):
    producer, exporter = pair
    mandate = propose(producer, at)
    assert propose(producer, at) == mandate
    assert queries.find_exporter(Visitor(), producer.company_id) is None
    commands.accept_mandate(actor=exporter, mandate_id=mandate, at=at)
    assert queries.find_exporter(Visitor(), producer.company_id).id == exporter.company_id
    commands.end_mandate(actor=producer, mandate_id=mandate, at=at)
    assert queries.find_exporter(Visitor(), producer.company_id) is None
    assert queries.list_mandates(exporter)[0].state == MandateState.ENDED


def test_a_mandate_is_answered_by_the_exporter_alone(pair, world, at):
    producer, _ = pair
    mandate = propose(producer, at)
    given = {"mandate_id": mandate, "at": at}
    assert refusal(commands.accept_mandate, actor=producer, **given) == "mandate_closed"
    assert refusal(commands.accept_mandate, actor=world.buyer(), **given) == "not_found"
    world.trader(export_number="EXP 13", slug="other")
    assert refusal(propose, producer=producer, at=at, slug="other") == "mandate_stands"
    assert refusal(propose, producer=producer, at=at, slug="nobody") == "exporter_unknown"


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_a_mandate_is_accepted_or_taken_back_never_both(pair, at):
    producer, exporter = pair
    mandate = propose(producer, at)
    answers = together(
        lambda: commands.refuse_mandate(actor=exporter, mandate_id=mandate, at=at),
        lambda: commands.accept_mandate(actor=exporter, mandate_id=mandate, at=at),
    )
    assert sorted(map(str, answers)) == ["None", "mandate_closed"]


def add_paper(owner, at, content=PDF):
    return commands.add_document(
        actor=owner,
        company_id=owner.company_id,
        kind=DocumentKind.ICE_CERTIFICATE,
        name="ICE.pdf",
        content=content,
        at=at,
    )


def test_papers_are_private_and_kept_once(world, at):
    owner = world.cooperative(verified=False)
    paper = add_paper(owner, at)
    assert add_paper(owner, at) == paper
    assert queries.get_document(owner, paper).media_type == "application/pdf"
    assert queries.get_document(world.staff(), paper).name == "ICE.pdf"
    for other in (
        world.member(owner, "sales"),
        world.buyer(),
        Visitor(),
        world.staff(Deed.DESK_AUDIT),
    ):
        with pytest.raises(Refused, match="not_found"):
            queries.get_document(other, paper)
    assert refusal(add_paper, owner=owner, at=at, content=b"<html>") == "document_kind_unknown"


def test_a_paper_taken_back_leaves_no_bytes_unless_another_shows_them(
    world, at, django_capture_on_commit_callbacks
):
    one, other = world.cooperative(verified=False), world.cooperative(verified=False)
    papers = [(owner, add_paper(owner, at)) for owner in (one, other)]
    sha256 = queries.get_document(*papers[0]).sha256
    for left, (owner, paper) in zip((True, False), papers, strict=True):
        with django_capture_on_commit_callbacks(execute=True):
            commands.remove_document(actor=owner, document_id=paper, at=at)
        assert blobs.sound(sha256) is left
    assert queries.get_document(one, add_paper(one, at)).sha256 == sha256
    assert blobs.sound(sha256)


def test_whose_company_is_gone_works_for_none_until_they_choose(world, at):
    one, other = world.cooperative(), world.cooperative()
    given = {"actor": HUB, "company_id": other.company_id, "person_id": one.person}
    commands.add_member(**given, role=Role.VIEWER, at=at)
    assert world.actor(one.person).company_id == one.company_id
    assert world.actor(one.person, other.company_id).company_id == other.company_id
    gone = world.actor(one.person, world.cooperative().company_id)
    assert (gone.person_id, gone.company_id, gone.deeds) == (one.person, None, frozenset())


def test_a_company_asks_to_be_verified(world, at):
    owner = world.cooperative(verified=False, registry_number="002136093000040")
    given = {"actor": owner, "company_id": owner.company_id, "at": at}
    assert refusal(commands.submit_for_verification, **given) == "document_needed"
    paper = add_paper(owner, at)
    commands.submit_for_verification(**given)
    commands.submit_for_verification(**given)
    page = queries.get_company_page(owner, owner.company_id)
    assert page.card.state == CompanyState.SUBMITTED
    in_use = {"actor": owner, "document_id": paper, "at": at}
    assert refusal(commands.remove_document, **in_use) == "document_in_use"
    numberless = world.cooperative(verified=False)
    given = {"actor": numberless, "company_id": numberless.company_id, "at": at}
    assert refusal(commands.submit_for_verification, **given) == "registry_number_needed"


def issue(owner, at, scopes=("catalogue:read", "rfq:write")):
    return commands.issue_key(
        actor=owner, company_id=owner.company_id, label="Shop", scopes=scopes, at=at
    )


def test_a_key_acts_for_its_company_until_it_is_revoked(world, at, django_assert_num_queries):
    owner = world.cooperative()
    key = issue(owner, at)
    with django_assert_num_queries(1):
        holder = queries.actor_for_key(key.token, at)
    assert holder.company_id == owner.company_id
    assert holder.deeds == {Deed.READ_CATALOGUE, Deed.ASK}
    assert queries.actor_for_key(key.token + "x", at) is None
    commands.note_key_used(actor=holder, at=at)
    assert queries.list_keys(owner)[0].last_used_at == at
    commands.revoke_key(actor=owner, key_id=key.id, at=at)
    commands.revoke_key(actor=owner, key_id=key.id, at=at)
    assert queries.actor_for_key(key.token, at) is None


def test_keys_are_for_those_who_manage_them(world, at):
    owner = world.cooperative()
    key = issue(owner, at)
    sales = world.member(owner, "sales")
    assert refusal(issue, owner=sales, at=at) == "not_allowed"
    given = {"key_id": key.id, "at": at}
    assert refusal(commands.revoke_key, actor=sales, **given) == "not_allowed"
    assert refusal(commands.revoke_key, actor=world.buyer(), **given) == "not_found"
    commands.suspend_company(
        actor=world.staff(), company_id=owner.company_id, ground="Complaint", at=at
    )
    assert queries.actor_for_key(key.token, at).deeds == frozenset()


def test_an_address_belongs_to_one_person(world, at):
    person = world.person(email="amal@example.com")
    world.person(email="other@example.com", phone="+212661223344")
    given = {"actor": person, "at": at}
    assert refusal(commands.change_address, phone="0661223344", **given) == "address_taken"
    assert refusal(commands.drop_address, kind="email", **given) == "address_needed"
    commands.change_address(phone="0661000009", **given)
    commands.drop_address(kind="email", **given)
    assert queries.get_person(person).email is None


def test_a_person_is_forgotten_and_the_history_stays(world, at):
    from fondouk.plumbing.models import AuditRow

    owner = world.cooperative()
    person = world.member(owner, "sales")
    address = queries.get_person(person).email
    data = queries.get_personal_data(person)
    assert data["person"]["email"] == address and data["companies"][0]["role"] == "sales"
    commands.erase_person(actor=person, person_id=person.person, at=at)
    commands.erase_person(actor=HUB, person_id=person.person, at=at)
    assert world.actor(person.person) == Visitor()
    assert [one.person_id for one in queries.list_colleagues(owner)] == [owner.person]
    assert world.person(email=address).person != person.person
    rows = AuditRow.objects.filter(object=person.person)
    assert {row.deed for row in rows} >= {"open_person", "erase_person"}
    assert address not in str(list(AuditRow.objects.values_list()))


def test_a_sole_owner_hands_over_before_leaving(world, at):
    owner = world.cooperative()
    world.member(owner, "viewer")
    given = {"actor": owner, "person_id": owner.person, "at": at}
    assert refusal(commands.erase_person, **given) == "sole_owner"
    stranger = world.person()
    assert refusal(commands.erase_person, **given | {"actor": stranger}) == "not_found"


def test_a_company_that_nobody_is_left_in_leaves_the_public_view(world, at):
    owner = world.cooperative()
    slug = queries.list_cards(owner, [owner.company_id])[owner.company_id].slug
    assert queries.get_profile(Visitor(), slug).card.id == owner.company_id
    commands.erase_person(actor=owner, person_id=owner.person, at=at)
    with pytest.raises(Refused, match="not_found"):
        queries.get_profile(Visitor(), slug)


def test_accounts_that_nobody_proved_are_removed_after_a_day(world, at):
    given = {"name": "X", "language": "en"}
    stale = commands.sign_up(address="stale@example.com", at=at, **given)
    kept = world.person(email="kept@example.com")
    later = at + timedelta(days=400)
    commands.sign_up(address="new@example.com", at=later, **given)
    ids = {row["id"] for row in queries.list_people(HUB)}
    assert stale not in ids and kept.person in ids


def test_the_desk_is_opened_by_the_hub_alone(world, at):
    staff = world.staff(Deed.DESK_VERIFY)
    assert staff.deeds == {Deed.DESK_VERIFY}
    given = {"person_id": staff.person, "deeds": [Deed.DESK_AUDIT], "at": at}
    assert refusal(commands.grant_desk_deeds, actor=staff, **given) == "not_allowed"
    given["deeds"] = [Deed.MANAGE_COMPANY]
    assert refusal(commands.grant_desk_deeds, actor=HUB, **given) == "not_a_desk_deed"
