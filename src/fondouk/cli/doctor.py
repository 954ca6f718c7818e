"""Look at a hub's health: one line a check, what is wrong and what to do about it."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from fondouk.cli.ready import get_ready

_DISK_LOW_BYTES = 500 * 1024 * 1024
_SOUND_SQLITE = (3, 51, 3)
_BACKLOG_HIGH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check's result; `state` is ok, note or bad."""

    check: str
    state: str
    says: str


@click.command(help="Look at the hub's health and say what to do.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option("--files", is_flag=True, help="Also read every file and compare its hash.")
def command(as_json: bool, files: bool) -> None:
    """Exit 1 where a check is bad."""
    get_ready()
    findings = examine(files=files)
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings]))
    else:
        marks = {"ok": "ok  ", "note": "note", "bad": "BAD "}
        for finding in findings:
            click.echo(f"{marks[finding.state]}  {finding.check}: {finding.says}")
    sys.exit(any(finding.state == "bad" for finding in findings))


def examine(*, files: bool) -> list[Finding]:
    """Run each check; one that itself fails is a bad finding, not an end."""
    from django.db import DatabaseError

    from fondouk.kernel.refused import Unavailable

    findings = []
    for check in CHECKS:
        try:
            findings.append(check())
        except (DatabaseError, OSError, Unavailable) as error:
            findings.append(_bad(check.__name__, f"{type(error).__name__}: {error}"))
    if files:
        findings.append(_every_file())
    return findings


def _ok(check: str, says: str) -> Finding:
    return Finding(check=check, state="ok", says=says)


def _note(check: str, says: str) -> Finding:
    return Finding(check=check, state="note", says=says)


def _bad(check: str, says: str) -> Finding:
    return Finding(check=check, state="bad", says=says)


def data_folder() -> Finding:
    folder = _data_dir()
    probe = folder / ".doctor"
    probe.write_bytes(b"x")
    probe.unlink()
    free = shutil.disk_usage(folder).free
    if free < _DISK_LOW_BYTES:
        return _bad("data folder", f"{free // 2**20} MB are free on its disk: make room.")
    return _ok("data folder", f"{folder} can be written; {free // 2**30} GB are free.")


def secrets_closed() -> Finding:
    folder = _data_dir() / "secrets"
    open_files = [file.name for file in folder.glob("*") if file.stat().st_mode & 0o077]
    if open_files:
        return _bad(
            "secrets", f"others may read {open_files[0]}: chmod 600 it, then make it anew."
        )
    return _ok("secrets", "nobody else on this machine may read them.")


def database() -> Finding:
    from django.db import connection

    from fondouk.cli.schema import NewerDatabase, pending_migrations

    try:
        missing = pending_migrations()
    except NewerDatabase as newer:
        return _bad("database", f"it belongs to a newer version of the hub ({newer}).")
    if missing:
        return _bad("database", f"{len(missing)} migrations are missing: run fondouk migrate.")
    if connection.vendor == "sqlite":
        import sqlite3

        if sqlite3.sqlite_version_info < _SOUND_SQLITE:
            return _bad("database", f"SQLite {sqlite3.sqlite_version} can corrupt it: update.")
        with connection.cursor() as sql:
            sql.execute("PRAGMA quick_check")
            state = sql.fetchone()[0]
        if state != "ok":
            return _bad("database", f"SQLite finds damage ({state}): restore the last backup.")
        return _ok("database", f"SQLite {sqlite3.sqlite_version}, tables up to date, no damage.")
    return _ok("database", "PostgreSQL, tables up to date.")


def worker() -> Finding:
    from fondouk.plumbing import beats, clock

    if beats.alive("worker", at=clock.now()):
        return _ok("worker", "it gave a sign of life in the last 15 seconds.")
    return _note("worker", "no sign of life: open the hub with fondouk serve.")


def outbox() -> Finding:
    from fondouk.flows.subscriptions import CONSUMERS
    from fondouk.plumbing.models import OutboxCursor
    from fondouk.plumbing.outbox import backlog

    stuck = OutboxCursor.objects.filter(tries__gt=0).first()
    if stuck:
        return _bad("outbox", f"{stuck.consumer} failed {stuck.tries} times at: {stuck.failure}")
    behind = max((backlog(consumer) for consumer in CONSUMERS), default=0)
    if behind > _BACKLOG_HIGH:
        return _note("outbox", f"{behind} events wait: is the worker running?")
    return _ok("outbox", f"{behind} events wait.")


def jobs() -> Finding:
    from fondouk.plumbing import beats, clock
    from fondouk.plumbing.jobs import failed, waiting

    left, lost = waiting(), failed()
    if lost:
        return _note("jobs", f"{lost} ended in an error: the worker's log says why.")
    if left and not beats.alive("worker", at=clock.now()):
        return _note("jobs", f"{left} wait for a worker: open the hub with fondouk serve.")
    return _ok("jobs", f"{left} wait or run.")


def search_index() -> Finding:
    from fondouk.catalogue.queries import count_public
    from fondouk.discovery.queries import index_state
    from fondouk.flows.subscriptions import CONSUMERS
    from fondouk.kernel.actor import System
    from fondouk.plumbing.outbox import backlog

    generation, held = index_state()
    if not generation:
        return _note("search index", "it is not built yet: run fondouk reindex.")
    public = count_public(System(), without=_suspended())
    if held == public:
        return _ok("search index", f"it holds each of the {public} products that are public.")
    behind = backlog("search") if "search" in CONSUMERS else 0
    says = f"it holds {held} products, {public} are public"
    if behind:
        return _note("search index", f"{says}; {behind} events have still to reach it.")
    return _bad("search index", f"{says}: run fondouk reindex.")


def _suspended() -> list[str]:
    """The suppliers whose products the index leaves out."""
    from fondouk.companies.events import CompanyState
    from fondouk.companies.queries import CompanyQuestion, list_companies
    from fondouk.kernel.actor import System

    question, found = CompanyQuestion(state=CompanyState.SUSPENDED), []
    page = list_companies(System(), question, size=100)
    while True:
        found += [row.card.id for row in page.items]
        if page.next is None:
            return found
        page = list_companies(System(), question, size=100, cursor=page.next)


def stored_secrets() -> Finding:
    from fondouk.kernel.refused import Unavailable
    from fondouk.plumbing import sealing

    try:
        sealing.unseal(sealing.seal(b"doctor"))
    except (Unavailable, ValueError) as error:
        return _bad("encryption", f"FONDOUK_ENCRYPTION_KEYS does not work: {error}")
    return _ok("encryption", "the newest key seals and opens.")


def shared_files() -> Finding:
    from django.conf import settings

    folder = Path(settings.FONDOUK.shared)
    if (folder / "data").is_dir():
        return _ok("large data files", f"found in {folder}.")
    return _note(
        "large data files",
        "FONDOUK_SHARED names no folder with data/: loaders of full reference files "
        "(HS nomenclature, places, rates) have nothing to read; the starter rows are in.",
    )


def files_present() -> Finding:
    from fondouk.plumbing import blobs
    from fondouk.plumbing.models import Blob

    hashes = Blob.objects.values_list("pk", flat=True).iterator()
    lost = [sha for sha in hashes if not blobs.path_of(sha).is_file()]
    if lost:
        return _bad("files", f"{len(lost)} are missing, first {lost[0]}: restore a backup.")
    return _ok("files", f"{Blob.objects.count()} are all there.")


def _every_file() -> Finding:
    from fondouk.plumbing import blobs
    from fondouk.plumbing.models import Blob

    hashes = Blob.objects.values_list("pk", flat=True).iterator()
    rotten = [sha for sha in hashes if not blobs.sound(sha)]
    if rotten:
        return _bad("file contents", f"{len(rotten)} differ from their hash, first {rotten[0]}.")
    return _ok("file contents", "each file has its hash.")


def _data_dir() -> Path:
    from django.conf import settings

    return Path(settings.FONDOUK.data_dir)


CHECKS: tuple[Callable[[], Finding], ...] = (
    data_folder,
    secrets_closed,
    database,
    worker,
    outbox,
    jobs,
    search_index,
    files_present,
    stored_secrets,
    shared_files,
)
