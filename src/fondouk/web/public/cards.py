"""The product card of a grid, as the macro of the look reads it."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A word on a card; `tone` good, wait, bad, open or none."""

    label: str
    tone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a card stands where it does: a sentence and its part of the score."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Attributes rather than a mapping: a page reads a thousand of them."""

    id: str
    name: str | Markup
    href: str
    picture: str
    supplier: str | Markup = ""
    supplier_href: str | None = None
    picture_srcset: str | None = None
    motif: str = ""
    badges: tuple[Badge, ...] = ()
    price: Money | None = None
    price_unit: str | None = None
    incoterm: str | None = None
    about: Money | None = None
    rate_on: date | None = None
    price_least: Quantity | None = None
    moq: Quantity | None = None
    why: tuple[Reason, ...] = ()
