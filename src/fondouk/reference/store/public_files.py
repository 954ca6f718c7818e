"""Large public files in the forms in which they are published: HS nomenclature, places, rates.

The hub ships none of them; an operator points FONDOUK_SHARED at a folder that holds them.
"""

import csv
import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from fondouk.kernel.words import fold
from fondouk.reference.events import RateKind
from fondouk.reference.models import ExchangeRate, HsLine, Place

Refuse = Callable[[str], None]

_KINDS = {"1": "seaport", "2": "rail", "3": "road", "4": "airport", "6": "inland_port"}
_REPLACEMENT = "\ufffd"


def nomenclature(folder: Path, refuse: Refuse) -> Iterator[HsLine]:
    """HS 2022 in English with French leaf labels: chapters, headings and six-digit lines."""
    french = _french_labels(folder / "hs6_fr_labels.csv.gz")
    for row in _csv_rows(folder / "hs2022_en.csv.gz"):
        code = row["hscode"]
        if not code.isdigit() or len(code) not in {2, 4, 6}:
            refuse("code is not 2, 4 or 6 digits")
            continue
        if code.startswith("99"):
            refuse("chapter 99 is used by one statistics office alone")
            continue
        names = {"en": row["description"]}
        if label := french.get(code):
            names["fr"] = label
        yield HsLine(
            edition="2022",
            code=code,
            names=names,
            words={},
            unit=None,
            source="HS 2022 nomenclature, English short texts; French leaf labels where held",
            as_of=date(2024, 10, 25),
            certainty="D",
        )


def unlocode(folder: Path, refuse: Refuse) -> Iterator[Place]:
    """UN/LOCODE with coordinates; the ASCII spelling, since the other one is damaged in places."""
    for row in _csv_rows(folder / "unlocode_2024.csv.gz"):
        name = row["name"] if _REPLACEMENT not in row["name"] else row["name_ascii"]
        code = row["country"] + row["location"]
        if len(code) != 5 or not name.strip():
            refuse("no location code or no name")
            continue
        folded = " | ".join(dict.fromkeys((fold(name), fold(row["name_ascii"]))))
        kinds = [_KINDS[mark] for mark in row["function"] if mark in _KINDS]
        yield Place(
            locode=code,
            country=row["country"],
            names={"en": name},
            folded=folded[:400],
            kinds=kinds,
            trades=False,
            latitude=_number(row["lat"]),
            longitude=_number(row["lon"]),
            source="UN/LOCODE 2024",
            as_of=date(2024, 10, 30),
            certainty="D",
        )


def ecb_rates(folder: Path, refuse: Refuse) -> Iterator[ExchangeRate]:
    """The European Central Bank's daily reference rates since 1999; "N/A" is no rate."""
    with zipfile.ZipFile(folder / "eurofxref-hist.zip") as archive:
        name = next(one for one in archive.namelist() if one.endswith(".csv"))
        with archive.open(name) as file:
            for row in csv.DictReader(io.TextIOWrapper(file, "utf-8")):
                yield from _day(row, refuse)


def _day(row: dict[str, str], refuse: Refuse) -> Iterator[ExchangeRate]:
    on = date.fromisoformat(row["Date"])
    for currency, text in row.items():
        if currency in {"Date", ""} or not text or text == "N/A":
            continue
        rate = _number(text)
        if rate is None or rate <= 0:
            refuse("rate is not a number above zero")
            continue
        yield ExchangeRate(
            base="EUR",
            quote=currency,
            on=on,
            rate=rate,
            kind=RateKind.MARKET,
            source="European Central Bank reference rates",
            certainty="D",
        )


def _french_labels(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    return {row["hs6"]: row["label_fr"] for row in _csv_rows(file) if row["label_fr"].strip()}


def _csv_rows(file: Path) -> Iterator[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        yield from csv.DictReader(text)


def _number(text: str) -> Decimal | None:
    """The figure, or None: some cells say NaN, which is no figure."""
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
