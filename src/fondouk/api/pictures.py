"""A product's pictures for programs: sent as a file, kept in four sizes."""

from django.http import HttpRequest, HttpResponse
from ninja import File, Router
from ninja.files import UploadedFile

from fondouk.api.access import actor_of, expected_version, language_of
from fondouk.api.operations import says
from fondouk.api.product_output import EXAMPLE, ProductOut, shown_products
from fondouk.api.shapes import answer
from fondouk.catalogue import commands
from fondouk.catalogue.queries import get_listing
from fondouk.kernel.actor import Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.plumbing.versions import check_version

router = Router()

_MOST_BYTES = 30_000_000  # the rule itself refuses earlier; this spares the memory


@router.post(
    "/products/{product_id}/pictures",
    **says(
        "Add a picture",
        needs=Deed.EDIT_CATALOGUE,
        answers=ProductOut,
        example=EXAMPLE,
        status=201,
        body={"picture": "argan.jpg"},
        refuses=(
            "not_a_picture",
            "picture_too_big",
            "picture_too_many_pixels",
            "picture_too_small",
            "too_many_pictures",
        ),
    ),
)
def add_picture(
    request: HttpRequest, product_id: str, picture: File[UploadedFile]
) -> HttpResponse:
    """A JPEG, PNG or WebP by its content, whatever its name says. It is encoded anew in several
    sizes; what else the file held is not kept. The same picture again changes nothing.
    """
    if picture.size is None or picture.size > _MOST_BYTES:
        raise Refused("body_too_large")
    commands.add_picture(
        actor_of(request), product_id=product_id, content=picture.read(), at=clock.now()
    )
    return _product(request, product_id, status=201)


@router.post(
    "/products/{product_id}/pictures/{picture_id}/first",
    **says("Put a picture first", needs=Deed.EDIT_CATALOGUE, answers=ProductOut, example=EXAMPLE),
)
def put_picture_first(request: HttpRequest, product_id: str, picture_id: str) -> HttpResponse:
    """Make this the picture that lists show."""
    commands.move_picture_first(
        actor_of(request), product_id=product_id, picture_id=picture_id, at=clock.now()
    )
    return _product(request, product_id)


@router.delete(
    "/products/{product_id}/pictures/{picture_id}",
    **says("Remove a picture", needs=Deed.EDIT_CATALOGUE, answers=ProductOut, example=EXAMPLE),
)
def remove_picture(request: HttpRequest, product_id: str, picture_id: str) -> HttpResponse:
    """Take the picture off the product; the answer is the product without it."""
    actor = actor_of(request)
    check_version(expected_version(request), get_listing(actor, product_id).version)
    commands.remove_picture(actor, product_id=product_id, picture_id=picture_id, at=clock.now())
    return _product(request, product_id)


def _product(request: HttpRequest, product_id: str, *, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    listing = get_listing(actor, product_id)
    body = shown_products(actor, [listing], language_of(request))[0]
    return answer(body, status, version=listing.version)
