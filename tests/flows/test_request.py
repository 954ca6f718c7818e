"""Asking for quotes: products are copied as they stand, suppliers found by what they list."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fakes.trade import ARGAN, refusal, request
from fondouk.catalogue import commands as catalogue
from fondouk.catalogue.events import CategoryDraft, PriceStep, ProductDraft
from fondouk.companies.commands import suspend_company
from fondouk.flows.request_quotes import request_quotes, send_request
from fondouk.kernel.actor import System
from fondouk.kernel.codes import HSCode, Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.kernel.texts import Texts
from fondouk.sourcing import queries
from fondouk.sourcing.events import How, RfqLineDraft, RfqState, Visibility


@pytest.fixture
def categories(db, at):
    """Oils with argan below them, and pottery beside."""
    for code, parent in (("food", None), ("food.oils", "food"), ("craft", None)):
        draft = CategoryDraft(code=code, parent=parent, names=Texts.of({"en": code}))
        catalogue.save_category(System(), draft=draft, at=at)


@pytest.fixture
def listed(trade, categories):
    """Publish a product of a supplier; answer its id."""

    def publish(supplier, sku="ARG", category="food.oils", hs="151590", name="Argan oil"):
        draft = ProductDraft(
            sku=sku,
            names=Texts.of({"en": name, "fr": f"{name} (fr)"}),
            category=category,
            hs_code=HSCode(hs),
            unit=Unit.LITRE,
            prices=(
                PriceStep(
                    min_quantity=Decimal(1),
                    price=Money(Decimal(25), "EUR"),
                    incoterm=Incoterm.FCA,
                    place="Agadir",
                ),
            ),
        )
        company = supplier.company_id
        product = catalogue.save_product(supplier, company_id=company, draft=draft, at=trade.at)
        catalogue.publish_product(supplier, product_id=product, at=trade.at)
        return product

    return publish


def test_a_product_is_copied_as_it_stands(trade, listed):
    product = listed(trade.coop)
    line = RfqLineDraft(product_id=product, quantity=Quantity.of("50", "litre"))
    rfq = request_quotes(
        actor=trade.buyer, draft=request(trade.coop, lines=(line,)), send=True, at=trade.at
    )
    (kept,) = trade.rfq(trade.coop, rfq).lines
    assert (kept.name("fr"), kept.product.sku) == ("Argan oil (fr)", "ARG")
    assert str(kept.hs_code) == "1515.90"
    catalogue.archive_product(trade.coop, product_id=product, at=trade.at)
    assert trade.rfq(trade.buyer, rfq).lines[0].name("en") == "Argan oil"


def test_an_unknown_product_is_refused_and_nothing_is_kept(trade):
    line = RfqLineDraft(product_id="prd_none", quantity=Quantity.of("50", "litre"))
    with refusal("unknown_product"):
        request_quotes(
            actor=trade.buyer, draft=request(trade.coop, lines=(line,)), send=True, at=trade.at
        )
    assert queries.list_rfqs(trade.buyer, on=trade.on).items == ()


def test_a_matched_request_finds_those_who_list_such_goods(trade, listed):
    listed(trade.coop, hs="151590", category="craft")
    listed(trade.maker, hs="690990", category="craft", name="Tagine")
    line = replace(ARGAN, hs_code=HSCode("15159099"))
    rfq = request_quotes(
        actor=trade.buyer,
        draft=request(lines=(line,), visibility=Visibility.MATCHED),
        send=True,
        at=trade.at,
    )
    asked = trade.rfq(trade.buyer, rfq).invitations
    assert [(one.supplier_id, one.how) for one in asked] == [(trade.coop.company_id, How.MATCHED)]


def test_a_product_finds_those_in_its_category_and_below(trade, listed):
    mine = listed(trade.coop, hs="151590", category="food")
    listed(trade.maker, hs="150910", category="food.oils", name="Olive oil")
    line = RfqLineDraft(product_id=mine, quantity=Quantity.of("50", "litre"))
    rfq = request_quotes(
        actor=trade.buyer,
        draft=request(lines=(line,), visibility=Visibility.MATCHED),
        send=True,
        at=trade.at,
    )
    asked = {one.supplier_id for one in trade.rfq(trade.buyer, rfq).invitations}
    assert asked == {trade.coop.company_id, trade.maker.company_id}


def test_where_nobody_lists_such_goods_the_buyer_is_told(trade):
    draft = request(lines=(replace(ARGAN, hs_code=HSCode("0910")),))
    matched = replace(draft, visibility=Visibility.MATCHED)
    with refusal("no_match"):
        request_quotes(actor=trade.buyer, draft=matched, send=True, at=trade.at)
    rfq = request_quotes(actor=trade.buyer, draft=matched, send=False, at=trade.at)
    assert trade.rfq(trade.buyer, rfq).state is RfqState.DRAFT


def test_editing_and_sending_is_one_step(trade):
    rfq = request_quotes(actor=trade.buyer, draft=request(), send=False, at=trade.at)
    request_quotes(
        actor=trade.buyer,
        draft=request(trade.coop, title="Now to somebody"),
        send=True,
        rfq_id=rfq,
        expected_version=1,
        at=trade.at,
    )
    assert trade.rfq(trade.coop, rfq).title == "Now to somebody"


def test_a_suspended_companys_product_is_neither_named_nor_sent(trade, listed):
    line = RfqLineDraft(product_id=listed(trade.coop), quantity=Quantity.of("20", "litre"))
    draft = request(trade.maker, lines=[line])
    kept = request_quotes(actor=trade.buyer, draft=draft, send=False, at=trade.at)
    suspend_company(actor=System(), company_id=trade.coop.company_id, ground="Forged", at=trade.at)
    with refusal("unknown_product"):
        request_quotes(actor=trade.buyer, draft=draft, send=False, at=trade.at)
    with refusal("supplier_suspended"):
        send_request(actor=trade.buyer, rfq_id=kept, at=trade.at)
