"""The starter catalogue is found by the words of its trade, in any language and script."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fondouk.discovery.adapters.lexicon_files import lexicon_of
from fondouk.discovery.domain.texts import ProductTexts, streams
from fondouk.discovery.store import searching
from fondouk.discovery.store.schema import SCHEMA
from fondouk.plumbing.textindex import BREAK, Document
from fondouk.plumbing.textindex.tantivy_index import TantivyIndex

DATA = Path(__file__).resolve().parents[2] / "data"
LEXICON = lexicon_of(DATA)()


def rows(folder):
    for file in sorted((DATA / "catalogue" / folder).glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            yield json.loads(line)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    categories = {row["code"]: row for row in rows("categories")}

    def document(row):
        category = categories[row["category"]]
        words = [word for many in category["words"].values() for word in many]
        read = streams(
            ProductTexts(
                names=row["name"],
                descriptions=row["description"],
                kinds=tuple(category["names"].values()),
                categories=(*category["names"].values(), *words),
            ),
            LEXICON,
        )
        fields = {
            "body": read.body,
            "name": f" {BREAK} ".join(" ".join(name) for name in read.names),
            "head": read.heads,
            "spelling": read.names[0],
            "kind": read.kinds,
        }
        card = {"code": row["category"], "stems": {}}
        return Document(id=row["sku"], fields=fields, card=json.dumps(card).encode())

    made = TantivyIndex(tmp_path_factory.mktemp("starter"), SCHEMA)
    made.rebuild(map(document, rows("products")))
    return made


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("argan", "argan"),
        ("arganier", "argan"),
        ("أركان", "argan"),
        ("huile d'argane", "argan"),
        ("aceite de argán", "argan"),
        ("zafran", "saffron"),
        ("safran", "saffron"),
        ("saffron", "saffron"),
        ("زعفران", "saffron"),
        ("azafran", "saffron"),
        ("rhassoul", "clay"),
        ("savon noir", "soap.black"),
        ("الصابون البلدي", "soap.black"),
        ("medjoul", "dates"),
        ("tapis", "carpet"),
        ("babouches", "babouche"),
        ("زليج", "zellige"),
    ],
)
def test_most_of_the_first_three_are_what_was_meant(index, typed, part):
    today = (datetime(2026, 11, 23, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).days
    answered = searching.ask(index, LEXICON, searching.Asked(text=typed, today=today, size=3))
    codes = [answer.card["code"] for answer in answered.answers]
    assert part in codes[0] and sum(part in code for code in codes) >= 2, codes
