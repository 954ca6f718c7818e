"""Words for the units that goods are sold and packed in.

Measures of the metric system come from the Unicode locale data; the trade's own packs are ours,
because the locale data knows no carton.
"""

from decimal import Decimal

from django.utils.translation import gettext, ngettext, pgettext

STANDARD_UNITS = {
    "g": "mass-gram",
    "kg": "mass-kilogram",
    "tonne": "mass-tonne",
    "ml": "volume-milliliter",
    "litre": "volume-liter",
    "m": "length-meter",
    "m2": "area-square-meter",
    "m3": "volume-cubic-meter",
    "cm": "length-centimeter",
    "mm": "length-millimeter",
}


def name_of_unit(unit: str) -> str:
    """One unit in words, as after "per"; the code itself where the hub has no word."""
    names = {
        "g": pgettext("unit", "g"),
        "kg": pgettext("unit", "kg"),
        "tonne": pgettext("unit", "tonne"),
        "ml": pgettext("unit", "ml"),
        "litre": pgettext("unit", "litre"),
        "m": pgettext("unit", "m"),
        "m2": pgettext("unit", "m²"),
        "m3": pgettext("unit", "m³"),
        "cm": pgettext("unit", "cm"),
        "mm": pgettext("unit", "mm"),
        "piece": gettext("piece"),
        "pair": gettext("pair"),
        "set": gettext("set"),
        "dozen": gettext("dozen"),
        "bottle": gettext("bottle"),
        "jar": gettext("jar"),
        "tin": gettext("tin"),
        "bag": gettext("bag"),
        "sack": gettext("sack"),
        "box": gettext("box"),
        "carton": gettext("carton"),
        "crate": gettext("crate"),
        "drum": gettext("drum"),
        "jerrycan": gettext("jerrycan"),
        "ibc": gettext("IBC tank"),
        "bale": gettext("bale"),
        "roll": gettext("roll"),
        "pallet": gettext("pallet"),
        "container_20": gettext("20-foot container"),
        "container_40": gettext("40-foot container"),
        "container_40hc": gettext("40-foot high-cube container"),
    }
    return names.get(unit, unit)


def count_of_unit(unit: str, value: Decimal, figure: str) -> str:
    """The written `figure` with its unit, in the plural form that `value` asks for."""
    # A broken number takes the form of a large one: in all four languages the general plural.
    n = int(value) if value == int(value) else 100
    build = _COUNTS.get(unit)
    return build(n) % {"n": figure} if build else f"{figure}\u00a0{unit}"


_COUNTS = {
    "piece": lambda n: ngettext("%(n)s piece", "%(n)s pieces", n),
    "pair": lambda n: ngettext("%(n)s pair", "%(n)s pairs", n),
    "set": lambda n: ngettext("%(n)s set", "%(n)s sets", n),
    "dozen": lambda n: ngettext("%(n)s dozen", "%(n)s dozens", n),
    "bottle": lambda n: ngettext("%(n)s bottle", "%(n)s bottles", n),
    "jar": lambda n: ngettext("%(n)s jar", "%(n)s jars", n),
    "tin": lambda n: ngettext("%(n)s tin", "%(n)s tins", n),
    "bag": lambda n: ngettext("%(n)s bag", "%(n)s bags", n),
    "sack": lambda n: ngettext("%(n)s sack", "%(n)s sacks", n),
    "box": lambda n: ngettext("%(n)s box", "%(n)s boxes", n),
    "carton": lambda n: ngettext("%(n)s carton", "%(n)s cartons", n),
    "crate": lambda n: ngettext("%(n)s crate", "%(n)s crates", n),
    "drum": lambda n: ngettext("%(n)s drum", "%(n)s drums", n),
    "jerrycan": lambda n: ngettext("%(n)s jerrycan", "%(n)s jerrycans", n),
    "ibc": lambda n: ngettext("%(n)s IBC tank", "%(n)s IBC tanks", n),
    "bale": lambda n: ngettext("%(n)s bale", "%(n)s bales", n),
    "roll": lambda n: ngettext("%(n)s roll", "%(n)s rolls", n),
    "pallet": lambda n: ngettext("%(n)s pallet", "%(n)s pallets", n),
    "container_20": lambda n: ngettext(
        "%(n)s × 20-foot container", "%(n)s × 20-foot containers", n
    ),
    "container_40": lambda n: ngettext(
        "%(n)s × 40-foot container", "%(n)s × 40-foot containers", n
    ),
    "container_40hc": lambda n: ngettext(
        "%(n)s × 40-foot high-cube container", "%(n)s × 40-foot high-cube containers", n
    ),
}

OWN_UNITS = frozenset(_COUNTS)
