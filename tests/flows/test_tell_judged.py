"""What the desk decides reaches those whom it concerns, in their language, once."""

import pytest
from django.core import mail

from fondouk.catalogue import commands as catalogue
from fondouk.companies import commands as companies
from fondouk.companies.events import Role
from fondouk.flows.subscriptions import CONSUMERS
from fondouk.kernel.actor import Deed
from fondouk.kernel.texts import Texts
from fondouk.plumbing import jobs
from fondouk.plumbing.outbox import pump


def sent():
    """Whatever waits leaves; each mail as (address, subject, text)."""
    while pump("letters", CONSUMERS["letters"]):
        pass
    while jobs.run_next():
        pass
    found = [(one.to[0], one.subject, one.body) for one in mail.outbox]
    mail.outbox.clear()
    return found


@pytest.fixture
def supplier(world, at):
    """A cooperative with an owner, somebody for the catalogue, and somebody for its books."""
    owner = world.cooperative(verified=False)
    for role in (Role.CATALOGUE, Role.FINANCE):
        world.member(owner, role)
    sent()
    return owner


@pytest.mark.django_db
def test_a_suspended_listing_is_told_with_its_reason_to_those_who_keep_it(world, supplier, at):
    product = world.product(supplier, names=Texts.of({"en": "Oil", "fr": "Huile"}))
    companies.describe_person(actor=supplier, name="Amal", language="fr", at=at)
    desk = world.staff(Deed.DESK_MODERATE)
    catalogue.suspend_listing(desk, product_id=product, reason="Photo d'une autre", at=at)
    told = sent()
    assert len(told) == 2
    subject, text = next(one[1:] for one in told if "Huile" in one[1])
    assert subject == "Votre offre Huile est suspendue" and "Photo d'une autre." in text
    assert any(one[1] == "Your listing Oil is suspended" for one in told)
    assert sent() == []
    catalogue.lift_suspension(desk, product_id=product, at=at)
    assert {one[1] for one in sent()} == {
        "Votre offre Huile est de nouveau visible",
        "Your listing Oil is shown again",
    }


@pytest.mark.django_db
def test_each_decision_about_a_company_reaches_those_who_manage_it(world, supplier, at):
    given = {"actor": world.staff(), "company_id": supplier.company_id, "at": at}
    companies.verify_company(ground="Register seen", **given)
    companies.suspend_company(ground="Samples missing", **given)
    companies.reinstate_company(ground="Samples came", **given)
    told = sent()
    assert [one[1].partition(" ")[0] for one in told] == ["Cooperative", "Cooperative", "The"]
    for (_to, _subject, text), ground in zip(
        told, ("Register seen.", "Samples missing.", "Samples came."), strict=True
    ):
        assert ground in text
