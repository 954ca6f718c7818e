"""People and companies for tests, made through the rooms' commands and nothing else.

`world.cooperative()` answers the actor who owns a fresh verified cooperative: hand it to any
command or query, `.company_id` and `.person_id` are on it. `world.sign_in(client, actor)` signs
a test client in as that person.
"""

from datetime import datetime
from decimal import Decimal
from itertools import count
from time import time

from fondouk.catalogue import commands as catalogue
from fondouk.catalogue.events import CategoryDraft, PriceStep, ProductDraft
from fondouk.catalogue.queries import find_category
from fondouk.companies import commands
from fondouk.companies.events import CompanyDraft, CompanyKind, Role
from fondouk.companies.queries import actor_for_session
from fondouk.kernel.actor import Deed, Member, Staff, System
from fondouk.kernel.codes import Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Unit
from fondouk.kernel.texts import Texts

HUB = System()


class World:
    """A hub with people in it. Everything happens at the instant `at`."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._numbers = count(1)

    def person(self, *, email: str | None = None, phone: str | None = None, **given) -> Member:
        """Somebody with an account and no company."""
        if not email and not phone:
            email = f"person-{next(self._numbers)}@example.com"
        person_id = commands.open_person(actor=HUB, email=email, phone=phone, at=self.at, **given)
        return self.actor(person_id)

    def actor(self, person_id: str, company_id: str | None = None):
        """Who this person is now."""
        return actor_for_session(person_id=person_id, company_id=company_id)

    def company(self, kind: CompanyKind, *, verified: bool = True, **changes) -> Member:
        """The owner of a fresh company of this kind; `changes` go into its draft."""
        number = next(self._numbers)
        name = f"{kind.value.replace('_', ' ').capitalize()} {number}"
        draft = {
            "kind": kind,
            "names": Texts.of({"en": name, "fr": f"{name} (fr)"}),
            "country": "MA" if kind.sells else "FR",
            "region": "MA-09" if kind.sells else None,
            "town": "Taroudant" if kind.sells else "Lyon",
            "slug": f"{kind.value.replace('_', '-')}-{number}",
        } | changes
        owner = self.person()
        company_id = commands.register_company(
            actor=owner, draft=CompanyDraft(**draft), at=self.at
        )
        if verified:
            commands.verify_company(
                actor=HUB, company_id=company_id, ground="Made for a test", at=self.at
            )
        return self.actor(owner.person, company_id)

    def cooperative(self, **given) -> Member:
        return self.company(CompanyKind.COOPERATIVE, **given)

    def manufacturer(self, **given) -> Member:
        return self.company(CompanyKind.MANUFACTURER, **given)

    def trader(self, **given) -> Member:
        return self.company(CompanyKind.TRADER, **given)

    def workshop(self, **given) -> Member:
        return self.company(CompanyKind.ARTISAN_WORKSHOP, **given)

    def buyer(self, **given) -> Member:
        return self.company(CompanyKind.BUYER, **given)

    def member(self, company: Member | str, role: Role | str) -> Member:
        """A colleague with this role in the company (of an actor, or by its id)."""
        company_id = company if isinstance(company, str) else company.company_id
        person = self.person()
        commands.add_member(
            actor=HUB,
            company_id=company_id,
            person_id=person.person,
            role=Role(role),
            at=self.at,
        )
        return self.actor(person.person, company_id)

    def staff(self, *deeds: Deed) -> Staff:
        """Somebody at the desk with these deeds; all of them when none is named."""
        person = self.person()
        granted = deeds or [deed for deed in Deed if deed.value.startswith("desk:")]
        commands.grant_desk_deeds(actor=HUB, person_id=person.person, deeds=granted, at=self.at)
        return self.actor(person.person)

    def category(self, code: str = "food.oils", **changes) -> str:
        """The id of the category with this code, made if need be."""
        found = find_category(HUB, code)
        if found:
            return found.id
        given = {"names": Texts.of({"en": code}), "parent": None} | changes
        draft = CategoryDraft(code=code, **given)
        return catalogue.save_category(HUB, draft=draft, at=self.at)

    def product_draft(self, **changes) -> ProductDraft:
        """Argan oil by the litre in two steps, unless `changes` say otherwise."""
        number = next(self._numbers)
        given = {
            "sku": f"SKU-{number}",
            "names": Texts.of({"en": f"Argan oil {number}", "fr": f"Huile d'argan {number}"}),
            "category": "food.oils",
            "origin": "MA",
            "region": "MA-09",
            "unit": Unit.LITRE,
            "moq": Decimal(20),
            "lead_time_days": 14,
            "prices": tuple(
                PriceStep(
                    min_quantity=Decimal(least),
                    price=Money(Decimal(amount), "EUR"),
                    incoterm=Incoterm.FCA,
                    place="Agadir",
                )
                for least, amount in (("20", "28.50"), ("200", "25.90"))
            ),
        } | changes
        self.category(given["category"])
        return ProductDraft(**given)

    def product(self, supplier: Member, *, publish: bool = True, **changes) -> str:
        """The id of a fresh product of the supplier, published unless told otherwise."""
        draft = self.product_draft(**changes)
        product_id = catalogue.save_product(
            supplier, company_id=supplier.company_id, draft=draft, at=self.at
        )
        if publish:
            catalogue.publish_product(supplier, product_id=product_id, at=self.at)
        return product_id

    def sign_in(self, client, actor: Member | Staff) -> None:
        """Sign a Django test client in as this person, at work for this actor's company."""
        from allauth.account.internal.flows.login import (
            _AUTHENTICATION_METHODS_USER_SESSION_KEY,
        )

        from fondouk.companies.models import Person
        from fondouk.web.ui.shortcuts import COMPANY_IN_SESSION

        client.force_login(Person.objects.get(pk=actor.person_id))
        session = client.session
        session["account_authentication_methods"] = [{"method": "code", "at": time()}]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = actor.person_id
        if actor.company_id:
            session[COMPANY_IN_SESSION] = actor.company_id
        session.save()
