"""The values of one row while it is checked: each read once, each refusal kept for the report."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from fondouk.catalogue.domain.intake.cells import shortened
from fondouk.catalogue.domain.intake.decimals import Decimals, number_of
from fondouk.kernel.codes import HSCode, country_code
from fondouk.kernel.numbers import plain
from fondouk.kernel.quantity import Unit
from fondouk.kernel.refused import Refused

T = TypeVar("T")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_TRUE = frozenset({"true", "1", "yes", "y", "oui", "vrai", "sí", "si", "نعم"})
_FALSE = frozenset({"false", "0", "no", "n", "non", "faux", "لا"})
_QUANTITY_PLACES, _QUANTITY_DIGITS = 4, 14

# What trade files call our units, beside the UN/ECE Recommendation 20 codes.
_UNIT_WORDS = {
    Unit.PIECE: "pc pcs pce piece pieces pièce pièces unit units unité unités unidad unidades ea"
    " c62 u pieza piezas قطعة",
    Unit.PAIR: "pairs paire paires par pares زوج",
    Unit.SET: "sets jeu jeux kit juego طقم",
    Unit.DOZEN: "dz dozens douzaine docena دزينة",
    Unit.G: "gr gram grams gramme grammes gramo gramos غرام",
    Unit.KG: "kgs kilo kilos kilogram kilograms kilogramme kilogrammes"
    " kilogramo kilogramos كيلو كغ",
    Unit.TONNE: "t ton tons tonnes tonelada toneladas mt طن",
    Unit.ML: "millilitre millilitres milliliter mililitro",
    Unit.LITRE: "l ltr liter liters litres litro litros لتر",
    Unit.M: "metre metres meter meters mètre mètres metro metros متر",
    Unit.M2: "m² sqm",
    Unit.M3: "m³ cbm",
}
_UNITS = {unit.value: unit for unit in Unit} | {
    word: unit for unit, words in _UNIT_WORDS.items() for word in words.split()
}
for _unit in Unit:
    _UNITS.setdefault(_unit.rec_code.lower(), _unit)


class Fields:
    """One row, sorted by where its values belong, and the refusals found so far."""

    __slots__ = (
        "attributes",
        "decimals",
        "groups",
        "images",
        "is_currency",
        "lists",
        "plain",
        "refused",
    )

    def __init__(self, decimals: Decimals, is_currency: Callable[[str], bool]) -> None:
        self.decimals, self.is_currency = decimals, is_currency
        self.plain: dict[str, object] = {}
        self.groups: dict[str, dict[str, object]] = {}
        self.lists: dict[str, dict[int, dict[str, object]]] = {}
        self.images: dict[int, object] = {}
        self.attributes: list[tuple[str, int, str, object]] = []
        self.refused: list[Refused] = []

    def refuse(self, code: str, column: str, **facts: object) -> None:
        self.refused.append(Refused(code, column, **facts))

    def has_refused(self, column: str) -> bool:
        return any(refused.field == column for refused in self.refused)

    def clean(self, value: object, column: str, limit: int) -> str:
        """One text, trimmed; "" after a refusal."""
        if isinstance(value, str):
            text = value.strip()
        elif isinstance(value, bool):
            text = "true" if value else "false"
        elif isinstance(value, int | float):
            text = plain(Decimal(repr(value)))
        elif isinstance(value, list):
            text = ", ".join(map(str, value))
        else:
            self.refuse("not_a_text", column)
            return ""
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > limit:
            self.refuse("too_long", column, limit=limit, found=len(text))
            return ""
        if not text.isprintable() and _CONTROL.search(text):
            self.refuse("control_character", column)
            return ""
        return text

    def text(self, column: str, limit: int) -> str:
        value = self.plain.get(column)
        return "" if value is None else self.clean(value, column, limit)

    def required(self, column: str, limit: int) -> str:
        text = self.text(column, limit)
        if not text and not self.has_refused(column):
            self.refuse("field_required", column)
        return text

    def read(self, column: str, value: object, reader: Callable[[object], T]) -> T | None:
        """What `reader` makes of a value; its refusal is kept under our column."""
        try:
            return reader(value)
        except Refused as refused:
            self.refused.append(Refused(refused.code, column, **refused.facts))
            return None

    def number(self, column: str, value: object) -> Decimal | None:
        if value is None or value == "":
            return None
        try:
            return number_of(value, self.decimals)
        except Refused as refused:
            self.refused.append(Refused(refused.code, column, **refused.facts))
            return None

    def positive(self, column: str, value: object, places: int) -> Decimal | None:
        """A number above zero with at most so many decimals."""
        number = self.number(column, value)
        if number is None:
            return None
        if number <= 0:
            self.refuse("not_positive", column, value=plain(number))
            return None
        if _places(number) > places:
            self.refuse("too_precise", column, value=plain(number), places=places)
            return None
        if number.adjusted() >= _QUANTITY_DIGITS:
            self.refuse("too_large", column, value=plain(number))
            return None
        return number

    def quantity(self, column: str) -> Decimal | None:
        return self.positive(column, self.plain.get(column), _QUANTITY_PLACES)

    def whole(self, column: str, least: int, most: int, value: object = None) -> int | None:
        number = self.number(column, self.plain.get(column) if value is None else value)
        if number is None:
            return None
        if number != number.to_integral_value() or not least <= number <= most:
            self.refuse(
                "not_in_range", column, value=shortened(plain(number)), least=least, most=most
            )
            return None
        return int(number)

    def boolean(self, column: str, value: object = None) -> bool | None:
        value = self.plain.get(column) if value is None else value
        if value is None or isinstance(value, bool):
            return value
        text = str(value).strip().lower()
        if text in _TRUE or text in _FALSE:
            return text in _TRUE
        self.refuse("not_yes_or_no", column, value=shortened(text))
        return None

    def unit(self, column: str, value: object = None) -> Unit | None:
        value = self.plain.get(column) if value is None else value
        if value is None:
            return None
        found = _UNITS.get(str(value).strip().lower().rstrip("."))
        if found is None:
            self.refuse("unknown_unit", column, value=str(value)[:40])
        return found

    def hs_code(self) -> HSCode | None:
        value = self.plain.get("hs_code")
        if value is None:
            return None
        code = self.read("hs_code", value, HSCode.of)
        if code is not None and len(code.digits) < 6:
            self.refuse("hs_code_too_short", "hs_code", value=code.digits)
            return None
        return code

    def country(self, column: str, exists: Callable[[str], bool]) -> str | None:
        value = self.plain.get(column)
        if value is None:
            return None
        code = self.read(column, value, country_code)
        if code is not None and not exists(code):
            self.refuse("unknown_country", column, value=code)
            return None
        return code

    def region(self) -> str | None:
        text = self.text("region", 12).upper()
        if text and not _REGION.fullmatch(text):
            self.refuse("bad_region", "region", value=text)
            return None
        return text or None

    def gtin(self) -> str:
        """A GTIN (the first of several) whose check digit is right, as GS1's General
        Specifications 7.9 has it.
        """
        value = self.plain.get("gtin")
        if not value:
            return ""
        text = self.clean(value[0] if isinstance(value, list) else value, "gtin", 40)
        digits = text.replace(" ", "").replace("-", "")
        if not is_gtin(digits):
            self.refuse("bad_gtin", "gtin", value=shortened(text))
            return ""
        return digits


def _places(number: Decimal) -> int:
    """How many decimals a number has, without zeros at the end."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= 0:
        return 0
    exponent = number.normalize().as_tuple().exponent if exponent < -2 else exponent
    return -exponent if isinstance(exponent, int) else 0


def is_gtin(digits: str) -> bool:
    """Whether the last digit follows from the others: weights 3, 1, 3 … from the right."""
    if len(digits) not in (8, 12, 13, 14) or not (digits.isascii() and digits.isdigit()):
        return False
    figures = [int(digit) for digit in reversed(digits)]
    return (sum(figures[0::2]) + 3 * sum(figures[1::2])) % 10 == 0
