"""The desk's view of companies: who waits, what was decided on which ground, and nothing for
others.
"""

import pytest

from fondouk.companies import commands, queries
from fondouk.companies.events import CompanyKind, CompanyState, Verdict
from fondouk.companies.queries import CompanyQuestion
from fondouk.kernel.actor import Deed
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts


def listed(actor, **parts):
    page = queries.list_companies(actor, CompanyQuestion(**parts))
    return [row.card.id for row in page.items]


@pytest.mark.both
@pytest.mark.django_db
def test_companies_are_found_by_state_kind_and_words(world):
    desk = world.staff(Deed.DESK_VERIFY)
    argan = world.cooperative(names=Texts.of({"en": "Tighanimine", "ar": "تيغانيمين"}))
    cloth = world.manufacturer(verified=False, town="Tanger")
    buyer = world.buyer()
    assert listed(desk) == [buyer.company_id, cloth.company_id, argan.company_id]
    assert listed(desk, state=CompanyState.UNVERIFIED) == [cloth.company_id]
    assert listed(desk, kind=CompanyKind.BUYER) == [buyer.company_id]
    assert listed(desk, words="تيغانيمين") == [argan.company_id]
    assert listed(desk, words="tighan TAROUDANT") == [argan.company_id]
    assert listed(desk, words="tanger") == [cloth.company_id]
    assert listed(desk, words=argan.company_id) == [argan.company_id]
    assert [card.id for card in queries.find_by_words(desk, "tanger")] == [cloth.company_id]
    counted = queries.count_companies(desk)
    assert counted == {CompanyState.VERIFIED: 2, CompanyState.UNVERIFIED: 1}


@pytest.mark.django_db
def test_each_decision_stays_with_its_ground(world, at):
    desk = world.staff(Deed.DESK_VERIFY)
    company = world.cooperative(verified=False).company_id
    given = {"actor": desk, "company_id": company, "at": at}
    commands.verify_company(ground="Register  extract\nseen", **given)
    commands.suspend_company(ground="Samples never arrived", **given)
    standing = queries.get_standing(desk, company)
    assert standing.card.state == CompanyState.SUSPENDED
    commands.reinstate_company(ground="Samples arrived late", expected_version=3, **given)
    standing = queries.get_standing(desk, company)
    assert standing.card.state == CompanyState.SUBMITTED
    assert [(one.decided, one.ground) for one in standing.decisions] == [
        (Verdict.REINSTATED, "Samples arrived late"),
        (Verdict.SUSPENDED, "Samples never arrived"),
        (Verdict.VERIFIED, "Register extract seen"),
    ]
    assert {one.by for one in standing.decisions} == {desk.person_id}
    deeds = [row.deed for row in standing.history]
    assert deeds == ["reinstate_company", "suspend_company", "verify_company", "register_company"]


@pytest.mark.django_db
def test_a_company_never_verified_comes_back_unverified(world, at):
    desk = world.staff()
    given = {"actor": desk, "company_id": world.trader(verified=False).company_id, "at": at}
    commands.suspend_company(ground="Two companies, one register number", **given)
    with pytest.raises(Refused, match="company_suspended"):
        commands.suspend_company(ground="Once more", **given)
    commands.reinstate_company(ground="A slip of the pen", **given)
    assert queries.get_standing(desk, given["company_id"]).card.state == CompanyState.UNVERIFIED
    with pytest.raises(Refused, match="company_not_suspended"):
        commands.reinstate_company(ground="Again", **given)
    with pytest.raises(Refused, match="ground_needed"):
        commands.suspend_company(ground="  ", **given)


@pytest.mark.django_db
def test_nobody_else_judges_companies(world, at):
    owner, moderator = world.cooperative(), world.staff(Deed.DESK_MODERATE)
    for actor in (owner, moderator):
        for asked in (
            lambda actor=actor: queries.list_companies(actor, CompanyQuestion()),
            lambda actor=actor: queries.count_companies(actor),
            lambda actor=actor: queries.get_standing(actor, owner.company_id),
            lambda actor=actor: commands.reinstate_company(
                actor=actor, company_id=owner.company_id, ground="Mine", at=at
            ),
        ):
            with pytest.raises(Refused, match="not_allowed"):
                asked()
    with pytest.raises(Refused, match="not_allowed"):
        queries.find_by_words(owner, "tanger")
    with pytest.raises(Refused, match="not_found"):
        queries.get_standing(world.staff(), "com_absent")
