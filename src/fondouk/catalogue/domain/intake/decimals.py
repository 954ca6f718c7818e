"""Figures as people write them in four languages, taken only where one reading is possible.

Guarantee: a text is answered with the one number that it can mean, or refused. "1 234,50",
"1.234,50", "1,234.50" and "١٢٣٤٫٥" have one reading; "1,234" has two (one thousand and more, or
one and a bit) and is `ambiguous_number` until the mapping says which mark parts the decimals.
A plain "1.234" is the written form of every file that we make, and means one and a bit unless the
mapping says that the comma parts decimals.
"""

import re
from decimal import Decimal
from enum import StrEnum

from fondouk.kernel.numbers import decimal_of
from fondouk.kernel.refused import Refused


class Decimals(StrEnum):
    """Which mark parts the decimals of a file's figures."""

    AUTO = "auto"
    POINT = "point"
    COMMA = "comma"


_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?")
_SURELY_SHORT = 15
_LOCAL = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫−", "01234567890123456789.-")
_GAPS = " \u00a0\u202f\u2009'\u2019٬"
_GAP = re.compile(f"[{_GAPS}]")
_GAPPED = re.compile(rf"[+-]?\d{{1,3}}(?:[{_GAPS}]\d{{3}})+(?:[.,]\d+)?")
_GROUPED = {
    ",": re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"),
    ".": re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"),
}
_COMMA = re.compile(r"[+-]?\d+,\d+")


def number_of(value: object, decimals: Decimals = Decimals.AUTO) -> Decimal:
    """The finite number that a cell means. Refuses `not_a_number` and `ambiguous_number`."""
    if isinstance(value, str):
        return _read(value.strip(), decimals)
    if isinstance(value, float):
        return decimal_of(repr(value))
    if isinstance(value, int | Decimal):
        return decimal_of(value)
    raise Refused("not_a_number", value=str(value)[:40])


def _read(text: str, decimals: Decimals) -> Decimal:
    if decimals is not Decimals.COMMA and _PLAIN.fullmatch(text) and text.isascii():
        return Decimal(text) if len(text) <= _SURELY_SHORT else decimal_of(text)
    local = text.translate(_LOCAL)
    if _GAPPED.fullmatch(local):
        local = _GAP.sub("", local)
        return decimal_of(local.replace(",", "."))
    return decimal_of(_without_groups(local, decimals, text))


def _without_groups(local: str, decimals: Decimals, text: str) -> str:
    comma_groups, point_groups = _GROUPED[","].fullmatch(local), _GROUPED["."].fullmatch(local)
    if decimals is Decimals.COMMA:
        if point_groups or _COMMA.fullmatch(local):
            return local.replace(".", "").replace(",", ".")
        if local.isdigit() or local.lstrip("+-").isdigit():
            return local
    elif comma_groups:
        once = local.count(",") == 1 and "." not in local
        if once and decimals is Decimals.AUTO:
            raise Refused("ambiguous_number", value=text[:40])
        return local.replace(",", "")
    elif decimals is Decimals.AUTO:
        if point_groups and (local.count(".") > 1 or "," in local):
            return local.replace(".", "").replace(",", ".")
        if _COMMA.fullmatch(local):
            return local.replace(",", ".")
    if _PLAIN.fullmatch(local) and decimals is not Decimals.COMMA:
        return local
    raise Refused("not_a_number", value=text[:40])
