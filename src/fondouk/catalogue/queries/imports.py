"""Imports as their people see them, what a file would become, and what was wrong with it."""

from collections.abc import Iterator
from datetime import datetime

from fondouk.catalogue.domain.intake.check import Problem
from fondouk.catalogue.domain.intake.rows import Kind
from fondouk.catalogue.domain.intake.runs import (
    Counts,
    ImportState,
    ImportView,
    OnError,
    Options,
    SavedMappingView,
    actions_of,
    share_of,
)
from fondouk.catalogue.models import ImportChunk, ImportRun, SavedMapping
from fondouk.kernel.actor import Actor, Deed, Staff, System
from fondouk.kernel.refused import Refused
from fondouk.plumbing.paging import Page, decode_cursor, encode_cursor, page_size


def require_import_rights(actor: Actor, company_id: str | None) -> None:
    """The actor may import for this company; without one the file names its suppliers, which
    the desk and the hub itself may do. Refuses `not_allowed` and `not_found`.
    """
    if isinstance(actor, System):
        return
    if isinstance(actor, Staff) or company_id is None:
        actor.require(Deed.DESK_IMPORT)
        return
    if actor.company_id != company_id:
        raise Refused("not_found")
    actor.require(Deed.EDIT_CATALOGUE)


def get_import(actor: Actor, import_id: str) -> ImportView:
    """Refuses `not_found`, alike for what is absent and for what is another company's."""
    return view_of(run_for(actor, import_id))


def list_imports(
    actor: Actor, company_id: str | None, *, cursor: str | None = None, size: int | None = None
) -> Page[ImportView]:
    """The company's imports, the newest first; without a company those of the desk."""
    require_import_rights(actor, company_id)
    rows = ImportRun.objects.filter(company=company_id).order_by("-pk")
    if place := decode_cursor(cursor, 1):
        rows = rows.filter(pk__lt=str(place[0]))
    most = page_size(size)
    found = list(rows[: most + 1])
    return Page(
        items=tuple(view_of(row) for row in found[:most]),
        next=encode_cursor(found[most - 1].pk) if len(found) > most else None,
    )


def find_unfinished_import(
    actor: Actor, company_id: str | None, sha256: str, options: Options
) -> ImportView | None:
    """An import of the same file with the same options that has begun and not ended."""
    require_import_rights(actor, company_id)
    running = [state.value for state in ImportState if state.runs]
    rows = ImportRun.objects.filter(company=company_id, sha256=sha256, state__in=running)
    views = (view_of(row) for row in rows.order_by("-pk")[:20])
    return next((view for view in views if view.options == options), None)


def iter_problems(actor: Actor, import_id: str) -> Iterator[Problem]:
    """Everything that was wrong, in the order of the rows; read chunk by chunk."""
    run = run_for(actor, import_id)
    chunks = ImportChunk.objects.filter(run=run).order_by("number")
    for stored in chunks.values_list("problems", flat=True).iterator(chunk_size=20):
        for row, column, value, code, facts in stored:
            yield Problem(row, column, value, code, facts)


def list_mappings(actor: Actor, company_id: str | None) -> tuple[SavedMappingView, ...]:
    """The company's saved mappings by name."""
    require_import_rights(actor, company_id)
    rows = SavedMapping.objects.filter(company=company_id).order_by("name")
    return tuple(
        SavedMappingView(id=row.id, name=row.name, written=row.written, updated_at=row.updated_at)
        for row in rows[:200]
    )


def run_for(actor: Actor, import_id: str, *, lock: bool = False) -> ImportRun:
    """The row, for those who may see it; for this room's own use. Refuses `not_found`."""
    rows = ImportRun.objects.select_for_update() if lock else ImportRun.objects
    row = rows.filter(pk=import_id).first()
    if row is None:
        raise Refused("not_found")
    try:
        require_import_rights(actor, row.company_id)
    except Refused:
        raise Refused("not_found") from None
    return row


def view_of(row: ImportRun) -> ImportView:
    """The row as a frozen view; for this room's own use."""
    state = ImportState(row.state)
    options, counts = options_of(row), Counts(**row.counts)
    return ImportView(
        id=row.id,
        company_id=row.company_id,
        file_name=row.file_name,
        sha256=row.sha256,
        kind=Kind(row.kind),
        state=state,
        options=options,
        counts=counts,
        share=share_of(state, row.checked_share, row.applied, row.chunks),
        chunks=row.chunks,
        applied=row.applied,
        version=row.version,
        created_at=row.created_at,
        finished_at=row.finished_at,
        seconds=_seconds(row.started_at, row.finished_at),
        failure=_failure(row),
        actions=actions_of(state, options, counts),
    )


def options_of(row: ImportRun) -> Options:
    return Options(
        mapping=row.mapping,
        publish=row.publish,
        on_error=OnError(row.on_error),
        dry_run=row.dry_run,
    )


def _seconds(started: datetime | None, ended: datetime | None) -> float:
    if started is None or ended is None:
        return 0.0
    return round((ended - started).total_seconds(), 3)


def _failure(row: ImportRun) -> Refused | None:
    if not row.failure:
        return None
    return Refused(row.failure["code"], row.failure["field"], **row.failure["facts"])
