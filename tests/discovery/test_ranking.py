"""The sum by which products are ordered, and the reasons given for a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fondouk.discovery.domain.lexicon import Group, Lexicon
from fondouk.discovery.domain.question import understand
from fondouk.discovery.domain.ranking import (
    Explainer,
    Ranked,
    weigh_again,
    worth,
)

LEXICON = Lexicon((Group("argan-oil", ("argan oil", "huile d'argan")),))


def question(text):
    return understand(text, LEXICON, lambda stem: 1, lambda word, slips: [])


def test_completeness_and_freshness_part_equals_but_never_beat_words():
    ranked = weigh_again([10.0, 10.0, 9.0], [0, 100, 100], [400, 400, 0], most=10.0)
    assert [one.place for one in ranked] == [1, 0, 2]


def test_equals_keep_the_order_of_the_engine():
    ranked = weigh_again([1.0] * 5, [50] * 5, [3] * 5, most=3.0)
    assert [one.place for one in ranked] == [0, 1, 2, 3, 4]


def reasons(asked, fields, ranked, most):
    padded = {name: f" {' '.join(stems)} " for name, stems in fields.items()}
    worths = [most / len(asked.concepts)] * len(asked.concepts)
    return Explainer(asked, worths).reasons(padded, ranked)


def test_rare_words_can_score_more_than_common_ones():
    asked = question("argan")
    assert worth(asked, 1000, {"argan": 2}) > worth(asked, 1000, {"argan": 200})
    assert worth(asked, 1000, {}) == (0.0,)


FIELDS = {
    "name": ["argan", "oil", "#argan-oil"],
    "category": ["food", "oil"],
    "heads": ["oil"],
}


def test_reasons_name_the_fields_the_phrase_and_the_thing():
    ranked = Ranked(place=0, score=9.0, complete=0.1, fresh=0.05)
    why = reasons(question("argan oil"), FIELDS, ranked, most=10.0)
    assert why[0].feature == "name"
    features = {one.feature for one in why}
    assert features == {"name", "category", "phrase", "head", "complete", "fresh"}
    assert why[0].words == ("argan", "oil")


def test_a_category_that_bears_the_name_is_part_of_the_reason_category():
    ranked = Ranked(place=0, score=9.0, complete=0.0, fresh=0.0)
    bare = {one.feature: one.weight for one in reasons(question("oil"), FIELDS, ranked, 10.0)}
    borne = FIELDS | {"kind": ["argan", "oil"]}
    named = {one.feature: one.weight for one in reasons(question("oil"), borne, ranked, 10.0)}
    assert named["category"] > bare["category"]
    assert sum(named.values()) == pytest.approx(9.0)


def test_another_word_for_the_same_is_a_reason_of_its_own():
    ranked = Ranked(place=0, score=4.0, complete=0.0, fresh=0.0)
    why = reasons(question("huile d'argan"), {"name": ["#argan-oil"]}, ranked, most=10.0)
    assert [(one.feature, one.words) for one in why] == [("meaning", ("huile", "argan"))]


def test_what_stands_nowhere_else_stands_in_the_description():
    ranked = Ranked(place=0, score=4.0, complete=0.0, fresh=0.0)
    why = reasons(question("cold"), {"name": ["oil"]}, ranked, most=10.0)
    assert [one.feature for one in why] == ["description"]


@given(st.floats(0.5, 100), st.floats(0, 1), st.floats(0, 1), st.floats(0.1, 30))
def test_the_weights_of_the_reasons_add_up_to_the_score(score, complete, fresh, most):
    ranked = Ranked(place=0, score=score + complete + fresh, complete=complete, fresh=fresh)
    why = reasons(question("argan oil"), FIELDS, ranked, most)
    assert sum(one.weight for one in why) == pytest.approx(ranked.score, rel=1e-6)
