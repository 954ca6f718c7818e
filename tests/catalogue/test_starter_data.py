"""The starter data holds what it promises: real codes, fitting units, four languages, own words.

No two descriptions may share a frame. Three measures, in each language, over all pairs:
- *opening*: no two begin with the same four words;
- *phrases*: of the three-word runs of the shorter text, fewer than 15 in 100 stand in the other;
- *skeleton*: what is left when every word that is not common to the corpus becomes one dot; two
  texts with swapped nouns have equal skeletons, independent texts reach about 0.75 (the share of
  tokens that lie in one common order), so 0.85 is refused.
"""

import json
import re
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from rapidfuzz.distance import Indel

from fondouk.catalogue.events import AttributeKind
from fondouk.companies.events import CompanyKind
from fondouk.kernel.codes import HSCode, Incoterm, Language
from fondouk.kernel.quantity import Dimension, Unit

DATA = Path(__file__).resolve().parents[2] / "data"
LANGUAGES = [language.value for language in Language]


def rows(pattern: str) -> list[dict]:
    return [
        json.loads(line)
        for file in sorted(DATA.glob(pattern))
        for line in file.read_text("utf-8").splitlines()
    ]


PRODUCTS = rows("catalogue/products/*.jsonl")
CATEGORIES = {row["code"]: row for row in rows("catalogue/categories/*.jsonl")}
COMPANIES = {row["slug"]: row for row in rows("companies/*.jsonl")}
HS = {row["code"]: row for row in rows("reference/hs_subheadings.jsonl")}
PLACES = rows("reference/places.jsonl")

in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def test_there_is_enough_to_see():
    sellers = [row for row in COMPANIES.values() if CompanyKind(row["kind"]).sells]
    assert len(PRODUCTS) >= 150
    assert len(sellers) >= 30
    assert len(HS) >= 250
    assert len(PLACES) >= 60
    assert len(rows("reference/rates.jsonl")) >= 15
    assert len(rows("reference/regions.jsonl")) == 12
    assert len({(row["supplier"], row["sku"]) for row in PRODUCTS}) == len(PRODUCTS)


@in_each_language
def test_every_text_stands_in_every_language(language):
    wanting = [
        row["sku"]
        for row in PRODUCTS
        if not row["name"].get(language) or not row["description"].get(language)
    ]
    for row in (*CATEGORIES.values(), *COMPANIES.values(), *HS.values(), *PLACES):
        texts = [row["names"], *([row["about"]] if "about" in row else [])]
        for attribute in row.get("attributes", []):
            texts += [attribute["names"], *(one["names"] for one in attribute.get("choices", []))]
        if not all(text.get(language, "").strip() for text in texts):
            wanting.append(row.get("code") or row.get("slug") or row.get("locode"))
    assert not wanting


def test_companies_are_plainly_demonstrations():
    marks = {
        "en": "demonstration",
        "fr": "démonstration",
        "ar": "عرض توضيحي",
        "es": "demostración",
    }
    for row in COMPANIES.values():
        assert row["demonstration"] is True
        assert row["slug"].endswith("-demo")
        assert all(mark in row["names"][language] for language, mark in marks.items()), row["slug"]
        through = row.get("acts_through")
        assert through is None or COMPANIES[through]["export_number"], row["slug"]


def test_each_product_has_a_code_that_exists_and_a_unit_that_fits_it():
    """It fits if the base unit measures what the tariff counts; or if the tariff weighs and the
    packing states the net weight; or if it counts square metres of a cloth whose width stands.
    """
    wrong = []
    for row in PRODUCTS:
        assert HSCode.of(row["hs_code"]).digits == row["hs_code"]
        line = HS.get(row["hs_code"])
        if line is None:
            wrong.append(f"{row['sku']}: no {row['hs_code']}")
            continue
        ours, theirs = Unit(row["unit"]), Unit(line["unit"])
        weighed = (row["packing"] or {}).get("net_weight_g") is not None
        fits = (
            (ours.dimension is theirs.dimension and (ours is Unit.PAIR) == (theirs is Unit.PAIR))
            or (theirs.dimension is Dimension.MASS and weighed)
            or (
                ours is Unit.M
                and theirs is Unit.M2
                and any("width" in a for a in row["attributes"])
            )
        )
        if not fits:
            wrong.append(f"{row['sku']}: {ours} for {row['hs_code']}, counted in {theirs}")
    assert not wrong, "\n".join(wrong)


def test_the_tree_has_no_loose_ends():
    for code, row in CATEGORIES.items():
        assert row["parent"] is None or row["parent"] in CATEGORIES, code
    parents = {row["parent"] for row in CATEGORIES.values()}
    for row in PRODUCTS:
        assert row["category"] in CATEGORIES and row["category"] not in parents, row["sku"]
        assert row["supplier"] in COMPANIES, row["sku"]


def test_attributes_keep_their_type():
    wrong = []
    for row in PRODUCTS:
        specs = {spec["code"]: spec for spec in CATEGORIES[row["category"]]["attributes"]}
        for code, spec in specs.items():
            if spec.get("required") and code not in row["attributes"]:
                wrong.append(f"{row['sku']} lacks {code}")
        for code, value in row["attributes"].items():
            kind = AttributeKind(specs[code]["kind"])
            choices = [one["code"] for one in specs[code].get("choices", [])]
            sound = {
                AttributeKind.TEXT: isinstance(value, str),
                AttributeKind.NUMBER: not isinstance(value, bool | str) or _figure(value),
                AttributeKind.BOOLEAN: isinstance(value, bool),
                AttributeKind.CHOICE: value in choices,
            }
            if not sound[kind]:
                wrong.append(f"{row['sku']} {code}={value!r}")
    assert not wrong, "\n".join(wrong)


def _figure(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value) is not None


def test_ladders_ascend_in_quantity_and_fall_in_price():
    for row in PRODUCTS:
        assert row["prices"] or row["price_on_request"], row["sku"]
        ladders = defaultdict(list)
        for step in row["prices"]:
            ladders[Incoterm(step["incoterm"]), step["place"]].append(step)
        for steps in ladders.values():
            quantities = [Decimal(step["min_quantity"]) for step in steps]
            amounts = [Decimal(step["amount"]) for step in steps]
            assert quantities == sorted(set(quantities)), row["sku"]
            assert amounts == sorted(amounts, reverse=True), row["sku"]
            assert len({step["currency"] for step in steps}) == 1, row["sku"]


def test_packings_and_certificates_are_consistent():
    for row in PRODUCTS:
        packing = row["packing"]
        if packing and packing["net_weight_g"]:
            assert packing["net_weight_g"] < packing["gross_weight_g"], row["sku"]
        held = {one["kind"] for one in COMPANIES[row["supplier"]]["certificates"]}
        assert set(row["certificates"]) <= held, row["sku"]


@in_each_language
def test_no_two_descriptions_share_a_frame(language):
    words = {row["sku"]: _words(row["description"][language]) for row in PRODUCTS}
    openings = Counter(" ".join(text[:4]) for text in words.values())
    assert not [opening for opening, many in openings.items() if many > 1]
    spread = Counter(word for text in words.values() for word in set(text))
    common = {word for word, many in spread.items() if many >= 0.06 * len(words)}
    skeletons = {sku: _skeleton(text, common) for sku, text in words.items()}
    phrases = {
        sku: set(zip(text, text[1:], text[2:], strict=False)) for sku, text in words.items()
    }
    alike = []
    for one, other in combinations(words, 2):
        shared = len(phrases[one] & phrases[other])
        shorter = min(len(phrases[one]), len(phrases[other]))
        frame = Indel.normalized_similarity(skeletons[one], skeletons[other])
        if shared >= 0.15 * shorter or frame >= 0.85:
            alike.append(f"{one} and {other}: phrases {shared}/{shorter}, frame {frame:.2f}")
    assert not alike, "\n".join(alike)


def test_a_swapped_noun_would_be_caught():
    common = {"the", "of", "in", "is", "and", "by"}
    one = _skeleton(_words("The oil of Agadir is pressed in May and sold by weight."), common)
    other = _skeleton(_words("The honey of Sefrou is poured in June and sold by jars."), common)
    assert Indel.normalized_similarity(one, other) >= 0.85


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _phrases(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _skeleton(words: list[str], common: set[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        shown = "#" if word.isdigit() else word if word in common else "•"
        if shown != "•" or kept[-1:] != ["•"]:
            kept.append(shown)
    return kept
