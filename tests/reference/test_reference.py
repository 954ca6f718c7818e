"""Facts: loading is idempotent and counts what it refuses; rates are never invented; words find HS
lines in four languages.
"""

import gzip
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from fondouk.kernel.actor import System, Visitor
from fondouk.kernel.money import Money
from fondouk.kernel.refused import Refused
from fondouk.plumbing.models import AuditRow, OutboxEvent
from fondouk.reference import queries
from fondouk.reference.commands import load_public_file, load_starter, type_rate
from fondouk.reference.domain.hs_words import HsText, HsWords
from fondouk.reference.events import RateKind
from fondouk.reference.models import ExchangeRate, HsLine, Place

pytestmark = pytest.mark.django_db
HUB = System()


@pytest.fixture(autouse=True)
def _fresh():
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def starter(at):
    return load_starter(HUB, folder=Path(settings.FONDOUK.facts_dir) / "reference", at=at)


@pytest.mark.both
def test_the_starter_rows_load_once_and_then_change_nothing(starter, at):
    counts = {report.source: report.created for report in starter}
    assert counts["hs_subheadings"] >= 250 and counts["hs_chapters"] == 96
    assert counts["places"] >= 60 and counts["regions"] == 12 and counts["rates"] >= 15
    assert not any(report.refused for report in starter)
    events, audits = OutboxEvent.objects.count(), AuditRow.objects.count()
    again = load_starter(HUB, folder=Path(settings.FONDOUK.facts_dir) / "reference", at=at)
    assert all(report.unchanged == report.read for report in again)
    assert (OutboxEvent.objects.count(), AuditRow.objects.count()) == (events, audits)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("argan oil", "151590"),
        ("huile d'argan", "151590"),
        ("زيت الأركان", "151590"),
        ("aceite de argán", "151590"),
        ("زعفران", "091020"),
        ("azafrán", "091020"),
        ("sardinas en conserva", "160413"),
        ("wiring harness", "854430"),
        ("savon noir", "340120"),
        ("1604.13", "160413"),
    ],
)
def test_words_of_four_languages_find_the_line(starter, words, code):
    found = queries.find_hs(words)
    assert code in [candidate.line.code for candidate in found[:3]]
    best = next(candidate for candidate in found if candidate.line.code == code)
    assert best.matched and best.path[0].code == code[:2]


def test_words_that_say_nothing_find_nothing(starter):
    assert queries.find_hs("") == () == queries.find_hs("xqzzy the of")


def test_a_cross_rate_is_as_old_as_its_older_leg_and_names_both_sources(starter):
    found = queries.rate("USD", "MAD", on=date(2026, 11, 23))
    euro_dollar = queries.rate("EUR", "USD", on=date(2026, 11, 23))
    euro_dirham = queries.rate("EUR", "MAD", on=date(2026, 11, 23))
    assert found.rate == euro_dirham.rate / euro_dollar.rate
    assert found.on == min(euro_dollar.on, euro_dirham.on)
    assert found.kind is RateKind.TYPED and "Central Bank" in found.source


def test_a_rate_that_is_not_held_is_not_invented(starter):
    assert queries.convert(Money.of("10", "EUR"), "LYD", on=date(2026, 11, 23)) is None
    assert queries.rate("EUR", "USD", on=date(1998, 1, 1)) is None


@pytest.mark.both
def test_the_newest_row_up_to_the_day_holds(at):
    for day, rate in (("2026-01-02", "1.10"), ("2026-02-02", "1.20")):
        ExchangeRate.objects.create(
            base="EUR",
            quote="USD",
            on=date.fromisoformat(day),
            rate=Decimal(rate),
            kind="market",
            source="s",
            certainty="D",
        )
    assert queries.rate("EUR", "USD", on=date(2026, 1, 20)).rate == Decimal("1.10")
    assert queries.rate("EUR", "USD", on=date(2026, 3, 1)).rate == Decimal("1.20")
    done = queries.convert(Money.of("12", "USD"), "EUR", on=date(2026, 3, 1))
    assert done.money.amount.quantize(Decimal("0.01")) == Decimal("10.00")


def test_a_rate_typed_by_the_desk_needs_its_source(at):
    given = {"quote": "MAD", "rate": Decimal("10.8"), "on": date(2026, 11, 20), "at": at}
    with pytest.raises(Refused, match="not_allowed"):
        type_rate(Visitor(), source="bank", **given)
    with pytest.raises(Refused, match="field_required"):
        type_rate(HUB, source=" ", **given)
    type_rate(HUB, source="Bank Al-Maghrib, rate of the day", **given)
    assert queries.rate("EUR", "MAD", on=date(2026, 11, 23)).rate == Decimal("10.8")


def shared_with(folder: Path, name: str, files: dict[str, bytes]) -> Path:
    place = folder / "data" / name
    place.mkdir(parents=True)
    for file, content in files.items():
        (place / file).write_bytes(content)
    return folder


def test_a_nomenclature_adds_and_never_overwrites_typed_names(starter, at, tmp_path):
    rows = (
        "section,hscode,description,parent,level\n"
        "II,0910,Ginger; saffron,09,4\n"
        'II,091020,"Spices; saffron",0910,6\n'
        "XXI,999999,Not specified,99,6\n"
        "XXI,TOTAL,All,,0\n"
    )
    files = {"hs2022_en.csv.gz": gzip.compress(rows.encode())}
    shared = shared_with(tmp_path, "hs-nomenclature", files)
    report = load_public_file(HUB, name="hs", shared=shared, at=at)
    assert (report.created, report.unchanged, report.refused) == (1, 1, 2)
    assert dict(report.reasons)["code is not 2, 4 or 6 digits"] == 1
    assert HsLine.objects.get(code="091020").names["en"] == "Saffron"


def test_places_with_damaged_names_take_the_plain_spelling(at, tmp_path):
    rows = (
        "country,location,name,name_ascii,subdivision,status,function,iata,lat,lon,geocoded\n"
        "MA,FEZ,F\ufffds,Fes,,AF,---4----,,NaN,-4.9778,\n"
        "MA,,Nowhere,Nowhere,,XX,1-------,,,,\n"
    )
    files = {"unlocode_2024.csv.gz": gzip.compress(rows.encode())}
    shared = shared_with(tmp_path, "un-locode", files)
    report = load_public_file(HUB, name="places", shared=shared, at=at)
    assert (report.created, report.refused) == (1, 1)
    place = Place.objects.get(pk="MAFEZ")
    assert (place.names, place.kinds, place.latitude) == ({"en": "Fes"}, ["airport"], None)


def test_rates_that_are_no_figures_are_counted_and_left_out(at, tmp_path):
    shared = shared_with(tmp_path, "fx-ecb", {})
    with zipfile.ZipFile(shared / "data" / "fx-ecb" / "eurofxref-hist.zip", "w") as archive:
        archive.writestr("eurofxref-hist.csv", "Date,USD,JPY,XXX,\n2026-01-02,1.1,N/A,NaN,\n")
    report = load_public_file(HUB, name="rates", shared=shared, at=at)
    assert (report.created, report.refused) == (1, 1)


def test_what_is_absent_is_said(at, tmp_path):
    with pytest.raises(Refused, match="shared_data_absent"):
        load_public_file(HUB, name="hs", shared=tmp_path, at=at)
    with pytest.raises(Refused, match="unknown_reference_file"):
        load_public_file(HUB, name="weather", shared=tmp_path, at=at)


def test_places_are_found_by_their_beginning_in_any_spelling(starter):
    assert "MAPTM" in [place.locode for place in queries.find_places("Tánger")]
    assert queries.find_place("MA AGA").country == "MA"
    assert queries.find_place("ZZZZZ") is None


@pytest.mark.parametrize("language", ["en", "fr", "ar", "es"])
def test_lists_to_choose_from_are_in_the_readers_language(starter, language):
    morocco = {"en": "Morocco", "fr": "Maroc", "ar": "المغرب", "es": "Marruecos"}
    countries = {named.code: named.name for named in queries.list_countries(language)}
    assert countries["MA"] == morocco[language] and len(countries) > 240
    currencies = {named.code for named in queries.list_currencies(language)}
    assert {"MAD", "EUR"} <= currencies and "XAU" not in currencies
    assert queries.is_country("MA") and not queries.is_country("ZZ")
    assert queries.is_currency("MAD") and not queries.is_currency("XXX")
    assert len(queries.list_regions("MA")) == 12


def test_a_long_question_costs_no_more_than_a_short_one():
    looks = []

    class Postings(dict):
        def items(self):
            looks.append(1)
            return super().items()

    words = HsWords([HsText("151590", ("Argan oil",), ())])
    words._postings = Postings(words._postings)
    assert words.find(" ".join(f"qq{chr(97 + n)}z" for n in range(26)) * 40) == []
    assert 0 < len(looks) <= 12
    assert [hit.code for hit in words.find("argan" + " zzzz" * 500)] == ["151590"]
