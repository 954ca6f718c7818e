"""Closed lists that a program needs before it can write anything."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from fondouk.api.operations import says
from fondouk.api.shapes import Out, answer
from fondouk.kernel.codes import Incoterm
from fondouk.kernel.quantity import Unit

router = Router()

_DAY = "public, max-age=86400"


class UnitOut(Out):
    """A unit of trade."""

    code: str
    dimension: str = Field(description="Units of one dimension convert into each other.")
    rec_code: str = Field(description="UN/ECE Recommendation 20 code of a measure, 21 of a pack.")


class UnitsOut(Out):
    """All units."""

    items: list[UnitOut]


class IncotermOut(Out):
    """A rule of Incoterms 2020."""

    code: str
    sea_only: bool


class IncotermsOut(Out):
    """All rules."""

    items: list[IncotermOut]


def _kept(body: Any) -> HttpResponse:
    response = answer(body)
    response["Cache-Control"] = _DAY
    return response


@router.get(
    "/reference/units",
    **says(
        "List the units of trade",
        answers=UnitsOut,
        example={"items": [{"code": "kg", "dimension": "mass", "rec_code": "KGM"}]},
    ),
)
def list_units(request: HttpRequest) -> HttpResponse:
    """The units in which goods are sold, with their UN/ECE codes. A pack (carton, drum, pallet)
    holds a number of base units which each product states.
    """
    units = [
        {"code": unit.value, "dimension": unit.dimension.value, "rec_code": unit.rec_code}
        for unit in Unit
    ]
    return _kept({"items": units})


@router.get(
    "/reference/incoterms",
    **says(
        "List the Incoterms",
        answers=IncotermsOut,
        example={"items": [{"code": "FOB", "sea_only": True}]},
    ),
)
def list_incoterms(request: HttpRequest) -> HttpResponse:
    """The eleven rules of Incoterms 2020 (ICC publication 723)."""
    return _kept({"items": [{"code": one.value, "sea_only": one.sea_only} for one in Incoterm]})
