"""What every text index answers, be it the engine on disk or the fake in memory."""

from pathlib import Path

import pytest
from tests.fakes.text_index import MemoryTextIndex

from fondouk.plumbing.textindex import (
    BREAK,
    AllOf,
    AnyOf,
    Best,
    Between,
    Bucket,
    Document,
    Everything,
    Fixed,
    IndexBusy,
    IndexField,
    IndexSchema,
    Kind,
    Node,
    OneOf,
    Phrase,
    Plus,
    Ranges,
    Search,
    Sort,
    Term,
    TextIndex,
    Values,
)
from fondouk.plumbing.textindex.tantivy_index import TantivyIndex

SCHEMA = IndexSchema(
    "stalls",
    (
        IndexField("name", Kind.TEXT),
        IndexField("about", Kind.WORDS),
        IndexField("souk", Kind.KEYWORD),
        IndexField("price", Kind.INTEGER),
    ),
)
STALLS = (
    ("s1", "red saffron", "threads from taliouine red red", ["spice", "gift"], 900),
    ("s2", "green olive oil", "pressed in meknes", ["oil"], 40),
    ("s3", "argan oil", "pressed cold in agadir", ["oil", "gift"], 120),
    ("s4", "oil lamp", "brass lamp from fez", ["metal"], None),
    ("s5", f"olive {BREAK} oil", "two texts", ["oil"], 40),
)


def stall(row: tuple[str, str, str, list[str], int | None]) -> Document:
    key, name, about, souks, price = row
    fields = {"name": name.split(), "about": about, "souk": souks, "price": price}
    return Document(id=key, fields=fields, card=key.encode())


@pytest.fixture(params=["disk", "memory"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> TextIndex:
    made = TantivyIndex(tmp_path, SCHEMA) if request.param == "disk" else MemoryTextIndex(SCHEMA)
    with made.writer() as writer:
        assert writer.put(map(stall, STALLS)) == 5
        writer.commit()
    return made


def ids(index: TextIndex, match: Node, **more: object) -> list[str]:
    found = index.search(Search(match=match, **more))  # type: ignore[arg-type]
    return [card.decode() for card in found.cards(found.hits)]


def test_words_phrases_and_combinations_find_what_they_say(index: TextIndex) -> None:
    oil, olive = Term("name", "oil"), Term("name", "olive")
    found: list[tuple[Node, set[str]]] = [
        (oil, {"s2", "s3", "s4", "s5"}),
        (AllOf((oil, olive)), {"s2", "s5"}),
        (Phrase("name", ("olive", "oil")), {"s2"}),
        (Phrase("name", ("green", "oil"), slop=1), {"s2"}),
        (Phrase("name", ("saffron",)), {"s1"}),
        (AnyOf((olive, Term("about", "brass"))), {"s2", "s4", "s5"}),
        (AnyOf((oil, olive, Term("about", "meknes")), at_least=3), {"s2"}),
        (Best((olive, Term("about", "brass"))), {"s2", "s4", "s5"}),
        (Plus(olive, (Term("about", "meknes"),)), {"s2", "s5"}),
        (Fixed(olive, 2.0), {"s2", "s5"}),
        (OneOf("souk", ("gift", "metal")), {"s1", "s3", "s4"}),
        (OneOf("price", (40,)), {"s2", "s5"}),
        (OneOf("souk", ()), set()),
        (OneOf("id", ("s1", "s4", "s9")), {"s1", "s4"}),
        (OneOf("id", ("s1",)), {"s1"}),
        (Between("price", 40, 120), {"s2", "s3", "s5"}),
        (Between("price", high=119), {"s2", "s5"}),
        (Between("price"), {"s1", "s2", "s3", "s4", "s5"}),
        (Everything(), {"s1", "s2", "s3", "s4", "s5"}),
        (Term("name", "absent"), set()),
    ]
    for node, expected in found:
        assert set(ids(index, node)) == expected, node


def test_scores_follow_rarity_length_and_boosts(index: TextIndex) -> None:
    assert ids(index, Term("name", "oil"))[-1] in {"s2", "s5"}
    assert ids(index, Plus(Term("name", "oil"), (Term("about", "meknes", 9.0),)))[0] == "s2"
    by_fields = Best((Term("name", "lamp", 5.0), Term("about", "agadir")), 0.1)
    assert ids(index, by_fields) == ["s4", "s3"]
    found = index.search(Search(match=Fixed(Term("name", "olive"), 2.5)))
    assert [hit.score for hit in found.hits] == [2.5, 2.5]
    # A filter leaves the scores of the match alone.
    plain = index.search(Search(match=Term("name", "argan"))).hits[0].score
    narrowed = Search(match=Term("name", "argan"), filters=(OneOf("souk", ("oil",)),))
    assert index.search(narrowed).hits[0].score == pytest.approx(plain)


def test_scores_agree_with_the_published_formula(tmp_path: Path) -> None:
    real, fake = TantivyIndex(tmp_path, SCHEMA), MemoryTextIndex(SCHEMA)
    node = Best((Term("name", "oil", 2.0), Term("about", "pressed")), 0.3)
    scores = []
    for one in (real, fake):
        one.rebuild(map(stall, STALLS))
        found = one.search(Search(match=node))
        by_id = zip(found.cards(found.hits), (hit.score for hit in found.hits), strict=True)
        scores.append(dict(by_id))
    assert scores[0] == pytest.approx(scores[1], rel=1e-4)


def test_a_facet_ignores_its_own_choice_and_obeys_the_others(index: TextIndex) -> None:
    search = Search(
        match=Term("name", "oil"),
        choices={"souk": OneOf("souk", ("gift",)), "price": Between("price", 0, 200)},
        facets={"souk": Values("souk"), "price": Ranges("price", (50, 100))},
    )
    assert index.search(search).total == 1
    found = index.facets(search)
    assert found["souk"] == (Bucket("oil", 3), Bucket("gift", 1))
    assert found["price"] == (Bucket(None, 0), Bucket(50, 0), Bucket(100, 1))
    olive = Best((Term("name", "olive", 3.0), Fixed(Term("about", "brass"), 1.0)), 0.1)
    scored = Plus(AllOf((olive, AnyOf((Term("name", "oil"),)))), (Term("about", "meknes"),))
    assert index.facets(Search(match=scored, facets={"souk": Values("souk")}))["souk"] == (
        Bucket("oil", 2),
        Bucket("metal", 1),
    )
    free = index.facets(Search(facets={"souk": Values("souk", size=2)}))
    assert [bucket.count for bucket in free["souk"]] == [3, 2]


def test_sorting_pages_and_columns(index: TextIndex) -> None:
    up = ids(index, Everything(), sort=Sort("price"))
    assert up[2:] == ["s3", "s1", "s4"] and set(up[:2]) == {"s2", "s5"}
    down = ids(index, Everything(), sort=Sort("price", descending=True))
    assert down[:2] == ["s1", "s3"] and down[-1] == "s4"
    page = index.search(Search(sort=Sort("price"), size=2, offset=3, columns=("price",)))
    assert page.total == 5
    assert [hit.columns for hit in page.hits] == [(900,), (None,)]
    assert index.search(Search(size=0)).hits == ()


def test_the_dictionary_completes_and_repairs(index: TextIndex) -> None:
    assert index.complete("name", "o") == [("oil", 4), ("olive", 2)]
    assert index.frequency("name", "oil") == 4
    assert index.frequency("name", "nothing") == 0
    assert index.near("name", "saffran") == [("saffron", 1)]
    assert index.near("name", "asffron") == [("saffron", 1)]
    assert index.near("name", "sffron") == [("saffron", 1)]
    assert index.near("name", "xsaffron") == [("saffron", 1)]
    assert index.near("name", "safran") == []
    assert index.near("name", "safran", 2) == [("saffron", 1)]
    assert index.near("name", "oil") == []


def test_put_replaces_delete_removes_and_only_commit_shows(index: TextIndex) -> None:
    before = index.generation()
    with index.writer() as writer:
        writer.put([stall(("s1", "blue saffron", "", [], 1))])
        writer.delete(["s2", "never there"])
        assert index.size() == 5
        assert writer.commit() == before + 1
    assert index.size() == 4 and index.generation() == before + 1
    assert ids(index, Term("name", "saffron")) == ["s1"]
    assert ids(index, Term("name", "red")) == []
    with index.writer() as writer:
        writer.delete(["s1"])
    assert index.size() == 4, "what was not committed is dropped"


def test_one_writer_at_a_time(index: TextIndex) -> None:
    with index.writer():
        with pytest.raises(IndexBusy), index.writer():
            pass
        with pytest.raises(IndexBusy):
            index.rebuild([])
    assert index.rebuild(map(stall, STALLS[:2])) == 2
    assert index.size() == 2


def test_readers_see_the_commits_and_rebuilds_of_another_process(tmp_path: Path) -> None:
    reader, worker = TantivyIndex(tmp_path, SCHEMA), TantivyIndex(tmp_path, SCHEMA)
    assert (reader.size(), reader.generation()) == (0, 0)
    worker.rebuild(map(stall, STALLS))
    assert reader.size() == 5
    held = reader.search(Search(match=Term("name", "saffron")))
    worker.rebuild(map(stall, STALLS[1:]))
    assert reader.size() == 4
    assert held.cards(held.hits) == [b"s1"], "a page begun is read to its end"


def test_another_schema_starts_empty_and_asks_for_a_rebuild(tmp_path: Path) -> None:
    TantivyIndex(tmp_path, SCHEMA).rebuild(map(stall, STALLS))
    wider = IndexSchema("stalls", (*SCHEMA.fields, IndexField("maker", Kind.TEXT)))
    assert wider.fingerprint != SCHEMA.fingerprint
    assert IndexSchema("stalls", SCHEMA.fields, revision=2).fingerprint != SCHEMA.fingerprint
    index = TantivyIndex(tmp_path, wider)
    assert (index.size(), index.generation()) == (0, 0)
    index.rebuild(map(stall, STALLS))
    assert index.size() == 5 and index.generation() > 1
    folders = [one for one in (tmp_path / "stalls").iterdir() if one.is_dir()]
    assert len(folders) == 1, "the old schema's folder is gone"
