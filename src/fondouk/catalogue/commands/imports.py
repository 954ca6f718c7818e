"""The deeds of an import: opened, prepared, started, staged, applied, ended; each one short
transaction.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from fondouk.catalogue.domain.intake.check import Problem
from fondouk.catalogue.domain.intake.mapping import Mapping as ImportMapping
from fondouk.catalogue.domain.intake.runs import (
    CheckedChunk,
    Counts,
    ImportState,
    ImportView,
    Options,
    after_checking,
)
from fondouk.catalogue.models import ImportChunk, ImportRun, SavedMapping, new_import_id
from fondouk.catalogue.ports import FILES
from fondouk.catalogue.queries.checking import packed_rows
from fondouk.catalogue.queries.imports import options_of, require_import_rights, run_for, view_of
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing import blobs
from fondouk.plumbing.audit import record
from fondouk.plumbing.tx import command
from fondouk.plumbing.versions import check_version

_MAX_MAPPINGS = 200


@command
def open_import(
    *, actor: Actor, company_id: str | None, sha256: str, file_name: str, at: datetime
) -> str:
    """Begin an import of a stored file and return its id. Refuses what the reader refuses of
    the file as a whole.
    """
    require_import_rights(actor, company_id)
    source = FILES.get().open_rows(blobs.path_of(sha256))
    run = ImportRun.objects.create(
        id=new_import_id(),
        company_id=company_id,
        started_by=actor.id,
        sha256=sha256,
        file_name=file_name[:200],
        kind=source.kind,
        state=ImportState.PREVIEW,
        created_at=at,
    )
    record(actor, "open_import", "import", run.id, at=at, facts={"kind": run.kind})
    return run.id


@command
def prepare_import(
    *,
    actor: Actor,
    import_id: str,
    options: Options,
    expected_version: int | None = None,
    at: datetime,
) -> int:
    """Set mapping and options; what was checked under others is forgotten. Returns the version.

    Refuses `import_not_open`, `stale_version`, and what `Mapping.of` refuses.
    """
    run = _open(actor, import_id)
    check_version(expected_version, run.version)
    if options.mapping is not None:
        ImportMapping.of(options.mapping)
    if options.publish:
        actor.require(Deed.PUBLISH)
    run.mapping, run.publish = options.mapping, options.publish
    run.on_error, run.dry_run = options.on_error, options.dry_run
    _forget_check(run)
    run.state = ImportState.PREVIEW
    return _saved(run)


@command
def start_import(
    *, actor: Actor, import_id: str, expected_version: int | None = None, at: datetime
) -> ImportView:
    """Queue the import; a finished dry run goes on to be applied without a second check. One
    that runs already stays as it is: queued again, it goes on from its bookmark.

    Refuses `import_not_open`, `import_running` (another one of the company), `stale_version`.
    """
    run = run_for(actor, import_id, lock=True)
    check_version(expected_version, run.version)
    if ImportState(run.state).runs:
        return view_of(run)
    _check_open(run)
    running = [state.value for state in ImportState if state.runs]
    others = ImportRun.objects.filter(company_id=run.company_id, state__in=running)
    if run.company_id is not None and others.exclude(pk=run.pk).exists():
        raise Refused("import_running")
    if run.state == ImportState.CHECKED:
        if "apply" not in view_of(run).actions:
            raise Refused("import_has_wrong_rows", refused=run.counts.get("refused", 0))
        run.state, run.dry_run = ImportState.APPLYING, False
    else:
        _forget_check(run)
        run.state, run.failure = ImportState.WAITING, None
    run.started_at, run.finished_at = at, None
    _saved(run)
    record(
        actor,
        "start_import",
        "import",
        run.id,
        at=at,
        facts={"dry_run": run.dry_run, "publish": run.publish, "on_error": run.on_error},
    )
    return view_of(run)


@command
def cancel_import(*, actor: Actor, import_id: str, at: datetime) -> ImportView:
    """Stop an import that has not begun to be applied. Refuses `import_not_open`."""
    run = run_for(actor, import_id, lock=True)
    if run.state in (ImportState.APPLYING, ImportState.RELEASING) or ImportState(run.state).ended:
        raise Refused("import_not_open", state=run.state)
    _end(run, ImportState.CANCELLED, at)
    record(actor, "cancel_import", "import", run.id, at=at)
    return view_of(run)


@command
def stage_chunk(*, actor: Actor, import_id: str, chunk: CheckedChunk) -> bool:
    """Keep a checked chunk; False when the import has been stopped meanwhile. Doing it again
    changes nothing.
    """
    run = run_for(actor, import_id, lock=True)
    if run.state not in (ImportState.WAITING, ImportState.CHECKING):
        return False
    if chunk.number == run.chunks + 1:
        ImportChunk.objects.create(
            run=run,
            number=chunk.number,
            rows=packed_rows(chunk.rows),
            problems=[_stored(problem) for problem in chunk.problems],
        )
        counts = Counts(**run.counts).plus(Counts(read=chunk.read, refused=chunk.refused))
        run.counts, run.chunks, run.checked_share = counts.shown(), chunk.number, chunk.share
    run.state = ImportState.CHECKING
    _saved(run)
    return True


@command
def finish_check(*, actor: Actor, import_id: str, at: datetime) -> ImportState:
    """All rows are checked: the dry run ends, wrong rows stop an `abort`, or applying begins."""
    run = run_for(actor, import_id, lock=True)
    if run.state in (ImportState.WAITING, ImportState.CHECKING):
        run.state = after_checking(options_of(run), Counts(**run.counts).refused)
        run.checked_share = 1.0
        if run.state == ImportState.CHECKED:
            run.finished_at = at
        _saved(run)
    return ImportState(run.state)


@command
def mark_applied(
    *,
    actor: Actor,
    import_id: str,
    number: int,
    counts: Counts,
    problems: Sequence[Problem],
    at: datetime,
) -> None:
    """Move the bookmark past a chunk, with what became of its rows; joins the transaction in
    which they were saved. Doing it again changes nothing.
    """
    run = run_for(actor, import_id, lock=True)
    if run.state != ImportState.APPLYING or number != run.applied + 1:
        return
    if problems:
        chunk = ImportChunk.objects.get(run=run, number=number)
        chunk.problems = [*chunk.problems, *map(_stored, problems)]
        chunk.save(update_fields=["problems"])
    run.counts, run.applied = Counts(**run.counts).plus(counts).shown(), number
    if run.applied == run.chunks:
        run.state = ImportState.RELEASING
    _saved(run)


@command
def note_problems(
    *, actor: Actor, import_id: str, number: int, problems: Sequence[Problem]
) -> None:
    """Add to a chunk's report what was found while its rows were applied; each once."""
    chunk = ImportChunk.objects.select_for_update().get(
        run=run_for(actor, import_id), number=number
    )
    told = [one for one in map(_stored, problems) if one not in chunk.problems]
    chunk.problems = [*chunk.problems, *told]
    chunk.save(update_fields=["problems"])


@command
def finish_import(*, actor: Actor, import_id: str, at: datetime) -> ImportView:
    """The last word: what waited is forgotten, the counts and problems stay."""
    run = run_for(actor, import_id, lock=True)
    if run.state in (ImportState.APPLYING, ImportState.RELEASING):
        ImportChunk.objects.filter(run=run).update(rows=b"")
        _end(run, ImportState.DONE, at)
        record(actor, "finish_import", "import", run.id, at=at, facts={**run.counts})
    return view_of(run)


@command
def fail_import(*, actor: Actor, import_id: str, refused: Refused, at: datetime) -> None:
    """The import ends here, because the file cannot be read on or the work broke off; its
    company may start another one. An import that has ended stays as it is.
    """
    run = run_for(actor, import_id, lock=True)
    if not ImportState(run.state).runs:
        return
    facts = {name: str(value) for name, value in refused.facts.items()}
    run.failure = {"code": refused.code, "field": refused.field, "facts": facts}
    _end(run, ImportState.FAILED, at)


@command
def save_mapping(
    *, actor: Actor, company_id: str | None, name: str, written: Mapping[str, Any], at: datetime
) -> str:
    """Keep a mapping under a name, in place of one of the same name; return its id.

    Refuses what `Mapping.of` refuses, `field_required`, `too_many_entries`.
    """
    require_import_rights(actor, company_id)
    ImportMapping.of(written)
    name = " ".join(name.split())[:120]
    if not name:
        raise Refused("field_required", "name")
    known = SavedMapping.objects.filter(company_id=company_id)
    if known.count() >= _MAX_MAPPINGS:
        raise Refused("too_many_entries", "name", limit=_MAX_MAPPINGS, found=known.count())
    row, _ = SavedMapping.objects.update_or_create(
        company_id=company_id,
        name=name,
        defaults={"written": {**written, "name": name}, "updated_at": at},
    )
    return row.id


@command
def delete_mapping(*, actor: Actor, company_id: str | None, mapping_id: str) -> None:
    """Forget a saved mapping. Refuses `not_found`."""
    require_import_rights(actor, company_id)
    gone, _ = SavedMapping.objects.filter(pk=mapping_id, company_id=company_id).delete()
    if not gone:
        raise Refused("not_found")


def _open(actor: Actor, import_id: str) -> ImportRun:
    run = run_for(actor, import_id, lock=True)
    _check_open(run)
    return run


def _check_open(run: ImportRun) -> None:
    if run.state not in (ImportState.PREVIEW, ImportState.CHECKED, ImportState.FAILED):
        raise Refused("import_not_open", state=run.state)


def _forget_check(run: ImportRun) -> None:
    ImportChunk.objects.filter(run=run).delete()
    run.chunks, run.applied, run.checked_share, run.counts = 0, 0, 0.0, {}


def _end(run: ImportRun, state: ImportState, at: datetime) -> None:
    run.state, run.finished_at = state, at
    _saved(run)


def _saved(run: ImportRun) -> int:
    run.version += 1
    run.save()
    return run.version


def _stored(problem: Problem) -> list[object]:
    facts = {name: str(value) for name, value in problem.facts.items()}
    return [problem.row, problem.column, problem.value, problem.code, facts]
