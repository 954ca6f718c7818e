"""What the hub's desk asks of all products, whoever supplies them: lists, counts, open work."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from fondouk.catalogue.domain.intake.runs import ImportState, ImportView
from fondouk.catalogue.events import Listing, ProductState
from fondouk.catalogue.models import ImportRun, Product
from fondouk.catalogue.queries.imports import view_of
from fondouk.catalogue.queries.listings import PUBLIC, listings_of
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.codes import Language
from fondouk.plumbing.paging import Page, decode_cursor, encode_cursor, page_size

_WORDS_MAX = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskQuestion:
    """Which products: every part narrows, "" and None leave wide.

    `words` stand in the SKU or a name, each of them. `companies` are supplier ids. `unreviewed`
    is a language whose texts nobody has reviewed.
    """

    words: str = ""
    state: ProductState | None = None
    companies: tuple[str, ...] | None = None
    unreviewed: Language | None = None


def list_all_products(
    actor: Actor, question: DeskQuestion, *, cursor: str | None = None, size: int | None = None
) -> Page[Listing]:
    """Products of all suppliers, newest first. Refuses `not_allowed`, `bad_cursor`."""
    actor.require(Deed.DESK_MODERATE)
    rows = _asked(question)
    if place := decode_cursor(cursor, 1):
        rows = rows.filter(pk__lt=str(place[0]))
    most = page_size(size)
    found = list(rows.order_by("-pk")[: most + 1])
    return Page(
        items=tuple(listings_of(actor, found[:most])),
        next=encode_cursor(found[most - 1].pk) if len(found) > most else None,
    )


def count_all_by_state(actor: Actor) -> dict[ProductState, int]:
    """How many products the hub holds, by state. Refuses `not_allowed`."""
    actor.require(Deed.DESK_MODERATE)
    rows = Product.objects.values("state").order_by("state").annotate(many=Count("pk"))
    return {ProductState(row["state"]): row["many"] for row in rows}


def count_unreviewed(
    actor: Actor, state: ProductState | None = ProductState.PUBLISHED
) -> dict[Language, int]:
    """For each language, how many products (in this state) have texts in it that nobody has
    reviewed. One query. Refuses `not_allowed`.
    """
    actor.require(Deed.DESK_MODERATE)
    rows = Product.objects.filter(state=state) if state else Product.objects.all()
    counts = rows.annotate(waiting=Cast("unreviewed", TextField())).aggregate(
        **{one.value: Count("pk", filter=_waits(one)) for one in Language}
    )
    return {one: counts[one.value] for one in Language}


def count_by_category(actor: Actor) -> dict[str, int]:
    """How many products stand directly in each category, by its id, in whichever state.

    Refuses `not_allowed`.
    """
    actor.require(Deed.DESK_CATEGORIES)
    rows = Product.objects.values("category_id").order_by("category_id").annotate(many=Count("pk"))
    return {row["category_id"]: row["many"] for row in rows}


def count_of_companies(actor: Actor, company_ids: Iterable[str]) -> dict[str, int]:
    """How many products each of these suppliers has published. Refuses `not_allowed`."""
    if not actor.may(Deed.DESK_VERIFY):
        actor.require(Deed.DESK_MODERATE)
    rows = Product.objects.filter(company__in=set(company_ids), state=ProductState.PUBLISHED)
    counted = rows.values("company_id").order_by("company_id").annotate(many=Count("pk"))
    return {row["company_id"]: row["many"] for row in counted}


def count_public(actor: Actor, *, without: Iterable[str] = ()) -> int:
    """How many products everybody may see, but for those of these suppliers. Refuses
    `not_allowed`.
    """
    actor.require(Deed.DESK_MODERATE)
    return Product.objects.filter(PUBLIC).exclude(company__in=set(without)).count()


def list_failed_imports(
    actor: Actor, *, cursor: str | None = None, size: int | None = None
) -> Page[ImportView]:
    """Imports of all companies that failed, newest first. Refuses `not_allowed`, `bad_cursor`."""
    actor.require(Deed.DESK_IMPORT)
    rows = _failed_imports().order_by("-pk")
    if place := decode_cursor(cursor, 1):
        rows = rows.filter(pk__lt=str(place[0]))
    most = page_size(size)
    found = list(rows[: most + 1])
    return Page(
        items=tuple(view_of(row) for row in found[:most]),
        next=encode_cursor(found[most - 1].pk) if len(found) > most else None,
    )


def count_failed_imports(actor: Actor) -> int:
    """How many imports of all companies failed. Refuses `not_allowed`."""
    actor.require(Deed.DESK_IMPORT)
    return _failed_imports().count()


def _failed_imports() -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(state=ImportState.FAILED)


def _asked(question: DeskQuestion) -> QuerySet[Product]:
    rows = Product.objects.all()
    if question.state is not None:
        rows = rows.filter(state=question.state)
    if question.companies is not None:
        rows = rows.filter(company__in=question.companies)
    if question.unreviewed is not None:
        rows = rows.annotate(waiting=Cast("unreviewed", TextField()))
        rows = rows.filter(_waits(question.unreviewed))
    for word in question.words.split()[:_WORDS_MAX]:
        named = Q(sku__icontains=word)
        for language in Language:
            named |= Q(**{f"names__{language.value}__icontains": word})
        rows = rows.filter(named)
    return rows


def _waits(language: Language) -> Q:
    # The column holds ["ar", "fr"]: as text, so that both databases read it alike.
    return Q(waiting__contains=f'"{language.value}"')
