"""A prepared question answers as the question itself does."""

import pytest

from fondouk.catalogue.models import Price, Product
from fondouk.plumbing.prepared import Prepared

pytestmark = pytest.mark.django_db


@pytest.mark.both
def test_it_answers_as_the_question_itself(world, django_assert_num_queries):
    supplier = world.cooperative()
    product, other = world.product(supplier), world.product(supplier)
    prices = Prepared(lambda key: Price.objects.filter(product=key).order_by("position"))
    for one in (product, other, product):
        with django_assert_num_queries(1):
            found = prices.rows(one)
        plain = list(Price.objects.filter(product=one).order_by("position"))
        assert [(row.pk, row.amount, row.product_id) for row in found] == [
            (row.pk, row.amount, row.product_id) for row in plain
        ]


@pytest.mark.both
def test_json_and_times_come_back_as_values(world):
    product = world.product(world.cooperative())
    row = Prepared(lambda key: Product.objects.filter(pk=key)).first(product)
    plain = Product.objects.get(pk=product)
    for name in ("names", "season", "moq", "created_at", "published_at", "public_copy"):
        assert getattr(row, name) == getattr(plain, name)


def test_what_is_not_there_is_none_and_nothing_is_read_as_sql(world):
    prepared = Prepared(lambda key: Product.objects.filter(pk=key, state="published"))
    assert prepared.first("prd_none") is None
    assert prepared.first("' OR 1=1 --") is None
    assert prepared.rows("%s") == []
