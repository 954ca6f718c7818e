"""What the hub's closed sets are called on pages: kinds, states, terms."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fondouk.web.ui.words import current_language

T = TypeVar("T")


def _remembered(say: Callable[[str], T]) -> Callable[[str], T]:
    """Say each code once a language: lists ask for the same few by the hundred."""

    @lru_cache(maxsize=2048)
    def in_language(code: str, language: str) -> T:
        return say(code)

    @wraps(say)
    def said(code: str) -> T:
        return in_language(str(code), current_language())

    return said


@_remembered
def company_kind(code: str) -> str:
    """ "cooperative" in the reader's language; the code itself where unknown."""
    return {
        "cooperative": _("Cooperative"),
        "manufacturer": _("Manufacturer"),
        "trader": _("Trader"),
        "artisan_workshop": _("Artisan workshop"),
        "buyer": _("Buyer"),
    }.get(code, code)


@_remembered
def company_state(code: str) -> tuple[str, str]:
    """How far the desk has checked a company, in words, and the tone of its badge."""
    return {
        "verified": (_("Verified"), "good"),
        "submitted": (_("Verification under way"), "wait"),
        "suspended": (_("Suspended"), "bad"),
    }.get(code, (_("Not verified"), "open"))


@_remembered
def season_kind(code: str) -> str:
    """What the months of a season mean."""
    return {"harvest": _("Harvest"), "production": _("Production")}.get(code, code)


@_remembered
def incoterm(code: str) -> str:
    """What the seller brings where under this rule of Incoterms 2020, in a few words."""
    return {
        "EXW": _("collected at the seller's door"),
        "FCA": _("handed to your carrier, cleared for export"),
        "FAS": _("alongside the ship"),
        "FOB": _("on board the ship"),
        "CFR": _("sea freight paid"),
        "CIF": _("sea freight and insurance paid"),
        "CPT": _("carriage paid"),
        "CIP": _("carriage and insurance paid"),
        "DAP": _("delivered, before unloading and import"),
        "DPU": _("delivered and unloaded, before import"),
        "DDP": _("delivered, duty paid"),
    }.get(code, "")


def yes_or_no(value: bool) -> str:
    return pgettext("answer", "Yes") if value else pgettext("answer", "No")


@_remembered
def missing(code: str) -> str:
    """A fact that a product lacks, in words; "" where it is the supplier's own matter."""
    return {
        "hs_code": _("HS code"),
        "origin": _("Country of origin"),
        "packing": _("Packing and weights"),
        "picture": _("Pictures"),
    }.get(code, "")
