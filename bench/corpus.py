"""A catalogue of any size that nobody wrote: four languages, Zipf's vocabulary, three prices each.

    python -m bench.corpus 100000 > products.jsonl

The same number gives the same file. Heads of names come from the starter catalogue's categories,
so that queries of real trade words meet many products; the rest is made of syllables.
"""

import random
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import orjson

ROOT = Path(__file__).resolve().parents[1]
SUPPLIERS = 200
_VOCABULARY = 20_000
_SYLLABLE_LINES = {
    "en": "ba be bor cal den dor fel gar hin jor kel lan mer nor pol ran ser tal ven wor",
    "fr": "beau cour deau fleur gran joli leau mont neuf oise pier quel rive sain tour vert",
    "es": "bar ción dero fina gran jara lomo mara nero oro pila queso rosa sal tierra vino",
    "ar": "با تي جم حر خل دا رس زي سم شا صف طي عم غا فل قم كر لو مي نو",
}
_SYLLABLES = {lang: line.split() for lang, line in _SYLLABLE_LINES.items()}
_UNITS = ("piece", "kg", "litre", "m2", "pair")
_TERMS = (("FCA", "Agadir"), ("FOB", "Casablanca"), ("EXW", "Fès"))
_CERTIFICATES = ("organic_eu", "haccp", "iso_9001", "fairtrade", "oeko_tex_100", "halal")


def leaves() -> list[dict[str, Any]]:
    """The categories of the starter catalogue that have none below them."""
    rows = [
        orjson.loads(line)
        for file in sorted((ROOT / "data/catalogue/categories").glob("*.jsonl"))
        for line in file.read_bytes().splitlines()
    ]
    parents = {row["parent"] for row in rows}
    return [row for row in rows if row["code"] not in parents]


def products(count: int, *, seed: int = 7) -> Iterator[dict[str, Any]]:
    """Import records, published, in an order of suppliers that mixes."""
    chance = random.Random(seed)
    words = {lang: _vocabulary(lang) for lang in _SYLLABLES}
    weights = list(accumulate(1 / (rank + 2) for rank in range(_VOCABULARY)))
    categories = leaves()
    codes = _hs_codes()
    for number in range(count):
        category = chance.choice(categories)
        yield _product(number, category, chance.choice(codes), words, weights, chance)


def _product(
    number: int,
    category: dict[str, Any],
    hs_code: str,
    words: dict[str, list[str]],
    weights: list[float],
    chance: random.Random,
) -> dict[str, Any]:
    def said(lang: str, length: int) -> str:
        return " ".join(chance.choices(words[lang], cum_weights=weights, k=length))

    price = round(chance.lognormvariate(2.5, 1.2), 2) + 0.5
    term, place = chance.choice(_TERMS)
    least = chance.choice((1, 5, 10, 20, 50, 100, 500))
    return {
        "sku": f"B{number:07d}",
        "supplier": f"bench-{chance.randrange(SUPPLIERS):03d}",
        "status": "published",
        "name": {
            lang: f"{category['names'][lang]} {said(lang, 3)} {chance.randrange(1, 40)}"
            for lang in _SYLLABLES
        },
        "description": {lang: said(lang, 22) for lang in _SYLLABLES},
        "category": category["code"],
        "hs_code": hs_code,
        "origin": "MA",
        "region": f"MA-{chance.randrange(1, 13):02d}",
        "unit": chance.choice(_UNITS),
        "moq": str(least),
        "capacity_per_month": str(least * 50),
        "lead_time_days": chance.choice((3, 7, 14, 21, 30, 45, 60)),
        "prices": [
            {
                "min_quantity": str(least * factor),
                "amount": f"{price * share:.2f}",
                "currency": "EUR",
                "incoterm": term,
                "place": place,
            }
            for factor, share in ((1, 1.0), (10, 0.92), (100, 0.85))
        ],
        "certificates": chance.sample(_CERTIFICATES, k=chance.choice((0, 0, 1, 2))),
        "images": [],
    }


def _vocabulary(lang: str) -> list[str]:
    chance = random.Random(lang)
    made: dict[str, None] = {}
    while len(made) < _VOCABULARY:
        made["".join(chance.choices(_SYLLABLES[lang], k=chance.choice((2, 2, 3, 3, 4))))] = None
    return list(made)


def _hs_codes() -> list[str]:
    lines = (ROOT / "data/reference/hs_subheadings.jsonl").read_bytes().splitlines()
    return [orjson.loads(line)["code"] for line in lines]


def queries(count: int, *, seed: int = 11) -> list[tuple[str, str]]:
    """(words, language) as people would type them: a category's words, sometimes one more."""
    chance = random.Random(seed)
    words = {lang: _vocabulary(lang) for lang in _SYLLABLES}
    found = []
    categories = leaves()
    for _ in range(count):
        lang = chance.choice(list(_SYLLABLES))
        typed = chance.choice(categories)["names"][lang]
        if chance.random() < 0.4:
            typed += " " + words[lang][int(chance.paretovariate(0.6)) % 300]
        found.append((typed, lang))
    return found


if __name__ == "__main__":
    out = sys.stdout.buffer
    for record in products(int(sys.argv[1])):
        out.write(orjson.dumps(record) + b"\n")
