"""The category tree: no node under itself, found by code or by names, emptied before it goes."""

import pytest

from fakes.world import HUB
from fondouk.catalogue import commands, queries
from fondouk.catalogue.events import AttributeKind, AttributeSpec, CategoryDraft
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def draft(code: str, parent: str | None, en: str, fr: str = "", **more) -> CategoryDraft:
    names = Texts.of({"en": en, "fr": fr})
    return CategoryDraft(code=code, parent=parent, names=names, **more)


@pytest.fixture
def tree(at):
    return {
        one.code: commands.save_category(HUB, draft=one, at=at)
        for one in (
            draft("food", None, "Food", "Aliments"),
            draft("food.oils", "food", "Oils", "Huiles"),
            draft("food.oils.argan", "food.oils", "Argan oil", "Huile d'argan"),
            draft("beauty", None, "Cosmetics", "Cosmétiques"),
            draft("beauty.argan", "beauty", "Argan oil", "Huile d'argan"),
        )
    }


def test_the_tree_lists_parents_before_children(tree):
    codes = [view.code for view in queries.get_category_tree(HUB)]
    assert codes == ["beauty", "beauty.argan", "food", "food.oils", "food.oils.argan"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("food.oils", "food.oils"),
        ("Food > Oils > Argan oil", "food.oils.argan"),
        ("aliments>huiles>HUILE D’ARGAN", "food.oils.argan"),
        ("Oils > Argan oil", "food.oils.argan"),
        ("Argan oil", None),
        ("Huiles", "food.oils"),
        ("Nothing", None),
        ("Food > > Oils", None),
    ],
)
def test_a_category_is_found_by_what_people_write(tree, written, code):
    found = queries.find_category(HUB, written)
    assert (found and found.code) == code


def test_no_category_lies_under_itself(tree, at):
    for parent in ("food", "food.oils", "food.oils.argan"):
        with pytest.raises(Refused, match="category_cycle"):
            moved = draft("food", parent, "Food")
            commands.save_category(HUB, draft=moved, category_id=tree["food"], at=at)


def test_moving_a_category_moves_what_lies_below(tree, at):
    moved = draft("food.oils", "beauty", "Oils", "Huiles")
    commands.save_category(HUB, draft=moved, category_id=tree["food.oils"], at=at)
    found = queries.find_category(HUB, "food.oils.argan")
    assert found.path == ("beauty", "food.oils", "food.oils.argan")


def test_a_category_in_use_stays(tree, at, world):
    world.product(world.cooperative(), category="food.oils.argan")
    for code in ("food.oils", "food.oils.argan"):
        with pytest.raises(Refused, match="category_in_use"):
            commands.delete_category(HUB, category_id=tree[code], at=at)
    commands.delete_category(HUB, category_id=tree["beauty.argan"], at=at)
    assert queries.find_category(HUB, "beauty.argan") is None


def test_only_the_desk_keeps_categories(tree, at, world):
    with pytest.raises(Refused, match="not_allowed"):
        commands.save_category(world.cooperative(), draft=draft("x", None, "X"), at=at)
    assert commands.save_category(world.staff(), draft=draft("x", None, "X"), at=at)


def test_a_required_attribute_is_asked_for_and_typed(at, world):
    spec = AttributeSpec(
        code="acidity", kind=AttributeKind.NUMBER, names=Texts.of({"en": "Acidity"}), required=True
    )
    oil = draft("oil", None, "Oil", attributes=(spec,))
    commands.save_category(HUB, draft=oil, at=at)
    coop = world.cooperative()
    product = world.product(coop, category="oil")
    assert "attribute_acidity" in queries.get_listing(coop, product).missing
    with pytest.raises(Refused, match="not_a_number"):
        world.product(coop, category="oil", attributes=(("acidity", "low"),))
