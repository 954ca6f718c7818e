"""Reading what a buyer typed, without an index."""

from fondouk.discovery.domain.lexicon import Group, Lexicon
from fondouk.discovery.domain.question import slips_allowed, understand
from fondouk.discovery.domain.texts import ProductTexts, heads, streams

LEXICON = Lexicon(
    (
        Group("saffron", ("saffron", "safran", "azafrán", "زعفران", "zafran")),
        Group("argan-oil", ("argan oil", "huile d'argan", "زيت الأركان")),
        Group("argan", ("argan", "arganier", "أركان")),
    )
)
KNOWN = {"saffron": 3, "oliv": 9, "oil": 9, "argan": 5, "huil": 2}


def read(text):
    def near(word, slips):
        return [("saffron", 3), ("saffran", 1)] if word == "safron" and slips else []

    return understand(text, LEXICON, lambda stem: KNOWN.get(stem, 0), near)


def shape(text):
    return [(concept.stems, concept.meanings) for concept in read(text).concepts]


def test_the_longest_known_term_is_one_concept():
    assert shape("huile d'argane bio") == [(("huil", "argan"), ("#argan-oil",)), (("bio",), ())]
    assert shape("argan") == [(("argan",), ("#argan",))]
    assert shape("زعفران") == [(("زعفر",), ("#saffron",))]


def test_words_that_only_join_are_left_out_unless_alone():
    assert shape("oil of the olive") == [(("oil",), ()), (("oliv",), ())]
    assert shape("of the") == [(("of",), ()), (("the",), ())]
    assert shape("") == []


def test_only_words_that_nothing_knows_are_repaired():
    assert read("safron oil").repaired == (("safron", "saffron"),)
    assert shape("safron")[0] == (("saffron",), ("#saffron",))
    assert read("olive").repaired == ()
    assert read("zafran").repaired == (), "a word of the lexicon is right as it is"
    assert read("unknown").repaired == ()


def test_numbers_and_short_words_are_never_repaired():
    assert [slips_allowed(word) for word in ("tn2110", "oil", "olive", "medjools")] == [0, 0, 1, 2]


def test_concepts_stand_in_the_streams_of_a_product():
    texts = ProductTexts(names={"en": "Taliouine saffron"}, attributes=("red", "Huile d'argan"))
    read = streams(texts, LEXICON)
    assert read.by_field["name"] == ["taliouin", "saffron", "#saffron"]
    assert read.by_field["attributes"] == ["red", "huil", "argan", "#argan", "#argan-oil"]
    assert read.body.count("saffron") == 4 and read.body.count("#argan-oil") == 1


def test_the_head_noun_closes_an_english_clause_and_opens_the_others():
    assert heads("Toner cartridge, black", "en", {"black"}) == ["cartridg"]
    assert heads("Cartouche de toner noire", "fr") == ["cartouch"]
    assert heads("زيت الزيتون البكر", "ar") == ["زيت"]
    assert heads("Medjool dates, 5 kg carton", "en") == ["dat", "carton"]
