"""Products out of a file, from the upload to the moment when everybody sees them.

file -> rows checked and staged, 500 at a time -> decision (abort or skip)
     -> chunks saved, each in its own transaction with a bookmark, hidden from others
     -> pictures of the archive -> released as a whole -> finished

A killed import goes on where its bookmark stands; a repeated one changes nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from fondouk.catalogue import commands as catalogue
from fondouk.catalogue import queries
from fondouk.catalogue.events import SaveOutcome, SaveResult
from fondouk.flows.import_pictures import import_pictures
from fondouk.flows.name_suppliers import own_names, suppliers_of
from fondouk.kernel.actor import Actor, System
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.plumbing.jobs import task
from fondouk.plumbing.tx import flow

HUB = System()
Clock = Callable[[], datetime]
Told = Callable[[queries.ImportView], None]
# Checked rows that this process still has at hand, by chunk; the rest is read from the staging.
Held = dict[int, tuple[queries.Candidate, ...]]
_HELD_CHUNKS = 60


@flow
def start_import(
    actor: Actor, *, import_id: str, expected_version: int | None = None, at: datetime
) -> queries.ImportView:
    """Queue a prepared import for the worker. Refuses as the command of the same name."""
    view = catalogue.start_import(
        actor=actor, import_id=import_id, expected_version=expected_version, at=at
    )
    import_in_background.enqueue(import_id)
    return view


@task(priority=50)
def import_in_background(import_id: str) -> None:
    """The worker's door, ahead of work that nobody waits for; a job that a killed worker left
    goes on where it stopped.
    """
    try:
        run_import(import_id, now=clock.now)
    except Refused as refused:
        break_off(import_id, refused, at=clock.now())
    except Exception:  # whatever it is, the company's next import must not wait for this one
        break_off(import_id, Refused("import_broke_off"), at=clock.now())
        raise


def break_off(import_id: str, refused: Refused, *, at: datetime) -> None:
    """End an import that cannot go on and show what it had saved, so that nothing stays hidden
    behind an import that nobody works on; started again, it changes only what is missing.
    """
    catalogue.fail_import(actor=HUB, import_id=import_id, refused=refused, at=at)
    catalogue.release_import(HUB, import_id=import_id, at=at)


def run_import(
    import_id: str, *, now: Clock, told: Told = lambda view: None
) -> queries.ImportView:
    """Carry a started import to its end, or to the stop after a check; `told` hears of each
    step. A file that cannot be read on fails the import and changes nothing.
    """
    view = queries.get_import(HUB, import_id)
    held: Held = {}
    if view.state in (queries.ImportState.WAITING, queries.ImportState.CHECKING):
        try:
            held = _check(view, told)
        except Refused as refused:
            catalogue.fail_import(actor=HUB, import_id=import_id, refused=refused, at=now())
        else:
            catalogue.finish_check(actor=HUB, import_id=import_id, at=now())
    view = queries.get_import(HUB, import_id)
    while view.state is queries.ImportState.APPLYING and view.applied < view.chunks:
        apply_chunk(import_id, view.applied + 1, held, at=now())
        view = queries.get_import(HUB, import_id)
        told(view)
    if view.state in (queries.ImportState.APPLYING, queries.ImportState.RELEASING):
        import_pictures(view, now=now)
        catalogue.release_import(HUB, import_id=import_id, at=now())
        view = catalogue.finish_import(actor=HUB, import_id=import_id, at=now())
    told(view)
    return view


@flow
def apply_chunk(import_id: str, number: int, held: Held, *, at: datetime) -> None:
    """Save one staged chunk and move the bookmark past it."""
    view = queries.get_import(HUB, import_id)
    candidates = held.get(number) or queries.staged_candidates(HUB, import_id, number)
    suppliers = {} if view.company_id else suppliers_of(candidates, at=at)
    given = [
        (view.company_id or suppliers[row.supplier or ""], row.draft, bool(row.publish))
        for row in candidates
    ]
    outcomes = catalogue.save_supplied_products(HUB, given=given, import_id=import_id, at=at)
    problems = [
        queries.Problem(row.row, refused.field or "", row.draft.sku, refused.code, refused.facts)
        for row, outcome in zip(candidates, outcomes, strict=True)
        for refused in outcome.refused
    ]
    counts = _counts(outcomes)
    catalogue.mark_applied(
        actor=HUB, import_id=import_id, number=number, counts=counts, problems=problems, at=at
    )


def _check(view: queries.ImportView, told: Told) -> Held:
    held: Held = {}
    for chunk in queries.check_chunks(HUB, view.id, own=own_names(view.company_id)):
        if not catalogue.stage_chunk(actor=HUB, import_id=view.id, chunk=chunk):
            return held
        if len(held) < _HELD_CHUNKS:
            held[chunk.number] = chunk.candidates
        told(queries.get_import(HUB, view.id))
    return held


def _counts(outcomes: Sequence[SaveOutcome]) -> queries.Counts:
    results = [outcome.result for outcome in outcomes]
    return queries.Counts(
        refused=results.count(SaveResult.REFUSED),
        created=results.count(SaveResult.CREATED),
        updated=results.count(SaveResult.UPDATED),
        unchanged=results.count(SaveResult.UNCHANGED),
        published=sum(outcome.published for outcome in outcomes),
    )
