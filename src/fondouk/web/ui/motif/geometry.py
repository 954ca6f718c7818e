"""The geometry of the motifs: pieces of a pattern, as a mosaicist would cut them.

Three ways of building, all old and all by ruler and compass:

* polygons in contact: take a tiling by regular polygons, let two lines rise from the middle of
  every edge at one angle, and stop each where it meets its neighbour's (`in_contact`);
* a medallion: rings of kites that widen outwards around a star (`medallion`);
* woven and stepped grids, the patterns of mats and flat-weaves (`plait`, `kilim`).

Everything is pure and exact in its arguments. A piece is a closed polygon in the unit square and
the tone that fills it; pieces are drawn in order, later ones over earlier ones. Tone 0 is the
ground.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin, sqrt, tan

Point = tuple[float, float]
Polygon = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One tessera: its corners in the unit square (y downwards) and its tone."""

    points: Polygon
    tone: int


def ring(n: int, centre: Point, radius: float, turn: float = 0.0) -> Polygon:
    """A regular polygon; `turn` is the angle of its first corner in radians."""
    x, y = centre
    return tuple(
        (x + radius * cos(turn + 2 * pi * i / n), y + radius * sin(turn + 2 * pi * i / n))
        for i in range(n)
    )


def star(n: int, centre: Point, radius: float, waist: float, turn: float = 0.0) -> Polygon:
    """A star of n points whose inner corners lie at `waist` times the radius."""
    outer = ring(n, centre, radius, turn)
    inner = ring(n, centre, radius * waist, turn + pi / n)
    return tuple(point for pair in zip(outer, inner, strict=True) for point in pair)


KHATAM = 1 / (sqrt(2) * cos(pi / 8))
"""The waist of the eight-pointed star that two squares make."""


# Polygons in contact ---------------------------------------------------------------------------


def star_in(polygon: Polygon, angle: float) -> Polygon:
    """The star that the lines rising from the edges' middles cut out of a convex polygon."""
    n = len(polygon)
    middles = [_middle(polygon[i], polygon[(i + 1) % n]) for i in range(n)]
    points: list[Point] = []
    for i in range(n):
        here, there = middles[i], middles[(i + 1) % n]
        ahead = _direction(polygon[i], polygon[(i + 1) % n])
        back = _direction(polygon[(i + 2) % n], polygon[(i + 1) % n])
        meeting = _meet(here, _rotate(ahead, angle), there, _rotate(back, -angle))
        points += [here, meeting]
    return tuple(points)


def in_contact(polygons: Iterable[Polygon], angle: float) -> Iterator[Piece]:
    """Stars of a tiling, large ones with a heart; tone by the number of the polygon's sides."""
    for polygon in polygons:
        sides = len(polygon)
        cut = star_in(polygon, angle)
        yield Piece(cut, {3: 3, 4: 3, 6: 2}.get(sides, 1))
        if sides >= 6:
            yield from _heart(polygon, cut, sides)


def _heart(polygon: Polygon, cut: Polygon, sides: int) -> Iterator[Piece]:
    centre = _centre(polygon)
    inner = min(hypot(x - centre[0], y - centre[1]) for x, y in cut)
    x, y = cut[1]
    turn = _angle_of(x - centre[0], y - centre[1])
    yield Piece(star(sides, centre, inner * 0.98, 0.66, turn), 0)
    yield Piece(star(sides, centre, inner * 0.66, 0.66, turn + pi / sides), 4)
    yield Piece(ring(sides, centre, inner * 0.26, turn), 0)


def octagons(across: int) -> Iterator[Polygon]:
    """Octagons and squares (4.8.8), `across` octagons to the width."""
    step = 1 / across
    apothem = step / 2
    for row in range(-1, across + 1):
        for column in range(-1, across + 1):
            x, y = (column + 0.5) * step, (row + 0.5) * step
            yield ring(8, (x, y), apothem / cos(pi / 8), pi / 8)
            yield ring(4, (x + step / 2, y + step / 2), step / 2 * (2 - sqrt(2)), 0)


def dodecagons(across: int) -> Iterator[Polygon]:
    """Dodecagons and triangles (3.12.12), `across` dodecagons to the width."""
    step = 1 / across
    apothem = step / 2
    edge = 2 * apothem * tan(pi / 12)
    rise = step * sqrt(3) / 2
    for row in range(-1, int(1 / rise) + 3):
        for column in range(-1, across + 2):
            x = column * step + (step / 2 if row % 2 else 0)
            y = row * rise
            yield ring(12, (x, y), apothem / cos(pi / 12), pi / 12)
            for way in (1, -1):
                centre = (x, y + way * step / sqrt(3))
                yield ring(3, centre, edge / sqrt(3), -way * pi / 2)


def hexagons(across: int) -> Iterator[Polygon]:
    """Hexagons alone (6.6.6), `across` to the width."""
    step = 1 / across
    rise = step * sqrt(3) / 2
    for row in range(-1, int(1 / rise) + 3):
        for column in range(-1, across + 2):
            x = column * step + (step / 2 if row % 2 else 0)
            yield ring(6, (x, row * rise), step / sqrt(3), pi / 6)


# Star and cross --------------------------------------------------------------------------------


def khatams(across: int) -> Iterator[Piece]:
    """The star and the cross: eight-pointed stars touching, crosses as the ground between."""
    step = 1 / across
    for row in range(across):
        for column in range(across):
            centre = ((column + 0.5) * step, (row + 0.5) * step)
            yield Piece(star(8, centre, step / 2, KHATAM), 1 + (row + column) % 2)
            yield Piece(star(8, centre, step * 0.31, KHATAM, pi / 8), 0)
            yield Piece(star(8, centre, step * 0.2, KHATAM), 3)
    for row in range(across + 1):
        for column in range(across + 1):
            yield Piece(star(4, (column * step, row * step), step * 0.24, 0.46), 4)


# Medallion -------------------------------------------------------------------------------------


def medallion(n: int, centre: Point, heart: float, growth: float, reach: float) -> Iterator[Piece]:
    """Rings of kites around a star of n points, each ring `growth` times the last, out to `reach`.

    Drawn from the outermost ring inwards.
    """
    radii = [heart]
    while radii[-1] < reach:
        radii.append(radii[-1] * growth)
    for level in range(len(radii) - 2, 0, -1):
        for i in range(n):
            turn = 2 * pi * (i + level / 2) / n
            low, side, high = radii[level - 1], radii[level], radii[level + 1]
            kite = (
                _polar(centre, low, turn),
                _polar(centre, side, turn + pi / n),
                _polar(centre, high, turn),
                _polar(centre, side, turn - pi / n),
            )
            yield Piece(kite, (1, 0, 2, 3, 0, 4)[level % 6])
            if level >= 3 and level % 2:
                yield Piece(_shrunk(kite, 0.45), (0, 4, 3, 0, 1, 2)[level % 6])
    yield Piece(star(n, centre, radii[1] * 0.98, 0.52, pi / n), 2)
    yield Piece(star(n, centre, radii[1] * 0.66, 0.56, pi / n), 0)
    yield Piece(star(n, centre, radii[1] * 0.4, 0.6, pi / n), 4)


# Grids -----------------------------------------------------------------------------------------


def plait(across: int) -> Iterator[Piece]:
    """A mat: groups of three strips that pass over and under, turn about."""
    step = 1 / across
    gap = step * 0.04
    for row in range(across):
        for column in range(across):
            lying = (row + column) % 2 == 0
            for strip in range(3):
                low, high = strip * step / 3 + gap / 2, (strip + 1) * step / 3 - gap / 2
                x0, x1, y0, y1 = (0.0, step, low, high) if lying else (low, high, 0.0, step)
                left, top = column * step, row * step
                tone = (
                    (1 if lying else 2)
                    if strip != 1
                    else (3 if (row // 2 + column // 2) % 2 else 4)
                )
                yield Piece(_box(left + x0, top + y0, left + x1, top + y1), tone)


def kilim(cells: int, period: int) -> Iterator[Piece]:
    """Stepped lozenges one within another, framed by bands of teeth above and below."""
    size = 1 / cells
    bands = (4, 1, 1, 0, 2, 2, 3, 0, 1, 4, 2, 0)
    for row in range(cells):
        start, tone = 0, -1
        for column in range(cells + 1):
            now = -2 if column == cells else _kilim_tone(row, column, cells, period, bands)
            if now == tone:
                continue
            if tone > 0:
                run = _box(start * size, row * size, column * size, (row + 1) * size)
                yield Piece(run, tone)
            start, tone = column, now


def _kilim_tone(row: int, column: int, cells: int, period: int, bands: tuple[int, ...]) -> int:
    edge = min(row, cells - 1 - row)
    if edge < 4:
        return (1, 2, 2 if column % 4 < 2 else 0, 1)[edge]
    half = period // 2
    away = abs((column - cells // 2) % period - half) + abs((row - cells // 2) % period - half)
    return bands[(period - away) // 2 % len(bands)]


# Plane geometry --------------------------------------------------------------------------------


def _box(x0: float, y0: float, x1: float, y1: float) -> Polygon:
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def _shrunk(polygon: Polygon, factor: float) -> Polygon:
    cx, cy = _centre(polygon)
    return tuple((cx + (x - cx) * factor, cy + (y - cy) * factor) for x, y in polygon)


def _centre(polygon: Polygon) -> Point:
    n = len(polygon)
    return sum(x for x, _ in polygon) / n, sum(y for _, y in polygon) / n


def _polar(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * cos(angle), centre[1] + radius * sin(angle)


def _middle(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _direction(a: Point, b: Point) -> Point:
    length = hypot(b[0] - a[0], b[1] - a[1])
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length


def _rotate(v: Point, angle: float) -> Point:
    return v[0] * cos(angle) - v[1] * sin(angle), v[0] * sin(angle) + v[1] * cos(angle)


def _angle_of(x: float, y: float) -> float:
    return atan2(y, x)


def _meet(p: Point, d: Point, q: Point, e: Point) -> Point:
    """Where the line through p along d crosses the line through q along e."""
    cross = d[0] * e[1] - d[1] * e[0]
    t = ((q[0] - p[0]) * e[1] - (q[1] - p[1]) * e[0]) / cross
    return p[0] + d[0] * t, p[1] + d[1] * t
