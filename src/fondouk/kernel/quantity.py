"""Units of trade and quantities in them, with their UN/ECE Recommendation 20 and 21 codes."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fondouk.kernel.numbers import decimal_of, plain
from fondouk.kernel.refused import Refused


class Dimension(StrEnum):
    """What a unit measures; units of one dimension convert into each other."""

    COUNT = "count"
    MASS = "mass"
    VOLUME = "volume"
    LENGTH = "length"
    AREA = "area"
    PACK = "pack"


class Unit(StrEnum):
    """A unit in which goods are sold. Packs hold a number of base units which the product
    states.
    """

    PIECE = "piece"
    PAIR = "pair"
    SET = "set"
    DOZEN = "dozen"
    G = "g"
    KG = "kg"
    TONNE = "tonne"
    ML = "ml"
    LITRE = "litre"
    M = "m"
    M2 = "m2"
    M3 = "m3"
    BOTTLE = "bottle"
    JAR = "jar"
    TIN = "tin"
    BAG = "bag"
    SACK = "sack"
    BOX = "box"
    CARTON = "carton"
    CRATE = "crate"
    DRUM = "drum"
    JERRYCAN = "jerrycan"
    IBC = "ibc"
    BALE = "bale"
    ROLL = "roll"
    PALLET = "pallet"
    CONTAINER_20 = "container_20"
    CONTAINER_40 = "container_40"
    CONTAINER_40HC = "container_40hc"

    @property
    def dimension(self) -> Dimension:
        return _FACTS[self][1]

    @property
    def rec_code(self) -> str:
        """UN/ECE Rec 20 code of a measure, Rec 21 code of a pack."""
        return _FACTS[self][0]

    @classmethod
    def of(cls, value: object, field: str | None = None) -> "Unit":
        """From what a person typed. Refuses `unknown_unit`."""
        try:
            return cls(str(value).strip().lower())
        except ValueError:
            raise Refused("unknown_unit", field, value=str(value)[:40]) from None

    def to(self, other: "Unit") -> Decimal | None:
        """How many `other` one of this unit is, or None where the trade must say (packs, kg to
        litre).
        """
        if self is other:
            return Decimal(1)
        mine, theirs = _FACTS[self], _FACTS[other]
        if mine[1] is not theirs[1] or mine[2] is None or theirs[2] is None:
            return None
        return mine[2] / theirs[2]


_FACTS: dict[Unit, tuple[str, Dimension, Decimal | None]] = {
    Unit.PIECE: ("H87", Dimension.COUNT, Decimal(1)),
    Unit.PAIR: ("PR", Dimension.COUNT, None),
    Unit.SET: ("SET", Dimension.COUNT, None),
    Unit.DOZEN: ("DZN", Dimension.COUNT, Decimal(12)),
    Unit.G: ("GRM", Dimension.MASS, Decimal(1)),
    Unit.KG: ("KGM", Dimension.MASS, Decimal(1000)),
    Unit.TONNE: ("TNE", Dimension.MASS, Decimal(1_000_000)),
    Unit.ML: ("MLT", Dimension.VOLUME, Decimal(1)),
    Unit.LITRE: ("LTR", Dimension.VOLUME, Decimal(1000)),
    Unit.M: ("MTR", Dimension.LENGTH, Decimal(1)),
    Unit.M2: ("MTK", Dimension.AREA, Decimal(1)),
    Unit.M3: ("MTQ", Dimension.VOLUME, Decimal(1_000_000)),
    Unit.BOTTLE: ("BO", Dimension.PACK, None),
    Unit.JAR: ("JR", Dimension.PACK, None),
    Unit.TIN: ("TN", Dimension.PACK, None),
    Unit.BAG: ("BG", Dimension.PACK, None),
    Unit.SACK: ("SA", Dimension.PACK, None),
    Unit.BOX: ("BX", Dimension.PACK, None),
    Unit.CARTON: ("CT", Dimension.PACK, None),
    Unit.CRATE: ("CR", Dimension.PACK, None),
    Unit.DRUM: ("DR", Dimension.PACK, None),
    Unit.JERRYCAN: ("JC", Dimension.PACK, None),
    Unit.IBC: ("WA", Dimension.PACK, None),
    Unit.BALE: ("BL", Dimension.PACK, None),
    Unit.ROLL: ("RO", Dimension.PACK, None),
    Unit.PALLET: ("PX", Dimension.PACK, None),
    Unit.CONTAINER_20: ("CN", Dimension.PACK, None),
    Unit.CONTAINER_40: ("CN", Dimension.PACK, None),
    Unit.CONTAINER_40HC: ("CN", Dimension.PACK, None),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a unit, kept as typed."""

    value: Decimal
    unit: Unit

    @classmethod
    def of(cls, value: object, unit: object, field: str | None = None) -> "Quantity":
        """From what a person typed. Refuses `not_a_number`, `not_positive`, `unknown_unit`."""
        number = decimal_of(value, field)
        if number <= 0:
            raise Refused("not_positive", field, value=plain(number))
        return cls(number, Unit.of(unit, field))

    def shown(self) -> dict[str, str]:
        """As every interface shows it: `{"quantity": "20", "unit": "kg"}`."""
        return {"quantity": plain(self.value), "unit": self.unit.value}

    def __str__(self) -> str:
        return f"{plain(self.value)} {self.unit.value}"
