"""A product's pictures: checked, made anew in several sizes, kept under their hashes."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from fondouk.catalogue.commands.ownership import announce, own_product
from fondouk.catalogue.events import PRODUCTS_CHANGED
from fondouk.catalogue.models import Category, Picture, Product
from fondouk.catalogue.ports import ARTWORK, PICTURES
from fondouk.kernel.actor import Actor, Deed, System
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts
from fondouk.plumbing import blobs
from fondouk.plumbing.audit import record
from fondouk.plumbing.ids import new_id
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.tx import command

MOST_PICTURES = 12
_WEBP = "image/webp"
_DRAWN_SIZES = (160, 320, 640)


def add_picture(
    actor: Actor,
    *,
    product_id: str,
    content: bytes,
    alt: Texts | None = None,
    at: datetime,
) -> str:
    """Add a picture and answer its id; the same picture again is the one that stands.

    The sizes are made before the transaction opens. Refuses `not_a_picture`, `picture_too_big`,
    `picture_too_many_pixels`, `picture_too_long`, `picture_too_small`,
    `too_many_pictures`, `not_found`, `not_allowed`.
    """
    _room_for_one_more(actor, product_id)
    renditions = PICTURES.get().renditions(content)
    source = hashlib.sha256(content).hexdigest()
    return _keep(actor, product_id, renditions, source=source, alt=alt or Texts(), at=at)


@command
def remove_picture(actor: Actor, *, product_id: str, picture_id: str, at: datetime) -> None:
    """Take a picture off the product. Refuses `not_found`, `not_allowed`."""
    row = own_product(actor, product_id)
    gone, _ = Picture.objects.filter(product=row, pk=picture_id).delete()
    if not gone:
        raise Refused("not_found")
    _touch(actor, row, "picture_removed", picture_id, at=at)


@command
def move_picture_first(actor: Actor, *, product_id: str, picture_id: str, at: datetime) -> None:
    """Make this the picture that lists show. Refuses `not_found`, `not_allowed`."""
    row = own_product(actor, product_id)
    pictures = list(Picture.objects.filter(product=row).order_by("position", "id"))
    first = next((one for one in pictures if one.id == picture_id), None)
    if first is None:
        raise Refused("not_found")
    pictures.remove(first)
    for position, picture in enumerate([first, *pictures]):
        picture.position = position
    Picture.objects.bulk_update([first, *pictures], ["position"])
    _touch(actor, row, "picture_moved_first", picture_id, at=at)


def draw_pictures(actor: Actor, *, product_ids: Sequence[str], at: datetime) -> int:
    """Draw an ornament for each of these products that has no picture; answer how many.

    For a demonstration, by the hub itself: the category's motif and the SKU are the seed.
    """
    if not isinstance(actor, System):
        raise Refused("not_allowed", deed=Deed.EDIT_CATALOGUE.value)
    rows = Product.objects.filter(pk__in=product_ids, pictures__isnull=True)
    motifs = dict(Category.objects.values_list("id", "motif"))
    drawn = {
        row.id: [(size, ARTWORK.get()(_seed(row, motifs), size)) for size in _DRAWN_SIZES]
        for row in rows
    }
    if drawn:
        _keep_drawn(actor, drawn, at=at)
    return len(drawn)


def _seed(row: Product, motifs: dict[str, str]) -> str:
    return f"{motifs.get(row.category_id) or 'fondouk'}/{row.sku}"


@command
def _keep_drawn(actor: Actor, drawn: dict[str, list[tuple[int, bytes]]], *, at: datetime) -> None:
    kept = [
        Picture(
            product_id=product_id,
            position=0,
            renditions=_stored(renditions, at),
            source_sha256=hashlib.sha256(renditions[-1][1]).hexdigest(),
        )
        for product_id, renditions in drawn.items()
    ]
    Picture.objects.bulk_create(kept, ignore_conflicts=True)
    publish(PRODUCTS_CHANGED, new_id("evt"), {"products": list(drawn)}, at=at)
    record(
        actor, "pictures_drawn", "product", kept[0].product_id, at=at, facts={"many": len(kept)}
    )


def _room_for_one_more(actor: Actor, product_id: str) -> None:
    row = _own_product_now(actor, product_id)
    if Picture.objects.filter(product=row).count() >= MOST_PICTURES:
        raise Refused("too_many_pictures", "picture", most=MOST_PICTURES)


@command
def _own_product_now(actor: Actor, product_id: str) -> Product:
    """In a short transaction of its own: refusals come before the work."""
    return own_product(actor, product_id)


@command
def _keep(
    actor: Actor,
    product_id: str,
    renditions: Sequence[tuple[int, bytes]],
    *,
    source: str,
    alt: Texts,
    at: datetime,
) -> str:
    row = own_product(actor, product_id)
    standing = Picture.objects.filter(product=row)
    same = standing.filter(source_sha256=source).first()
    if same is not None:
        return same.id
    picture = Picture.objects.create(
        product=row,
        position=standing.count(),
        renditions=_stored(renditions, at),
        source_sha256=source,
        alt=alt.shown(),
    )
    _touch(actor, row, "picture_added", picture.id, at=at)
    return picture.id


def _stored(renditions: Sequence[tuple[int, bytes]], at: datetime) -> dict[str, str]:
    return {
        str(width): blobs.keep(content, _WEBP, at=at, public=True) for width, content in renditions
    }


def _touch(actor: Actor, row: Product, deed: str, picture_id: str, *, at: datetime) -> None:
    row.version += 1
    row.updated_at = at
    row.save(update_fields=["version", "updated_at"])
    announce(actor, deed, row, at=at, facts={"picture": picture_id})
