"""Companies for programs: who this key is, a company's public page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from fondouk.api.access import actor_of, language_of
from fondouk.api.certificates import slug_of
from fondouk.api.operations import says
from fondouk.api.product_output import EXAMPLE as PRODUCT
from fondouk.api.product_output import ProductOut, shown_products
from fondouk.api.shapes import Cursor, ObjectOut, Out, PageOut, Size, TextsOut, answer, page_of
from fondouk.catalogue.queries import list_products
from fondouk.companies.events import CompanyCard, CompanyProfile
from fondouk.companies.queries import get_profile, list_cards
from fondouk.kernel.actor import Actor, Deed, KeyHolder

router = Router()


class CardOut(Out):
    """A company as others refer to it."""

    id: str
    slug: str
    name: TextsOut
    kind: str
    state: str
    country: str
    region: str | None
    town: str
    demonstration: bool


class MeOut(Out):
    """The key and the company for which it acts."""

    kind: str
    id: str | None
    company: CardOut | None
    scopes: list[str]


class ProducerOut(Out):
    """Somebody who belongs to a cooperative."""

    name: str
    town: str


class CompanyOut(ObjectOut):
    """A company's public page."""

    href: str
    slug: str
    name: TextsOut
    kind: str
    country: str
    region: str | None
    town: str
    demonstration: bool
    about: TextsOut
    founded_year: int | None
    people_count: int | None
    languages: list[str]
    export_number: str | None
    acts_through: CardOut | None = Field(description="Its exporter of record by mandate.")
    producers: list[ProducerOut]
    verified_at: str | None


CARD: dict[str, Any] = {
    "id": "com_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "slug": "coop-argan-demo",
    "name": {"en": "Argan cooperative"},
    "kind": "cooperative",
    "state": "verified",
    "country": "MA",
    "region": "MA-09",
    "town": "Taroudant",
    "demonstration": True,
}
COMPANY: dict[str, Any] = {
    **CARD,
    "version": 2,
    "actions": [],
    "href": "/api/v1/companies/com_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "about": {"en": "Sixty women press argan oil."},
    "founded_year": 2004,
    "people_count": 60,
    "languages": ["fr", "ar"],
    "export_number": None,
    "acts_through": None,
    "producers": [{"name": "Aicha", "town": "Tafraout"}],
    "verified_at": "2026-11-02T09:00:00+00:00",
}


@router.get(
    "/me",
    **says(
        "Who am I",
        needs=None,
        answers=MeOut,
        example={
            "kind": "key",
            "id": "key_01kaqx2v9mq0e8r4w5t6y7z8a9",
            "company": CARD,
            "scopes": ["catalogue:read", "rfq:write"],
        },
    ),
)
def get_me(request: HttpRequest) -> HttpResponse:
    """The key that you sent: its company and its scopes."""
    actor = actor_of(request)
    cards = list_cards(actor, [actor.company_id] if actor.company_id else [])
    card = cards.get(actor.company_id or "")
    body = {
        "kind": actor.kind,
        "id": actor.id if isinstance(actor, KeyHolder) else None,
        "company": shown_card(card) if card else None,
        "scopes": sorted(deed.value for deed in actor.deeds),
    }
    return answer(body)


@router.get("/companies/{company}", **says("Read a company", answers=CompanyOut, example=COMPANY))
def get_company(request: HttpRequest, company: str) -> HttpResponse:
    """A company's public page, by its id or its slug."""
    actor = actor_of(request)
    profile = get_profile(actor, slug_of(actor, company))
    return answer(_company(actor, profile), version=profile.version)


@router.get(
    "/companies/{company}/products",
    **says(
        "List a company's products",
        answers=PageOut[ProductOut],
        example={"items": [PRODUCT], "next": None},
        refuses=("bad_cursor",),
    ),
)
def list_company_products(
    request: HttpRequest, company: str, cursor: Cursor = None, size: Size = None
) -> HttpResponse:
    """What the company has published, newest first; its own key sees its drafts too."""
    actor = actor_of(request)
    profile = get_profile(actor, slug_of(actor, company))
    page = list_products(actor, profile.card.id, cursor=cursor, size=size)
    items = shown_products(actor, page.items, language_of(request))
    return answer(page_of(items, page.next))


def shown_card(card: CompanyCard) -> dict[str, Any]:
    """A company as others refer to it."""
    return {
        "id": card.id,
        "slug": card.slug,
        "name": card.names.shown(),
        "kind": card.kind.value,
        "state": card.state.value,
        "country": card.country,
        "region": card.region,
        "town": card.town,
        "demonstration": card.demonstration,
    }


def _company(actor: Actor, profile: CompanyProfile) -> dict[str, Any]:
    card = profile.card
    return {
        **shown_card(card),
        "version": profile.version,
        "actions": ["ask_quote"] if card.kind.sells and _may_ask(actor, card.id) else [],
        "href": f"/api/v1/companies/{card.id}",
        "about": profile.about.shown(),
        "founded_year": profile.founded_year,
        "people_count": profile.people_count,
        "languages": profile.languages,
        "export_number": profile.export_number,
        "acts_through": shown_card(profile.acts_through) if profile.acts_through else None,
        "producers": [{"name": name, "town": town} for name, town in profile.members],
        "verified_at": profile.verified_at,
    }


def _may_ask(actor: Actor, company_id: str) -> bool:
    return actor.company_id not in {None, company_id} and actor.may(Deed.ASK)
