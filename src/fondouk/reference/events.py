"""What reference hands on: frozen rows, each with its source and date."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from fondouk.kernel.money import Money
from fondouk.kernel.texts import Texts

REFERENCE_LOADED = "reference_loaded"


class RateKind(StrEnum):
    """Where an exchange rate comes from; a customs rate never stands in for a market rate."""

    MARKET = "market"
    PEG = "peg"
    TYPED = "typed"


@dataclass(frozen=True, slots=True, kw_only=True)
class HsLineView:
    """A line of the Harmonized System. `unit` is the standard unit of quantity, None if
    unknown.
    """

    code: str
    edition: str
    level: int
    names: Texts
    unit: str | None
    source: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HsCandidate:
    """A line found by words: the path of headings above it and the words that matched."""

    line: HsLineView
    path: tuple[HsLineView, ...]
    score: float
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A port, airport or town by its UN/LOCODE."""

    locode: str
    names: Texts
    country: str
    kinds: tuple[str, ...]
    latitude: Decimal | None
    longitude: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionView:
    """A first-level region of a country, ISO 3166-2."""

    code: str
    country: str
    names: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class RateView:
    """How many `quote` one `base` is worth, from which day, by whom.

    A rate through the euro bears the older of its two days and both sources.
    """

    base: str
    quote: str
    rate: Decimal
    on: date
    kind: RateKind
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """An amount in another currency: always "about", always with its rate."""

    money: Money
    rate: RateView


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A code and its name in the reader's language, for lists to choose from."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a loader did with a file: rows read, kept, and refused with the reason of each kind."""

    source: str
    read: int
    created: int
    updated: int
    unchanged: int
    refused: int
    reasons: tuple[tuple[str, int], ...]
    seconds: float
