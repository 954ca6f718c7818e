"""The pure rules of asking and answering, as tables and properties."""

from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.trade import ARGAN, request
from fondouk.kernel.codes import Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.kernel.refused import Refused
from fondouk.sourcing.domain import arithmetic, checks
from fondouk.sourcing.domain.states import (
    INVITATIONS,
    QUOTES,
    RFQS,
    quote_state,
    rfq_state,
)
from fondouk.sourcing.events import (
    InvitationDeed,
    InvitationState,
    QuoteDeed,
    QuotedLine,
    QuoteState,
    RfqDeed,
    RfqState,
    Round,
    Side,
)

TODAY = date(2026, 11, 23)
FINAL_RFQS = {RfqState.AWARDED, RfqState.CANCELLED}
FINAL_QUOTES = {QuoteState.WITHDRAWN, QuoteState.AWARDED, QuoteState.REFUSED}


def walk(machine, state, deeds):
    """Do each deed that the table allows, skip the others."""
    path = [state]
    for deed in deeds:
        if machine.allows(path[-1], deed):
            path.append(machine.after(path[-1], deed))
    return path


@given(st.lists(st.sampled_from(RfqDeed)))
def test_a_request_is_awarded_once_and_what_is_over_stays_over(deeds):
    path = walk(RFQS, RfqState.DRAFT, deeds)
    assert path.count(RfqState.AWARDED) <= 1
    for before, after in pairwise(path):
        assert before not in FINAL_RFQS, (before, after)
    if RfqState.OPEN in path:
        assert RfqState.DRAFT not in path[path.index(RfqState.OPEN) :]


@given(st.lists(st.sampled_from(QuoteDeed)))
def test_a_quote_is_awarded_once_and_what_is_over_stays_over(deeds):
    path = walk(QUOTES, QuoteState.OPEN, deeds)
    assert path.count(QuoteState.AWARDED) <= 1
    assert not FINAL_QUOTES & set(path[:-1])


@given(st.lists(st.sampled_from(InvitationDeed)))
def test_an_invitation_once_answered_stays_answered(deeds):
    path = walk(INVITATIONS, InvitationState.SENT, deeds)
    if InvitationState.ANSWERED in path:
        first = path.index(InvitationState.ANSWERED)
        assert set(path[first:]) == {InvitationState.ANSWERED}


def test_what_the_table_does_not_say_is_refused():
    with pytest.raises(Refused) as no:
        RFQS.after(RfqState.AWARDED, RfqDeed.CANCEL)
    assert no.value.code == "wrong_state"
    with pytest.raises(Refused):
        QUOTES.after(QuoteState.LAPSED, QuoteDeed.AWARD)


@pytest.mark.parametrize(
    ("stored", "needed_by", "expected"),
    [
        (RfqState.OPEN, None, RfqState.OPEN),
        (RfqState.OPEN, date(2026, 11, 23), RfqState.OPEN),
        (RfqState.OPEN, date(2026, 11, 22), RfqState.LAPSED),
        (RfqState.CLOSED, date(2026, 11, 22), RfqState.CLOSED),
        (RfqState.AWARDED, date(2026, 11, 22), RfqState.AWARDED),
        (RfqState.DRAFT, date(2026, 11, 22), RfqState.DRAFT),
    ],
)
def test_an_open_request_lapses_after_the_day_it_is_needed(stored, needed_by, expected):
    assert rfq_state(stored, needed_by, on=TODAY) is expected


@given(st.sampled_from([s for s in QuoteState if s is not QuoteState.LAPSED]), st.dates())
def test_only_an_open_quote_lapses(stored, valid_until):
    state = quote_state(stored, valid_until, on=TODAY)
    lapsed = stored is QuoteState.OPEN and valid_until < TODAY
    assert (state is QuoteState.LAPSED) == lapsed
    assert lapsed or state is stored


def priced(line: str, price: str, quantity: str, unit: str = "kg", currency: str = "EUR"):
    money, amount = Money(Decimal(price), currency), Quantity.of(quantity, unit)
    return QuotedLine(
        id=line,
        rfq_line=line,
        unit_price=money,
        quantity=amount,
        lead_time_days=None,
        packing="",
        amount=arithmetic.line_amount(money, amount),
    )


FIGURES = st.decimals(min_value="0.000001", max_value="100000", places=6)
AMOUNTS = st.decimals(min_value="0.0001", max_value="100000", places=4)


@given(st.lists(st.tuples(FIGURES, AMOUNTS), min_size=1, max_size=20))
def test_what_is_shown_adds_up_to_what_is_shown(figures):
    lines = [priced(str(n), str(p), str(q)) for n, (p, q) in enumerate(figures)]
    total = arithmetic.round_total(lines, "EUR")
    assert total.amount == sum(Decimal(line.amount.shown()["amount"]) for line in lines)
    for line in lines:
        exact = line.unit_price.amount * line.quantity.value
        assert abs(line.amount.amount - exact) <= Decimal("0.005")


def test_the_working_shows_each_multiplication_and_its_rounding():
    line = priced("a", "1.005", "3")
    terms = Round(
        id="r",
        number=1,
        made_by=Side.SUPPLIER,
        valid_until=TODAY,
        incoterm=Incoterm.FCA,
        place="Agadir",
        currency="EUR",
        terms="",
        at=datetime(2026, 11, 23),
        lines=(line,),
        total=line.amount,
        unanswered=("b",),
    )
    (step,) = arithmetic.working_of(terms)
    assert (step.exact.amount, step.amount.amount) == (Decimal("3.015"), Decimal("3.02"))
    assert step.rounding.value == "half_up"
    assert not terms.complete
    assert terms.lead_time_days_max is None


@pytest.mark.parametrize(
    ("unit", "other", "price"),
    [("kg", "tonne", "2000"), ("kg", "kg", "2"), ("dozen", "piece", None), ("litre", "kg", None)],
)
def test_prices_convert_only_between_units_that_convert(unit, other, price):
    found = arithmetic.price_per(priced("a", "2", "5", unit), Unit(other))
    if (unit, other) == ("dozen", "piece"):
        assert found.price.amount == Decimal(2) / Decimal(12)
    elif price is None:
        assert found is None
    else:
        assert found.price.amount == Decimal(price)


@pytest.mark.parametrize(
    ("unit", "quantity", "asked", "expected"),
    [("kg", "1000", "1", True), ("kg", "999.9", "1", False), ("litre", "9999", "1", None)],
)
def test_a_quantity_is_compared_in_the_unit_asked_for(unit, quantity, asked, expected):
    line = priced("a", "2", quantity, unit)
    assert arithmetic.covers(line, Quantity.of(asked, "tonne")) is expected


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"title": " "}, "required", "title"),
        ({"title": "x" * 161}, "text_too_long", "title"),
        ({"currency": "eur"}, "bad_currency", "currency"),
        ({"suppliers": ("com_me",)}, "own_company", "suppliers"),
        ({"suppliers": tuple(f"com_{n}" for n in range(101))}, "too_many_suppliers", "suppliers"),
        ({"lines": (ARGAN,) * 201}, "too_many_lines", "lines"),
    ],
)
def test_a_draft_says_what_is_wrong_with_it(changes, code, field):
    with pytest.raises(Refused) as no:
        checks.check_rfq(request(**changes), "com_me")
    assert (no.value.code, no.value.field) == (code, field)


def rows_of_the_document():
    """The table of amounts in docs/algorithms/award.md."""
    text = Path(__file__).parents[2].joinpath("docs/algorithms/award.md").read_text("utf-8")
    table = text.split("| unit price |")[1].split("\n\n")[0]
    rows = [line.strip("|").split("|") for line in table.splitlines()[2:]]
    return [[cell.strip() for cell in row] for row in rows]


@pytest.mark.parametrize(("price", "quantity", "exact", "amount"), rows_of_the_document())
def test_the_amounts_of_the_document_are_right(price, quantity, exact, amount):
    figure, currency = price.split()
    line = priced("a", figure, *quantity.split(), currency)
    assert line.unit_price.amount * line.quantity.value == Decimal(exact)
    assert line.amount.shown()["amount"] == amount
