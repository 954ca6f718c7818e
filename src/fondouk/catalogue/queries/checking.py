"""What a file would become: a preview of its first rows, and all of its rows checked chunk by
chunk. Reads the file and asks for categories; writes nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

import orjson
import zstandard

from fondouk.catalogue.domain.intake.check import Candidate, Checker, Problem
from fondouk.catalogue.domain.intake.mapping import Mapping as ImportMapping
from fondouk.catalogue.domain.intake.plan import Plan
from fondouk.catalogue.domain.intake.record import target_of
from fondouk.catalogue.domain.intake.rows import Kind, RawRow, RowSource
from fondouk.catalogue.domain.intake.runs import CheckedChunk, ImportView, Preview
from fondouk.catalogue.domain.intake.suggest import FEEDS, is_native, suggest
from fondouk.catalogue.models import ImportChunk
from fondouk.catalogue.ports import FILES, FilePictures
from fondouk.catalogue.queries.categories import find_category
from fondouk.catalogue.queries.imports import run_for, view_of
from fondouk.kernel.actor import Actor
from fondouk.kernel.refused import Refused
from fondouk.plumbing import blobs
from fondouk.reference.queries import is_country, is_currency

CHUNK_ROWS = 500
_SAMPLE_ROWS, _SHOWN_ROWS, _SHOWN_PROBLEMS = 200, 6, 40


def preview_import(
    actor: Actor,
    import_id: str,
    *,
    written: Mapping[str, Any] | None = None,
    own: frozenset[str] | None = frozenset(),
    habits: Mapping[str, object] | None = None,
    language: str = "en",
) -> Preview:
    """The file's first rows under a mapping: the one given, else the import's, else a
    suggestion; none for a file that bears our own names. `habits` are constants for what the
    file does not tell. Refuses what the reader and `Mapping.of` refuse.
    """
    view = view_of(run_for(actor, import_id))
    source = open_upload(view)
    rows = list(islice(source.rows, _SAMPLE_ROWS))
    native = is_native(source.columns)
    needed: tuple[str, ...] = ()
    written = written or view.options.mapping
    if written is None and not native:
        samples = [row.cells for row in rows]
        found = suggest(source.kind, source.columns, samples, language=language, constants=habits)
        written, needed = found.mapping.written, found.needed
    plan = Plan(ImportMapping.of(written) if written else None)
    checker = _checker(actor, plan, own=own, publish=view.options.publish)
    checked = [_checked(row, plan, checker) for row in rows]
    problems = [problem for found in checked if isinstance(found, tuple) for problem in found]
    return Preview(
        kind=source.kind,
        encoding=source.encoding,
        columns=source.columns,
        samples=tuple(row.cells for row in rows[:_SHOWN_ROWS]),
        written=written,
        native=native,
        needed=needed,
        unused=tuple(name for name in source.columns if not plan.is_used(name)),
        problems=tuple(problems[:_SHOWN_PROBLEMS]),
        valid=sum(isinstance(found, Candidate) for found in checked),
        read=len(rows),
        pictures=len(source.pictures),
        notes=tuple((note.code, note.facts) for note in source.notes),
    )


def suggest_for_feed(sha256: str, habits: Mapping[str, object]) -> Mapping[str, Any] | None:
    """The mapping that a shop's feed brings along by its format; None for any other file."""
    source = FILES.get().open_rows(blobs.path_of(sha256))
    if source.kind not in FEEDS:
        return None
    samples = [row.cells for row in islice(source.rows, _SAMPLE_ROWS)]
    found = suggest(source.kind, source.columns, samples, constants=habits)
    return found.mapping.written


def check_chunks(
    actor: Actor, import_id: str, *, own: frozenset[str] | None
) -> Iterator[CheckedChunk]:
    """All rows of the import's file, checked, 500 at a time.

    Chunks that stand already (a run before was killed) are read again, since later rows may
    repeat their SKUs, but not handed on again.
    """
    run = run_for(actor, import_id)
    view = view_of(run)
    standing = ImportChunk.objects.filter(run=run).count()
    plan = Plan(ImportMapping.of(view.options.mapping) if view.options.mapping else None)
    checker = _checker(actor, plan, own=own, publish=view.options.publish)
    source = open_upload(view)
    _check_columns(source, view)
    number = 0
    while rows := list(islice(source.rows, CHUNK_ROWS)):
        number += 1
        chunk = _chunk(number, rows, plan, checker, source)
        if number > standing:
            yield chunk


def staged_candidates(actor: Actor, import_id: str, number: int) -> tuple[Candidate, ...]:
    """The valid rows of a staged chunk, typed again from what was kept of them."""
    run = run_for(actor, import_id)
    packed = ImportChunk.objects.values_list("rows", flat=True).get(run=run, number=number)
    plan = Plan(ImportMapping.of(run.mapping) if run.mapping else None)
    checker = _checker(actor, plan, own=frozenset(), publish=run.publish)
    checked = (checker.check(row, flat) for row, flat in unpacked(bytes(packed)))
    return tuple(found for found in checked if isinstance(found, Candidate))


def open_upload(view: ImportView) -> RowSource:
    """The import's file as rows."""
    return FILES.get().open_rows(blobs.path_of(view.sha256), view.kind)


def open_upload_pictures(actor: Actor, import_id: str) -> FilePictures:
    """The pictures of the import's archive; close it when done."""
    view = view_of(run_for(actor, import_id))
    return FILES.get().open_pictures(blobs.path_of(view.sha256))


def packed_rows(rows: tuple[tuple[int, Mapping[str, object]], ...]) -> bytes:
    """Checked rows as they wait in the database."""
    return zstandard.compress(orjson.dumps(rows), 3)


def unpacked(packed: bytes) -> list[tuple[int, dict[str, object]]]:
    if not packed:
        return []
    return [(row, flat) for row, flat in orjson.loads(zstandard.decompress(packed))]


def _check_columns(source: RowSource, view: ImportView) -> None:
    """A table's header is checked once; the lines of JSON each for themselves."""
    if view.options.mapping is None and source.kind is not Kind.JSONL:
        strange = [name for name in source.columns if target_of(name) is None]
        if strange:
            raise Refused("unknown_column", strange[0], value=", ".join(strange)[:200])


def _chunk(
    number: int, rows: list[RawRow], plan: Plan, checker: Checker, source: RowSource
) -> CheckedChunk:
    kept: list[tuple[int, Mapping[str, object]]] = []
    candidates: list[Candidate] = []
    problems: list[Problem] = []
    for row in rows:
        found = _checked(row, plan, checker, kept.append)
        if isinstance(found, Candidate):
            candidates.append(found)
        else:
            problems += found
    return CheckedChunk(
        number=number,
        read=len(rows),
        rows=tuple(kept),
        candidates=tuple(candidates),
        problems=tuple(problems),
        refused=len(rows) - len(kept),
        share=source.share(),
    )


def _checked(
    row: RawRow,
    plan: Plan,
    checker: Checker,
    keep: Callable[[tuple[int, Mapping[str, object]]], None] = lambda kept: None,
) -> Candidate | tuple[Problem, ...]:
    if row.refused:
        return tuple(checker.problem(row.number, refused) for refused in row.refused)
    try:
        flat = plan.apply(row.cells)
    except Refused as refused:
        return (checker.problem(row.number, refused),)
    found = checker.check(row.number, flat)
    if isinstance(found, Candidate):
        keep((row.number, flat))
    return found


def _checker(actor: Actor, plan: Plan, *, own: frozenset[str] | None, publish: bool) -> Checker:
    return Checker(
        category=lambda written: find_category(actor, written),
        is_country=is_country,
        is_currency=is_currency,
        decimals=plan.decimals,
        source_of=plan.source_of,
        own=own,
        publish=publish,
    )
