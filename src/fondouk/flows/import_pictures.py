"""The pictures that came in an archive with the rows, each made anew and hung on its product.

staged rows that name pictures -> the archive's files -> pictures of the products just saved
    -> a note in the report for each that is missing or is no picture
"""

import struct
import zlib
from collections.abc import Callable
from datetime import datetime

from fondouk.catalogue import commands as catalogue
from fondouk.catalogue import queries
from fondouk.companies.queries import find_written
from fondouk.kernel.actor import System
from fondouk.kernel.refused import Refused

HUB = System()


def import_pictures(view: queries.ImportView, *, now: Callable[[], datetime]) -> None:
    """Add the pictures of all rows, one short transaction each. The same picture again is the
    one that stands, so a killed import begins this step anew and changes nothing twice.
    """
    pictures = queries.open_upload_pictures(HUB, view.id)
    try:
        if len(pictures):
            for number in range(1, view.chunks + 1):
                _chunk(view, number, pictures, now)
    finally:
        pictures.close()


def _chunk(
    view: queries.ImportView,
    number: int,
    pictures: queries.FilePictures,
    now: Callable[[], datetime],
) -> None:
    rows = [row for row in queries.staged_candidates(HUB, view.id, number) if row.images]
    written = [row.supplier for row in rows if row.supplier]
    companies = {} if view.company_id else find_written(HUB, written)
    problems = []
    for row in rows:
        company = view.company_id or companies[row.supplier or ""]
        listing = queries.find_by_sku(HUB, company, row.draft.sku)
        if listing is None:
            continue
        for name in row.images:
            refused = _hang(listing.id, name, pictures, at=now())
            if refused is not None:
                problem = queries.Problem(row.row, "images", name, refused.code, refused.facts)
                problems.append(problem)
    if problems:
        catalogue.note_problems(actor=HUB, import_id=view.id, number=number, problems=problems)


def _hang(
    product_id: str, name: str, pictures: queries.FilePictures, *, at: datetime
) -> Refused | None:
    try:
        content = pictures.read(name)
        if content is None:
            raise Refused("picture_not_in_archive", "images", name=name)
        catalogue.add_picture(HUB, product_id=product_id, content=content, at=at)
    except Refused as refused:
        return refused
    except (ArithmeticError, LookupError, TypeError, ValueError, zlib.error, struct.error):
        # One picture that no reader was ready for must not cost the company its import.
        return Refused("not_a_picture", "images")
    return None
