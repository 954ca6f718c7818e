"""Which pattern and which colours a category wears.

A seed is a motif's key ("argan"), or a key with something after a slash ("argan/ARG-COS-1L") that
varies scale and turn within the same family, so that a category's products look like kin.
A key that is not listed gets a family and a palette by its letters: never the same for all.
"""

from dataclasses import dataclass
from hashlib import blake2b

Colours = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Theme:
    """A family of geometry, five tones (ground first) and the colour of the joints."""

    family: str
    tones: Colours
    joint: str


_PLASTER, _NIGHT = "#f7f1e3", "#171a33"

PALETTES: dict[str, tuple[Colours, str]] = {
    "argan": ((_PLASTER, "#7a5a1e", "#c98a1b", "#5b6b2a", "#e3b04b"), "#efe4cb"),
    "saffron": ((_PLASTER, "#a3261c", "#e08a12", "#5a2a52", "#f2b632"), "#f5e6cc"),
    "olive": (("#f3f0dd", "#4d6020", "#8a9a3a", "#2f3d1b", "#c9b458"), "#e8e4c6"),
    "mint": (("#eef3e6", "#1f6b52", "#57a07c", "#0f4038", "#d9b44a"), "#dfe9d6"),
    "sea": (("#edf3f3", "#1f5f86", "#5fa3b8", "#173b5c", "#e0b04c"), "#dbe8ea"),
    "rose": (("#faeee9", "#b04a63", "#dd8f96", "#6b2440", "#e5b565"), "#f3dfd8"),
    "date": (("#f6ecda", "#6b3a1c", "#a9672b", "#3c2316", "#dca548"), "#eadbbd"),
    "citrus": (("#fbf3dc", "#d9731a", "#f0a92c", "#3f7038", "#f6cf5c"), "#f3e5bd"),
    "tomato": (("#f9efe2", "#b5321f", "#de6a3f", "#3d6a33", "#efb34d"), "#f1dfc9"),
    "berry": (("#f6ecef", "#5b2a6e", "#a1437f", "#26365f", "#d99a5a"), "#eadbe3"),
    "honey": (("#fbf2d8", "#b87612", "#e3a624", "#6e430f", "#f4cd62"), "#f3e3b4"),
    "clay": (("#f5e9dc", "#a24a28", "#cf8156", "#63301f", "#e1b277"), "#ead7c2"),
    "indigo": ((_PLASTER, "#2b3493", "#6a78d1", "#1c2160", "#e0a021"), "#ece4d2"),
    "majorelle": (("#f4f1fa", "#4038a8", "#7f8be6", "#1f1f5c", "#f0b541"), "#e4e0f2"),
    "brass": (("#f5edd8", "#8f6a1b", "#c9a13b", "#3b2f1c", "#e8cf86"), "#e6d8b2"),
    "copper": (("#f7ebe1", "#94452a", "#c9764a", "#43241c", "#e9b184"), "#ecd7c5"),
    "leather": (("#f6ead6", "#8a4a1f", "#d09a35", "#4a2717", "#b5512c"), "#ead9b8"),
    "wood": (("#f1e4cd", "#6a3f22", "#a06c3c", "#39231a", "#cf9f63"), "#e2d0b0"),
    "night": ((_NIGHT, "#3a4596", "#8791dc", "#e0a021", "#f2e9d3"), "#262b52"),
    "steel": (("#eef0f1", "#36506b", "#7b93a8", "#1f2c3d", "#d9963b"), "#dde2e6"),
}

_FAMILIES = (
    "khatam",
    "octagon",
    "dodecagon",
    "hexagon",
    "medallion8",
    "medallion12",
    "medallion16",
)

# key: family, palette. Woven goods wear woven patterns; the rest follows colour and temper.
_KEYS: dict[str, tuple[str, str]] = {
    "fondouk": ("octagon", "indigo"),
    "argan": ("medallion8", "argan"),
    "saffron": ("medallion16", "saffron"),
    "spice-cone": ("medallion12", "tomato"),
    "chilli": ("dodecagon", "tomato"),
    "pepper": ("hexagon", "date"),
    "seed": ("hexagon", "argan"),
    "herb": ("octagon", "mint"),
    "mint": ("medallion12", "mint"),
    "olive": ("octagon", "olive"),
    "olive-branch": ("dodecagon", "olive"),
    "caper": ("hexagon", "olive"),
    "date-palm": ("medallion12", "date"),
    "fig": ("medallion8", "berry"),
    "almond-branch": ("octagon", "rose"),
    "walnut": ("octagon", "wood"),
    "honey": ("hexagon", "honey"),
    "couscous": ("khatam", "honey"),
    "bean": ("khatam", "olive"),
    "pastry": ("dodecagon", "honey"),
    "jar": ("khatam", "tomato"),
    "fish": ("octagon", "sea"),
    "octopus": ("medallion8", "sea"),
    "citrus": ("medallion16", "citrus"),
    "lemon": ("medallion8", "citrus"),
    "tomato": ("medallion12", "tomato"),
    "berry": ("dodecagon", "berry"),
    "grape": ("hexagon", "berry"),
    "avocado": ("medallion8", "mint"),
    "rose": ("medallion8", "rose"),
    "soap": ("octagon", "olive"),
    "clay": ("khatam", "clay"),
    "cactus": ("medallion16", "mint"),
    "teapot": ("medallion12", "brass"),
    "basket": ("plait", "argan"),
    "carpet": ("kilim", "tomato"),
    "kilim": ("kilim", "indigo"),
    "cushion": ("kilim", "saffron"),
    "babouche": ("khatam", "leather"),
    "leather": ("medallion8", "leather"),
    "bag": ("octagon", "leather"),
    "ceramic": ("medallion16", "indigo"),
    "pottery": ("medallion12", "clay"),
    "tagine": ("dodecagon", "clay"),
    "zellige": ("octagon", "majorelle"),
    "tile": ("khatam", "indigo"),
    "brass": ("dodecagon", "brass"),
    "copper": ("medallion12", "copper"),
    "lantern": ("medallion16", "night"),
    "lamp": ("medallion16", "night"),
    "jewellery": ("hexagon", "steel"),
    "wood": ("hexagon", "wood"),
    "thuya": ("medallion12", "wood"),
    "textiles": ("kilim", "majorelle"),
    "fabric": ("kilim", "rose"),
    "linen": ("plait", "sea"),
    "knit": ("plait", "berry"),
    "garment": ("khatam", "majorelle"),
    "denim": ("plait", "indigo"),
    "workwear": ("plait", "steel"),
    "glove": ("hexagon", "citrus"),
    "wiring": ("octagon", "steel"),
    "electrical": ("dodecagon", "steel"),
    "auto_parts": ("hexagon", "steel"),
    "building": ("khatam", "sea"),
    "industry": ("octagon", "night"),
    "chemicals": ("hexagon", "sea"),
    "packaging": ("khatam", "wood"),
}


def theme_of(seed: str) -> Theme:
    """The theme of a seed's key."""
    key = seed.split("/", 1)[0]
    family, palette = _KEYS.get(key) or _by_letters(key)
    tones, joint = PALETTES[palette]
    return Theme(family, tones, joint)


def chance(seed: str, question: str, choices: int) -> int:
    """A steady choice from 0 to choices - 1, the same for a seed and a question for ever."""
    digest = blake2b(f"{question}:{seed}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % choices


def _by_letters(key: str) -> tuple[str, str]:
    palettes = sorted(PALETTES)
    family = _FAMILIES[chance(key, "family", len(_FAMILIES))]
    return family, palettes[chance(key, "palette", len(palettes))]
