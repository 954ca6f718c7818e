"""The rows typed for the hub (data/reference), one JSON object a line."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from fondouk.kernel.words import fold
from fondouk.reference.models import ExchangeRate, HsLine, Place, Region


def rows_of(file: Path) -> Iterator[Any]:
    with file.open("rb") as lines:
        for line in lines:
            if line.strip():
                yield orjson.loads(line)


def hs_chapters(folder: Path) -> Iterator[HsLine]:
    for row in rows_of(folder / "hs_chapters.jsonl"):
        yield _hs(row, row["chapter"])


def hs_subheadings(folder: Path) -> Iterator[HsLine]:
    for row in rows_of(folder / "hs_subheadings.jsonl"):
        yield _hs(row, row["code"])


def places(folder: Path) -> Iterator[Place]:
    for row in rows_of(folder / "places.jsonl"):
        yield Place(
            locode=row["locode"],
            country=row["country"],
            names=row["names"],
            folded=" | ".join(dict.fromkeys(fold(name) for name in row["names"].values()))[:400],
            kinds=row["kinds"],
            trades=True,
            latitude=None if row["lat"] is None else Decimal(str(row["lat"])),
            longitude=None if row["lon"] is None else Decimal(str(row["lon"])),
            **_sourced(row),
        )


def regions(folder: Path) -> Iterator[Region]:
    for row in rows_of(folder / "regions.jsonl"):
        yield Region(code=row["code"], country=row["country"], names=row["names"], **_sourced(row))


def rates(folder: Path) -> Iterator[ExchangeRate]:
    for row in rows_of(folder / "rates.jsonl"):
        yield ExchangeRate(
            base=row["base"],
            quote=row["quote"],
            on=date.fromisoformat(row["on"]),
            rate=Decimal(row["rate"]),
            kind=row["kind"],
            source=row["source"],
            certainty=row["certainty"],
        )


def _hs(row: Any, code: str) -> HsLine:
    return HsLine(
        edition=row.get("edition", "2022"),
        code=code,
        names=row["names"],
        words=row.get("words", {}),
        unit=row.get("unit"),
        typed=True,
        **_sourced(row),
    )


def _sourced(row: Any) -> dict[str, Any]:
    return {
        "source": row["source"],
        "as_of": date.fromisoformat(row["as_of"]),
        "certainty": row["certainty"],
    }
