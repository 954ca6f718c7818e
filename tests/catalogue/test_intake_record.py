"""The import record goes flat and comes back whole, through tables that spreadsheets touched."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fondouk.catalogue.adapters.readers import open_rows
from fondouk.catalogue.adapters.writers import write_records
from fondouk.catalogue.domain.intake.cells import bare, neutral
from fondouk.catalogue.domain.intake.decimals import Decimals, number_of
from fondouk.catalogue.domain.intake.plain_text import plain_text
from fondouk.catalogue.domain.intake.record import flat_text, flatten, unflatten
from fondouk.kernel.refused import Refused

letters = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"))
texts = st.text(letters, min_size=1, max_size=30).map(str.strip).filter(bool)
tricky = st.sampled_from(
    ["=1+1", "+x", "-y", "@sum", "'=1", "''@", "a,b;c|d", 'say "no"', "٣,٥", "-5"]
)
words = texts | tricky
codes = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
decimals = st.decimals("0.0001", "99999", places=4, allow_nan=False).map(
    lambda number: format(number.normalize(), "f")
)
by_language = st.dictionaries(st.sampled_from(["en", "fr", "ar", "es"]), words, min_size=1)
numbers = st.integers(-(10**12), 10**12) | st.floats(
    -1e9, 1e9, allow_nan=False, allow_infinity=False
).filter(lambda figure: figure % 1 != 0 and abs(figure) > 1e-6)
price = st.fixed_dictionaries(
    {
        "min_quantity": decimals,
        "amount": decimals,
        "currency": st.sampled_from(["EUR", "MAD"]),
        "incoterm": st.sampled_from(["FCA", "FOB"]),
        "place": words,
    }
)
whole = st.integers(1, 20_000)
packing = st.fixed_dictionaries(
    {"unit": st.just("carton"), "units_per_pack": decimals},
    optional={"length_mm": whole, "gross_weight_g": whole, "net_weight_g": whole},
)
records = st.fixed_dictionaries(
    {"sku": words, "name": by_language, "category": words},
    optional={
        "supplier": codes,
        "status": st.sampled_from(["draft", "published"]),
        "description": by_language,
        "hs_code": st.just("090240"),
        "moq": decimals,
        "lead_time_days": whole,
        "price_on_request": st.booleans(),
        "prices": st.lists(price, min_size=1, max_size=11),
        "attributes": st.dictionaries(codes, words | numbers | st.booleans(), min_size=1),
        "packing": packing,
        "selling_units": st.lists(
            st.fixed_dictionaries({"unit": st.just("pallet"), "contains": decimals}),
            min_size=1,
            max_size=3,
        ),
        "season": st.fixed_dictionaries(
            {"kind": st.just("harvest"), "from_month": st.just(10), "to_month": st.just(2)}
        ),
        "sample_price": st.fixed_dictionaries({"amount": decimals, "currency": st.just("EUR")}),
        "certificates": st.lists(codes, min_size=1, max_size=4),
        "images": st.lists(words, min_size=1, max_size=3),
    },
)


@given(records)
def test_flat_and_back_is_the_same_record(record):
    assert unflatten(flat_text(record)) == record


@settings(max_examples=25, deadline=None)
@given(st.lists(records, min_size=1, max_size=4), st.sampled_from(["csv", "xlsx", "jsonl"]))
def test_written_and_read_again_is_the_same_record(tmp_path_factory, written, kind):
    path = tmp_path_factory.mktemp("out") / f"products.{kind}"
    assert write_records(path, written, kind) == len(written)
    rows = list(open_rows(path).rows)
    assert not any(row.refused for row in rows)
    again = [dict(row.cells) if kind == "jsonl" else unflatten(row.cells) for row in rows]
    assert again == written


@given(st.text() | tricky)
def test_a_neutral_cell_is_harmless_and_comes_back(text):
    cell = neutral(text)
    assert bare(cell) == text
    assert cell[:1] not in set("=+@\t\r＝＋－＠")
    assert cell[:1] != "-" or cell[1:].replace(".", "", 1).isdigit()


def test_nested_parts_get_the_columns_of_the_issue():
    record = {
        "sku": "A",
        "name": {"en": "Oil"},
        "prices": [{"min_quantity": "20", "amount": "28.50"}],
        "attributes": {"cold": True, "acidity": 0.8, "variety": "x"},
        "packing": {"unit": "carton"},
    }
    assert list(flatten(record)) == [
        "sku",
        "name_en",
        "price_1_min_quantity",
        "price_1_amount",
        "attr_b_cold",
        "attr_n_acidity",
        "attr_t_variety",
        "packing_unit",
    ]


@pytest.mark.parametrize(
    ("cell", "decimals", "expected"),
    [
        ("12.50", "auto", "12.50"),
        ("12,5", "auto", "12.5"),
        ("1 234,50", "auto", "1234.50"),
        ("1\u202f234,50", "auto", "1234.50"),
        ("1.234,50", "auto", "1234.50"),
        ("1,234.50", "auto", "1234.50"),
        ("1,234,567", "auto", "1234567"),
        ("1.234.567", "auto", "1234567"),
        ("1'234.50", "auto", "1234.50"),
        ("1.234", "auto", "1.234"),
        ("0,123", "auto", "0.123"),
        ("1234,567", "auto", "1234.567"),
        ("١٢٣٤٫٥", "auto", "1234.5"),
        ("١٢٬٣٤٥", "auto", "12345"),
        ("1.234", "comma", "1234"),
        ("1,234", "comma", "1.234"),
        ("1234", "comma", "1234"),
        ("1,234", "point", "1234"),
        ("-3", "auto", "-3"),
        (28.5, "auto", "28.5"),
        (7, "auto", "7"),
        ("1,234", "auto", "ambiguous_number"),
        ("12.5", "comma", "not_a_number"),
        ("1,5", "point", "not_a_number"),
        ("1,2,3", "auto", "not_a_number"),
        ("12 34", "auto", "not_a_number"),
        ("1e5", "auto", "not_a_number"),
        ("NaN", "auto", "not_a_number"),
        ("", "auto", "not_a_number"),
        (True, "auto", "not_a_number"),
        (None, "auto", "not_a_number"),
    ],
)
def test_figures_are_read_only_where_one_reading_is_possible(cell, decimals, expected):
    if expected.endswith("number"):
        with pytest.raises(Refused) as caught:
            number_of(cell, Decimals(decimals))
        assert caught.value.code == expected
    else:
        assert number_of(cell, Decimals(decimals)) == Decimal(expected)


def test_html_becomes_the_text_that_a_reader_sees():
    html = "<p>Soft&nbsp;&amp; light</p><style>p{}</style><ul><li>one</li><li>two</li></ul>\n end"
    assert plain_text(html) == "Soft & light\n- one\n- two\nend"


def test_a_record_is_plain_json():
    record = {"sku": "A", "name": {"en": "x"}, "attributes": {"n": 1.5, "b": False}}
    assert json.loads(json.dumps(unflatten(flat_text(record)))) == record
