"""The hub's one ornament, drawn: zellige geometry from a seed, as SVG and as pixels.

Deterministic: the same seed gives the same drawing on every machine and for ever, so pictures
may be kept by their seed. No input but the arguments; nothing is read or written.

    svg("argan")                     an SVG document, about 2 kB compressed
    svg_lines("frieze")              line work in one colour, for masks and borders
    draw_raster("argan/SKU-1", 640)  a Pillow image
    webp("argan/SKU-1", 640)         the same as WebP, 12 kB at most
"""

from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from math import cos, pi
from typing import TYPE_CHECKING

from fondouk.web.ui.motif import geometry
from fondouk.web.ui.motif.geometry import KHATAM, Piece, star
from fondouk.web.ui.motif.themes import Theme, chance, theme_of

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_WEBP_BYTES = 12_000
_STEEP, _FLAT, _WIDE = 67.5 * pi / 180, 60 * pi / 180, 66 * pi / 180


def pieces(seed: str) -> list[Piece]:
    """The pieces of a seed's pattern in the unit square, in drawing order."""
    family = theme_of(seed).family
    pick = chance(seed, "scale", 2)
    if family.startswith("medallion"):
        return _medallion(seed, int(family.removeprefix("medallion")))
    if family == "khatam":
        return list(geometry.khatams(3 + pick))
    if family == "octagon":
        return list(geometry.in_contact(geometry.octagons(2 + pick), _STEEP))
    if family == "dodecagon":
        return list(geometry.in_contact(geometry.dodecagons(2 + pick), _WIDE))
    if family == "hexagon":
        return list(geometry.in_contact(geometry.hexagons(3 + pick), _FLAT))
    if family == "plait":
        return list(geometry.plait(6 + 2 * pick))
    return list(geometry.kilim(32, 16 + 8 * pick))


def _medallion(seed: str, n: int) -> list[Piece]:
    growth = {8: 1.52, 12: 1.34, 16: 1.25}[n]
    if "/" not in seed:
        return list(
            geometry.medallion(n, (0.5, 0.5), {8: 0.075, 12: 0.1, 16: 0.12}[n], growth, 1.5)
        )
    # A product of the category: the medallion moves off the middle, as a cut from a larger wall.
    x = (0.5, 0.32, 0.68)[chance(seed, "x", 3)]
    y = (0.5, 0.34, 0.66)[chance(seed, "y", 3)]
    heart = (0.07, 0.09, 0.11)[chance(seed, "heart", 3)] * (1 if n == 8 else 1.25)
    return list(geometry.medallion(n, (x, y), heart, growth, 2.0))


@lru_cache(maxsize=256)
def svg(seed: str, size: int = 320) -> str:
    """The pattern as an SVG document of `size` by `size` units."""
    theme = theme_of(seed)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" '
        f'height="{size}" role="presentation">'
        f'<path fill="{theme.tones[0]}" d="M0 0h{size}v{size}H0z"/>'
        f'<g stroke="{theme.joint}" stroke-width="{size / 200:g}" stroke-linejoin="round">'
    ]
    run: list[str] = []
    tone = -1
    for piece in pieces(seed):
        if not _seen(piece):
            continue
        if piece.tone != tone and run:
            parts.append(f'<path fill="{theme.tones[tone]}" d="{"".join(run)}"/>')
            run = []
        tone = piece.tone
        run.append(_path(piece, size))
    if run:
        parts.append(f'<path fill="{theme.tones[tone]}" d="{"".join(run)}"/>')
    return "".join([*parts, "</g></svg>"])


def _seen(piece: Piece) -> bool:
    xs, ys = [x for x, _ in piece.points], [y for _, y in piece.points]
    return max(xs) > 0 and min(xs) < 1 and max(ys) > 0 and min(ys) < 1


def _path(piece: Piece, size: int) -> str:
    points = [(round(x * size), round(y * size)) for x, y in piece.points]
    text = f"M{points[0][0]} {points[0][1]}"
    for (x0, y0), (x1, y1) in pairwise(points):
        dy = y1 - y0
        text += f"l{x1 - x0}{'' if dy < 0 else ' '}{dy}"
    return text + "z"


def svg_lines(kind: str) -> str:
    """Line work for masks: "lattice" repeats both ways, "frieze" across."""
    if kind == "frieze":
        size = 96.0
        shapes = [star(8, (0.5, 0.5), 0.5, KHATAM), star(8, (0.5, 0.5), 0.27, KHATAM, pi / 8)]
        shapes += [star(4, (x, y), 0.2, 0.46) for x in (0.0, 1.0) for y in (0.0, 1.0)]
    else:
        size = 168.0
        shapes = [
            piece.points
            for piece in geometry.in_contact(geometry.octagons(1), _STEEP)
            if piece.tone in (1, 3)
        ]
        shapes.append(star(8, (0.5, 0.5), 0.5 * cos(pi / 8) * 0.55, KHATAM))
    paths = "".join(_path_fine(points, size) for points in shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size:g} {size:g}" '
        f'width="{size:g}" height="{size:g}"><path fill="none" stroke="#000" '
        f'stroke-width="{size / 56:g}" d="{paths}"/></svg>\n'
    )


def _path_fine(points: geometry.Polygon, size: float) -> str:
    return "M" + "L".join(f"{x * size:.1f} {y * size:.1f}" for x, y in points) + "z"


def draw_raster(seed: str, size: int = 640, zoom: float = 1.0) -> "Image":
    """The pattern as a square RGB picture of `size` pixels, smooth at the edges.

    Each piece differs from its neighbours by a breath of light, as glazed clay does.
    `zoom` above one shows a close-up, around the heart of the pattern.
    """
    from PIL import Image, ImageDraw

    theme = theme_of(seed)
    scale = size * 3
    picture = Image.new("RGB", (scale, scale), theme.tones[0])
    pen = ImageDraw.Draw(picture)
    joint = max(3, round(scale / 210))
    x0, y0 = _close_up(seed, zoom)
    for index, piece in enumerate(pieces(seed)):
        if not _seen(piece):
            continue
        corners = [((x - x0) * zoom * scale, (y - y0) * zoom * scale) for x, y in piece.points]
        pen.polygon(corners, fill=_glazed(theme, piece.tone, index))
        pen.line([*corners, corners[0], corners[1]], fill=theme.joint, width=joint, joint="curve")
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def _close_up(seed: str, zoom: float) -> tuple[float, float]:
    """The corner of the close-up: a grid about its middle, a medallion with its heart aside."""
    free = 1 - 1 / zoom
    if theme_of(seed).family.startswith("medallion"):
        way = chance(seed, "quarter", 4)
        return free * (0.24 + 0.52 * (way % 2)), free * (0.24 + 0.52 * (way // 2))
    if "/" not in seed:
        return free / 2, free / 2
    return free * (3 + chance(seed, "left", 5)) / 10, free * (3 + chance(seed, "top", 5)) / 10


def _glazed(theme: Theme, tone: int, index: int) -> tuple[int, int, int]:
    breath = (index * 7919 % 7 - 3) * 3
    raw = theme.tones[tone].removeprefix("#")
    red, green, blue = (int(raw[i : i + 2], 16) for i in (0, 2, 4))
    return _clip(red + breath), _clip(green + breath), _clip(blue + breath)


def _clip(value: int) -> int:
    return max(0, min(255, value))


def webp(seed: str, size: int = 640, limit: int = MAX_WEBP_BYTES) -> bytes:
    """The picture as WebP of `size` pixels in at most `limit` bytes.

    Joints are what costs: a pattern too fine for the limit is shown from nearer by, never blocky.
    """
    for zoom in (1.0, 1.2, 1.4, 1.7, 2.0, 2.4, 2.9, 3.5, 4.2):
        data = _fitted(draw_raster(seed, size, zoom), limit)
        if data:
            return data
    raise ValueError(f"{seed!r} does not fit into {limit} bytes at {size} pixels")


def _fitted(picture: "Image", limit: int) -> bytes:
    """The best quality from fair to fine that fits, or nothing."""
    best = b""
    for quality in (32, 45, 60, 75):
        buffer = BytesIO()
        picture.save(buffer, "WEBP", quality=quality, method=4)
        if buffer.tell() > limit:
            break
        best = buffer.getvalue()
    return best
