"""The motif: the same seed is the same drawing for ever, and no two categories look alike."""

from hashlib import sha256
from io import BytesIO
from math import isclose, pi

import pytest
from django.test import Client
from PIL import Image

from fondouk.web.ui import motif
from fondouk.web.ui.motif import geometry, themes

FAMILIES = {
    "argan": "medallion8",
    "mint": "medallion12",
    "ceramic": "medallion16",
    "zellige": "octagon",
    "brass": "dodecagon",
    "honey": "hexagon",
    "tile": "khatam",
    "basket": "plait",
    "carpet": "kilim",
}


def test_a_seed_is_drawn_the_same_for_ever():
    digest = sha256(motif.svg("fondouk", 320).encode()).hexdigest()
    assert digest[:16] == "e46c899e20dd7e1d"
    assert motif.draw_raster("argan", 64).tobytes() == motif.draw_raster("argan", 64).tobytes()


def test_listed_categories_do_not_share_a_drawing():
    drawings = [motif.svg(key) for key in themes._KEYS]
    assert len(set(drawings)) >= len(drawings) * 0.9


def test_products_of_a_category_are_kin_and_not_twins():
    one, other = (themes.theme_of(f"argan/{sku}") for sku in ("A-1", "B-2"))
    assert one == other == themes.theme_of("argan")
    assert len({motif.svg(f"argan/{sku}") for sku in range(12)}) > 3


def test_an_unlisted_category_has_a_look_of_its_own():
    assert themes.theme_of("hydrosol") != themes.theme_of("parchment")


@pytest.mark.parametrize("seed, family", FAMILIES.items())
def test_every_family_fits_the_wire(seed, family):
    assert themes.theme_of(seed).family == family
    data = motif.webp(seed)
    assert len(data) <= motif.MAX_WEBP_BYTES
    picture = Image.open(BytesIO(data))
    assert picture.format == "WEBP" and picture.size == (640, 640)
    assert len(motif.svg(seed)) < 16_000


@pytest.mark.long
@pytest.mark.parametrize("seed", sorted(themes._KEYS))
def test_every_listed_category_fits_the_wire(seed):
    assert len(motif.webp(f"{seed}/SKU-1")) <= motif.MAX_WEBP_BYTES


@pytest.mark.parametrize("sides", [4, 6, 8, 12])
def test_a_star_cut_from_a_polygon_touches_each_edge_in_its_middle(sides):
    polygon = geometry.ring(sides, (0.5, 0.5), 0.4)
    cut = geometry.star_in(polygon, 66 * pi / 180)
    assert len(cut) == 2 * sides
    for i in range(sides):
        (x0, y0), (x1, y1) = polygon[i], polygon[(i + 1) % sides]
        assert isclose(cut[2 * i][0], (x0 + x1) / 2, abs_tol=1e-9)
        assert isclose(cut[2 * i][1], (y0 + y1) / 2, abs_tol=1e-9)


def test_the_drawing_is_served_for_a_year_and_only_under_a_plain_name():
    answer = Client().get("/motif/argan/ARG-COS-1L.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer["Cache-Control"]
    assert answer.content.startswith(b"<svg")
    assert Client().get('/motif/a"><script>.svg').status_code == 404
