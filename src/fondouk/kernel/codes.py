"""Codes with a form that can be checked without a list: HS, country, currency, language,
Incoterm, place.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from fondouk.kernel.refused import Refused

_COUNTRY = re.compile(r"[A-Z]{2}")
_LOCODE = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")
_HS = re.compile(r"\d{2}|\d{4}|\d{6}|\d{8}|\d{10}")
_HS_NOISE = re.compile(r"[\s.\-]")


class Language(StrEnum):
    """The four languages of the hub, ISO 639-1; the order is the order in which a text falls
    back.
    """

    EN = "en"
    FR = "fr"
    AR = "ar"
    ES = "es"


class Incoterm(StrEnum):
    """The eleven rules of Incoterms 2020 (ICC publication 723)."""

    EXW = "EXW"
    FCA = "FCA"
    FAS = "FAS"
    FOB = "FOB"
    CFR = "CFR"
    CIF = "CIF"
    CPT = "CPT"
    CIP = "CIP"
    DAP = "DAP"
    DPU = "DPU"
    DDP = "DDP"

    @property
    def sea_only(self) -> bool:
        """Whether the rule is meant for sea and inland waterway alone (Incoterms 2020,
        introduction).
        """
        return self in {Incoterm.FAS, Incoterm.FOB, Incoterm.CFR, Incoterm.CIF}

    @classmethod
    def of(cls, value: object, field: str | None = None) -> "Incoterm":
        """From what a person typed. Refuses `unknown_incoterm`."""
        try:
            return cls(str(value).strip().upper())
        except ValueError:
            raise Refused("unknown_incoterm", field, value=str(value)[:20]) from None


@dataclass(frozen=True, slots=True, order=True)
class HSCode:
    """A Harmonized System code of 2, 4 or 6 digits, or a national one of 8 or 10, digits only.

    The edition (2022) is part of the key wherever a code is stored, since codes change meaning.
    """

    digits: str
    edition: str = "2022"

    @classmethod
    def of(cls, value: object, field: str | None = None, edition: str = "2022") -> "HSCode":
        """From "1515.90", "15 15 90" or "151590". Refuses `bad_hs_code`."""
        digits = _HS_NOISE.sub("", str(value))
        if not _HS.fullmatch(digits) or digits[:2] == "00":
            raise Refused("bad_hs_code", field, value=str(value)[:20])
        return cls(digits, edition)

    @property
    def chapter(self) -> str:
        return self.digits[:2]

    @property
    def subheading(self) -> str:
        """The six international digits, or what there is of them."""
        return self.digits[:6]

    def __str__(self) -> str:
        """As tariffs print it: 1515.90, 0910.20.10."""
        head, rest = self.digits[:4], self.digits[4:]
        return ".".join([head, *(rest[i : i + 2] for i in range(0, len(rest), 2))])


def country_code(value: object, field: str | None = None) -> str:
    """ISO 3166-1 alpha-2 in capitals. Refuses `bad_country`; whether it exists is a question to
    reference.
    """
    code = str(value).strip().upper()
    if not _COUNTRY.fullmatch(code):
        raise Refused("bad_country", field, value=str(value)[:20])
    return code


def locode(value: object, field: str | None = None) -> str:
    """A UN/LOCODE of five characters in capitals, without the blank. Refuses `bad_place`."""
    code = str(value).replace(" ", "").upper()
    if not _LOCODE.fullmatch(code):
        raise Refused("bad_place", field, value=str(value)[:20])
    return code
