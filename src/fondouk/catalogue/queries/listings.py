"""Products as the asking actor may see them.

Members of the supplier and the hub's staff see every state. Everybody else sees what is published,
not suspended, of a company that is not suspended, and not held back by an unfinished import; of a
published product that an unfinished import has changed, they see the copy from before.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from fondouk.catalogue.domain.missing import what_is_missing
from fondouk.catalogue.events import CategoryView, Listing, PictureView, ProductState
from fondouk.catalogue.models import Category, Picture, Price, Product
from fondouk.catalogue.store import category_view, draft_of, row_of_copy
from fondouk.companies.events import CompanyState
from fondouk.companies.queries import list_cards, list_suspended
from fondouk.kernel.actor import Actor, Deed, Staff, System
from fondouk.kernel.codes import Language
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts
from fondouk.plumbing.models import AuditRow
from fondouk.plumbing.paging import Page, decode_cursor, encode_cursor, page_size
from fondouk.plumbing.prepared import Prepared

PUBLIC = Q(state=ProductState.PUBLISHED) & (Q(withheld_by="") | Q(public_copy__isnull=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One deed in a product's history; `actor` is an opaque id."""

    at: datetime
    deed: str
    actor_kind: str
    actor: str
    facts: tuple[tuple[str, object], ...]


def sees_all(actor: Actor, company_id: str) -> bool:
    """Whether the actor sees this company's drafts."""
    return isinstance(actor, Staff | System) or (
        actor.company_id == company_id and actor.may(Deed.READ_CATALOGUE)
    )


def get_listing(actor: Actor, product_id: str) -> Listing:
    """Refuses `not_found`, alike for what is absent and for what is not for this actor."""
    found = find_listing(actor, product_id)
    if found is None:
        raise Refused("not_found")
    return found


def find_listing(actor: Actor, product_id: str) -> Listing | None:
    """The listing, or None where there is none for this actor."""
    row = _by_id.first(product_id)
    if row is None or not _is_visible(actor, row):
        return None
    shown, steps = _as_shown(actor, row, _prices_of.rows(product_id))
    category = _category_by_id.rows(shown.category_id)[0]
    return _listing(shown, steps, category_view(category), _pictures_of.rows(product_id))


def find_by_sku(actor: Actor, company_id: str, sku: str) -> Listing | None:
    """By the supplier's own number."""
    rows = _visible(actor).filter(company=company_id, sku=sku)
    return next(iter(listings_of(actor, rows)), None)


def list_listings(actor: Actor, ids: Iterable[str]) -> dict[str, Listing]:
    """These listings by id, in the order of the ids, without those that the actor may not see.

    Five queries however many ids. Whoever indexes for the public asks as a Visitor.
    """
    wanted = list(dict.fromkeys(ids))
    found = {one.id: one for one in listings_of(actor, _visible(actor).filter(pk__in=wanted))}
    return {one: found[one] for one in wanted if one in found}


def iter_published_ids(*, after: str = "", size: int = 500) -> Iterator[tuple[str, ...]]:
    """The ids of all public products in their order, in chunks, from after the given id on."""
    while True:
        rows = Product.objects.filter(PUBLIC, pk__gt=after).order_by("pk")
        chunk = tuple(rows.values_list("pk", flat=True)[:size])
        if not chunk:
            return
        yield chunk
        after = chunk[-1]


def list_products(
    actor: Actor,
    company_id: str,
    *,
    state: ProductState | None = None,
    words: str = "",
    cursor: str | None = None,
    size: int | None = None,
) -> Page[Listing]:
    """A company's products that the actor may see, newest first, by state and by words in the
    SKU or a name.
    """
    rows = _visible(actor).filter(company=company_id)
    if state is not None:
        rows = rows.filter(state=state)
    for word in words.split()[:8]:
        named = Q(sku__icontains=word)
        for language in Language:
            named |= Q(**{f"names__{language.value}__icontains": word})
        rows = rows.filter(named)
    if place := decode_cursor(cursor, 1):
        rows = rows.filter(pk__lt=str(place[0]))
    most = page_size(size)
    found = list(rows.order_by("-pk")[: most + 1])
    listings = listings_of(actor, found[:most])
    return Page(
        items=tuple(listings),
        next=encode_cursor(found[most - 1].pk) if len(found) > most else None,
    )


def count_by_state(actor: Actor, company_id: str) -> dict[ProductState, int]:
    """How many of a company's products the actor may see, by state."""
    rows = _visible(actor).filter(company=company_id).values("state").order_by("state")
    return {ProductState(row["state"]): row["many"] for row in rows.annotate(many=Count("pk"))}


def list_history(actor: Actor, product_id: str) -> tuple[HistoryRow, ...]:
    """What was done to a product, newest first, at most 200 rows; for those who see its drafts.

    Refuses `not_found`.
    """
    company = Product.objects.filter(pk=product_id).values_list("company", flat=True).first()
    if company is None or not sees_all(actor, company):
        raise Refused("not_found")
    rows = AuditRow.objects.filter(object_kind="product", object=product_id)
    return tuple(
        HistoryRow(
            at=row.at,
            deed=row.deed,
            actor_kind=row.actor_kind,
            actor=row.actor,
            facts=tuple(sorted(row.facts.items())),
        )
        for row in rows.order_by("-at", "-id")[:200]
    )


_by_id = Prepared(lambda key: Product.objects.filter(pk=key))
_prices_of = Prepared(lambda key: Price.objects.filter(product=key).order_by("position"))
_pictures_of = Prepared(lambda key: Picture.objects.filter(product=key).order_by("position"))
_category_by_id = Prepared(lambda key: Category.objects.filter(pk=key))


def _is_visible(actor: Actor, row: Product) -> bool:
    """As `_visible`, of a row at hand."""
    public = row.state == ProductState.PUBLISHED and (
        not row.withheld_by or row.public_copy is not None
    )
    if sees_all(actor, row.company_id):
        return True
    if not public:
        return False
    card = list_cards(actor, [row.company_id]).get(row.company_id)
    return card is None or card.state is not CompanyState.SUSPENDED


def _visible(actor: Actor) -> QuerySet[Product]:
    if isinstance(actor, Staff | System):
        return Product.objects.all()
    shown = PUBLIC & ~Q(company__in=list_suspended(actor))
    if actor.company_id and actor.may(Deed.READ_CATALOGUE):
        return Product.objects.filter(shown | Q(company=actor.company_id))
    return Product.objects.filter(shown)


def listings_of(actor: Actor, found: Iterable[Product]) -> list[Listing]:
    """The rows as this actor sees them, four queries in all; for this room's own use."""
    stored = list(found)
    prices: dict[str, list[Price]] = {}
    for price in Price.objects.filter(product__in=stored).order_by("product_id", "position"):
        prices.setdefault(price.product_id, []).append(price)
    shown = [_as_shown(actor, row, prices.get(row.id, [])) for row in stored]
    pictures: dict[str, list[Picture]] = {}
    for picture in Picture.objects.filter(product__in=stored).order_by("product_id", "position"):
        pictures.setdefault(picture.product_id, []).append(picture)
    wanted = {row.category_id for row, _ in shown}
    rows = Category.objects.filter(pk__in=wanted)
    categories = {row.id: category_view(row) for row in rows}
    return [
        _listing(row, steps, categories[row.category_id], pictures.get(row.id, []))
        for row, steps in shown
    ]


def _as_shown(
    actor: Actor, row: Product, prices: Sequence[Price]
) -> tuple[Product, Sequence[Price]]:
    if row.public_copy is None or sees_all(actor, row.company_id):
        return row, prices
    return row_of_copy(row)


def _listing(
    row: Product, prices: Sequence[Price], category: CategoryView, pictures: Sequence[Picture]
) -> Listing:
    draft = draft_of(row, prices, category.code)
    return Listing(
        id=row.id,
        supplier_id=row.company_id,
        state=ProductState(row.state),
        version=row.version,
        draft=draft,
        category=category,
        pictures=tuple(picture_view(picture) for picture in pictures),
        missing=what_is_missing(draft, category, pictured=bool(pictures)),
        unreviewed=tuple(row.unreviewed),
        published_at=row.published_at,
        updated_at=row.updated_at,
        suspension_reason=row.suspension_reason,
    )


def picture_view(row: Picture) -> PictureView:
    """The picture of a row; for this room's own use."""
    widths = sorted((int(width), sha256) for width, sha256 in row.renditions.items())
    return PictureView(id=row.id, renditions=tuple(widths), alt=Texts.of(row.alt))
