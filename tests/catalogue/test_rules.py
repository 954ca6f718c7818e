"""The catalogue's rules by themselves: tables and properties, no database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fondouk.catalogue.domain.drafts import check_attributes, check_ladders
from fondouk.catalogue.domain.missing import check_publishable, what_is_missing
from fondouk.catalogue.domain.states import NEXT, Step, after, steps_from
from fondouk.catalogue.domain.translations import unreviewed_after
from fondouk.catalogue.domain.tree import moved, path_under
from fondouk.catalogue.events import (
    AttributeKind,
    AttributeSpec,
    CategoryView,
    Choice,
    PriceStep,
    ProductDraft,
    ProductState,
)
from fondouk.kernel.codes import Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Unit
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts

quantities = st.decimals("0.0001", "999999", places=4)
amounts = st.decimals("0.000001", "99999", places=6)


def step(least: Decimal, amount: Decimal, currency="MAD", place="Agadir") -> PriceStep:
    price = Money(amount, currency)
    return PriceStep(min_quantity=least, price=price, incoterm=Incoterm.FOB, place=place)


def codes(refused) -> list[str]:
    return [one.code for one in refused]


@given(st.sets(quantities, min_size=1, max_size=8), st.lists(amounts, min_size=8, max_size=8))
def test_quantities_in_their_order_make_a_ladder(least, prices):
    steps = [step(one, price) for one, price in zip(sorted(least), prices, strict=False)]
    assert codes(check_ladders(steps)) == []


@given(st.lists(quantities, min_size=2, max_size=6, unique=True), amounts)
def test_any_other_order_is_refused_at_the_step_that_falls(least, amount):
    steps = [step(one, amount) for one in sorted(least, reverse=True)]
    refused = list(check_ladders(steps))
    assert codes(refused) == ["ladder_not_ascending"] * (len(least) - 1)
    assert refused[0].field == "price_2_min_quantity"


@given(quantities, amounts)
def test_each_place_has_its_own_ladder_and_currency(least, amount):
    steps = [step(least, amount, "EUR", "Agadir"), step(least, amount, "USD", "Casablanca")]
    assert codes(check_ladders(steps)) == []
    steps.append(step(least + 1, amount, "EUR", "Casablanca"))
    assert codes(check_ladders(steps)) == ["mixed_currencies"]


def spec(kind: AttributeKind, **more) -> AttributeSpec:
    return AttributeSpec(code="a", kind=kind, names=Texts.of({"en": "A"}), **more)


CHOICE = spec(AttributeKind.CHOICE, choices=(Choice(code="raw", names=Texts.of({"en": "Raw"})),))


@pytest.mark.parametrize(
    ("kind", "value", "refused"),
    [
        (spec(AttributeKind.TEXT), "anything", []),
        (spec(AttributeKind.NUMBER), Decimal("1.5"), []),
        (spec(AttributeKind.NUMBER), "1.5", ["not_a_number"]),
        (spec(AttributeKind.NUMBER), Decimal("1.0000000000000001"), ["too_precise"]),
        (spec(AttributeKind.BOOLEAN), True, []),
        (spec(AttributeKind.BOOLEAN), "yes", ["not_yes_or_no"]),
        (CHOICE, "raw", []),
        (CHOICE, "roasted", ["unknown_choice"]),
    ],
)
def test_an_attribute_has_its_category_s_type(kind, value, refused):
    assert codes(check_attributes([kind], [("a", value)])) == refused
    assert codes(check_attributes([], [("a", value)])) in ([], ["too_precise"])


CATEGORY = CategoryView(
    id="cat_1",
    code="oil",
    names=Texts.of({"en": "Oil"}),
    words=Texts(),
    path=("oil",),
    motif="",
    attributes=(spec(AttributeKind.TEXT, required=True),),
    version=1,
)


def test_what_is_missing_names_everything_once():
    bare = ProductDraft(sku="1", names=Texts.of({"fr": "Huile"}), category="oil")
    missing = what_is_missing(bare, CATEGORY, pictured=False)
    assert missing[:2] == ("unit", "price")
    assert len(set(missing)) == len(missing)
    assert {"hs_code", "origin", "packing", "picture", "attribute_a"} <= set(missing)
    assert "name_fr" not in missing
    assert codes(check_publishable(bare)) == [
        "publication_needs_unit",
        "publication_needs_price",
    ]
    asked = ProductDraft(
        sku="1", names=bare.names, category="oil", unit=Unit.KG, price_on_request=True
    )
    assert check_publishable(asked) == []


def test_the_states_form_a_table():
    for state in ProductState:
        for one in Step:
            if (state, one) in NEXT:
                assert after(state, one) is NEXT[state, one]
            else:
                with pytest.raises(Refused, match="wrong_product_state"):
                    after(state, one)
    assert steps_from(ProductState.SUSPENDED) == (Step.LIFT,)
    reached = {ProductState.DRAFT, *NEXT.values()}
    assert reached == set(ProductState)


@pytest.mark.parametrize(
    ("before", "now", "waiting", "expected"),
    [
        (None, {"fr": "Huile"}, (), ()),
        (None, {"en": "Oil", "ar": "زيت"}, (), ("ar",)),
        ({"en": "Oil", "fr": "Huile"}, {"en": "Oils", "fr": "Huile"}, (), ()),
        ({"en": "Oil", "fr": "Huile"}, {"en": "Oil", "fr": "Huiles"}, (), ("fr",)),
        ({"en": "Oil", "fr": "Huile"}, {"en": "Oil", "fr": "Huile"}, ("fr",), ("fr",)),
        ({"en": "Oil", "fr": "Huile"}, {"fr": "Huile"}, ("fr",), ()),
    ],
)
def test_which_languages_wait_for_a_reader(before, now, waiting, expected):
    told = (Texts.of(before), Texts()) if before else None
    assert unreviewed_after(told, (Texts.of(now), Texts()), waiting) == expected


def test_paths_of_the_tree():
    assert path_under(None, "food") == "food"
    assert path_under("food", "oils") == "food/oils"
    assert moved("food/oils/argan", "food/oils", "beauty/oils") == "beauty/oils/argan"
    with pytest.raises(Refused, match="category_cycle"):
        path_under("food/oils", "food")
