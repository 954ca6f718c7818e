"""Bring rows in: what stands already is left alone, what changed is updated, refusals are counted.

Typed rows outrank loaded ones: a plain name of ours in four languages is not overwritten by a
public file's English text; the file then adds only what is missing.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from django.db.models import Model

from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing.audit import record
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.tx import command
from fondouk.reference import queries
from fondouk.reference.events import REFERENCE_LOADED, LoadReport, RateKind
from fondouk.reference.models import ExchangeRate, HsLine, Place, Region
from fondouk.reference.store import public_files, typed

_CHUNK = 1000
Reader = Callable[[Path, Callable[[str], None]], Iterator[Any]]

PUBLIC_FILES: dict[str, tuple[str, Reader]] = {
    "hs": ("hs-nomenclature", public_files.nomenclature),
    "places": ("un-locode", public_files.unlocode),
    "rates": ("fx-ecb", public_files.ecb_rates),
}
_KEYS: dict[type[Model], tuple[str, ...]] = {
    HsLine: ("edition", "code"),
    Place: ("locode",),
    Region: ("code",),
    ExchangeRate: ("base", "quote", "on", "kind"),
}


@command
def load_starter(actor: Actor, *, folder: Path, at: datetime) -> tuple[LoadReport, ...]:
    """The rows typed for the hub, from `folder` (data/reference). Loading again changes
    nothing.
    """
    readers = (typed.hs_chapters, typed.hs_subheadings, typed.places, typed.regions, typed.rates)
    reports = tuple(
        _load(reader.__name__, reader(folder), Counter(), typed_rows=True) for reader in readers
    )
    _announce(actor, "starter", reports, at)
    return reports


@command
def load_public_file(actor: Actor, *, name: str, shared: Path, at: datetime) -> LoadReport:
    """One of `hs`, `places`, `rates`, from the folder of large files.

    Refuses `unknown_reference_file`, and `shared_data_absent` where the folder holds no such file.
    """
    if name not in PUBLIC_FILES:
        raise Refused("unknown_reference_file", "name", value=name)
    place, reader = PUBLIC_FILES[name]
    folder = shared / "data" / place
    if not folder.is_dir():
        raise Refused("shared_data_absent", "name", value=place)
    reasons: Counter[str] = Counter()
    report = _load(place, reader(folder, lambda why: reasons.update([why])), reasons)
    _announce(actor, place, (report,), at)
    return report


@command
def type_rate(
    actor: Actor, *, quote: str, rate: Decimal, on: date, source: str, at: datetime
) -> None:
    """A rate per euro typed by the desk, with its day and source. The last one typed for a day
    holds.

    Refuses `not_allowed`, `bad_currency`, `not_positive`, `field_required`.
    """
    actor.require(Deed.DESK_CATEGORIES)
    if not queries.is_currency(quote) or quote == "EUR":
        raise Refused("bad_currency", "quote", value=quote)
    if rate <= 0:
        raise Refused("not_positive", "rate", value=str(rate))
    if not source.strip():
        raise Refused("field_required", "source")
    ExchangeRate.objects.update_or_create(
        base="EUR",
        quote=quote,
        on=on,
        kind=RateKind.TYPED,
        defaults={"rate": rate, "source": source.strip()[:300], "certainty": "P"},
    )
    record(actor, "rate_typed", "rate", f"EUR/{quote}", at=at, facts={"on": str(on)})
    publish(REFERENCE_LOADED, f"EUR/{quote}/{on}/{at.isoformat()}", {"what": "rates"}, at=at)
    queries.forget()


def _load(
    source: str, rows: Iterable[Any], reasons: Counter[str], *, typed_rows: bool = False
) -> LoadReport:
    started = time.monotonic()
    counts: Counter[str] = Counter()
    rows = _each_once(rows, reasons)
    while chunk := list(islice(rows, _CHUNK)):
        _save_chunk(chunk, counts, typed_rows)
    refused = sum(reasons.values())
    return LoadReport(
        source=source,
        read=counts["read"] + refused,
        created=counts["created"],
        updated=counts["updated"],
        unchanged=counts["unchanged"],
        refused=refused,
        reasons=tuple(sorted(reasons.items())),
        seconds=round(time.monotonic() - started, 2),
    )


def _each_once(rows: Iterable[Any], reasons: Counter[str]) -> Iterator[Any]:
    """Of rows with the same key, the first: a file must not change what it has just said."""
    seen = set()
    for row in rows:
        key = tuple(getattr(row, name) for name in _KEYS[type(row)])
        if key in seen:
            reasons.update(["the same code stands earlier in the file"])
            continue
        seen.add(key)
        yield row


def _save_chunk(chunk: list[Any], counts: Counter[str], typed_rows: bool) -> None:
    model = type(chunk[0])
    keys = _KEYS[model]
    columns = [field.attname for field in model._meta.concrete_fields if field.attname != "id"]
    standing = _standing(model, keys, chunk)
    fresh: dict[Any, Any] = {}
    changed: dict[Any, Any] = {}
    for row in chunk:
        counts["read"] += 1
        key = tuple(getattr(row, name) for name in keys)
        held = standing.get(key)
        if held is None:
            fresh[key] = row
        elif _differs(held, row, columns, typed_rows):
            changed[key] = held
        else:
            counts["unchanged"] += 1
    model.objects.bulk_create(fresh.values())
    if changed:
        model.objects.bulk_update(changed.values(), [c for c in columns if c not in keys])
    counts["created"] += len(fresh)
    counts["updated"] += len(changed)


def _standing(model: Any, keys: tuple[str, ...], chunk: list[Any]) -> dict[Any, Any]:
    """The rows that may stand in the way of the chunk, by key; one query."""
    widest = max(keys, key=lambda name: len({getattr(row, name) for row in chunk}))
    wanted = {getattr(row, widest) for row in chunk}
    rows = model.objects.filter(**{f"{widest}__in": wanted})
    return {tuple(getattr(row, name) for name in keys): row for row in rows}


def _differs(held: Any, row: Any, columns: list[str], typed_rows: bool) -> bool:
    """Bring `row` into `held`; whether that changed it."""
    ours = not typed_rows and _is_typed(held)
    before = {name: getattr(held, name) for name in columns}
    for name in columns:
        value = getattr(row, name)
        if name in {"names", "words"}:
            merged = {**value, **before[name]} if not typed_rows else {**before[name], **value}
            setattr(held, name, merged)
        elif not ours and value is not None:
            setattr(held, name, value)
    return any(getattr(held, name) != before[name] for name in columns)


def _is_typed(held: Any) -> bool:
    return bool(getattr(held, "typed", False) or getattr(held, "trades", False))


def _announce(actor: Actor, what: str, reports: tuple[LoadReport, ...], at: datetime) -> None:
    queries.forget()
    if any(report.created or report.updated for report in reports):
        publish(REFERENCE_LOADED, f"{what}:{at.isoformat()}", {"what": what}, at=at)
        counted = sum(report.created + report.updated for report in reports)
        record(actor, "reference_loaded", "reference", what, at=at, facts={"rows": counted})
