"""Files of products in and out, for an operator and for programs."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from fondouk.cli.alone import catch_up_alone
from fondouk.cli.ready import get_ready

_CHUNK = 1 << 20
_SHOWN_ERRORS = 20
_COUNTS = ("read", "created", "updated", "unchanged", "refused", "published")


@click.group(help="Import products from a file, or export them to one.")
def command() -> None:
    """The catalogue's files."""


@command.command("import", help="Import products from FILE: CSV, XLSX, JSON Lines, feeds.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--company", metavar="SLUG", help="The supplier of every row.")
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A mapping that was saved as JSON.",
)
@click.option("--dry-run", is_flag=True, help="Check the file and change nothing.")
@click.option("--publish", is_flag=True, help="Publish every row, whatever its status.")
@click.option(
    "--on-error",
    type=click.Choice(["skip", "abort"]),
    default="abort",
    show_default=True,
    help="What a wrong row does: stay out alone, or stop everything.",
)
@click.option("--json", "as_json", is_flag=True, help="End with the result in JSON.")
def import_file(file: Path, company: str | None, as_json: bool, **chosen: Any) -> None:
    """Import; exit 1 where wrong rows or a bad file left something out."""
    get_ready()
    from fondouk.kernel.refused import Refused

    started = time.monotonic()
    try:
        view = _run(file, company, chosen, quiet=as_json)
    except Refused as refused:
        _end_refused(refused, as_json, time.monotonic() - started)
    if view.failure:
        _end_refused(view.failure, as_json, time.monotonic() - started)
    counts = view.counts.shown()
    result = {
        **{name: counts[name] for name in _COUNTS},
        "seconds": round(time.monotonic() - started, 3),
    }
    catch_up_alone()
    errors = _errors(view.id)
    if as_json:
        click.echo(json.dumps({**result, "errors": list(errors)}, ensure_ascii=False))
    else:
        _tell(result, errors)
    sys.exit(1 if result["refused"] else 0)


@command.command("export", help="Export products to FILE (.csv, .xlsx or .jsonl).")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--company", metavar="SLUG", help="Only this supplier's products.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def export_file(file: Path, company: str | None, as_json: bool) -> None:
    """Export; what comes out goes in again unchanged."""
    get_ready()
    from fondouk.catalogue.queries import write_export
    from fondouk.kernel.actor import System

    kind = file.suffix.lower().removeprefix(".")
    if kind not in {"csv", "xlsx", "jsonl"}:
        sys.exit("fondouk: name the file .csv, .xlsx or .jsonl.")
    count = write_export(System(), _company_id(company), file, kind)
    if as_json:
        click.echo(json.dumps({"written": count, "file": str(file)}))
    else:
        click.echo(f"{count} products written to {file}.")


def _run(file: Path, company: str | None, chosen: dict[str, Any], *, quiet: bool) -> Any:
    from fondouk.catalogue.queries import OnError, Options
    from fondouk.flows.import_file import import_file_now
    from fondouk.plumbing import blobs, clock

    options = Options(
        mapping=_mapping(chosen["mapping"]),
        publish=chosen["publish"],
        on_error=OnError(chosen["on_error"]),
        dry_run=chosen["dry_run"],
    )
    sha256 = blobs.keep(_pieces(file), "application/octet-stream", at=clock.now(), public=False)
    with _progress(quiet) as told:
        return import_file_now(
            company_id=_company_id(company),
            sha256=sha256,
            file_name=file.name,
            options=options,
            now=clock.now,
            told=told,
        )


class _progress:
    """A bar on the terminal; nothing where nobody looks."""

    def __init__(self, quiet: bool) -> None:
        hidden = quiet or not sys.stderr.isatty()
        self._bar = click.progressbar(
            length=1000, label="Importing", file=sys.stderr, hidden=hidden
        )
        self._done = 0

    def __enter__(self) -> Any:
        self._bar.__enter__()
        return self._told

    def __exit__(self, *trouble: object) -> None:
        self._bar.__exit__(None, None, None)

    def _told(self, view: Any) -> None:
        done = int(view.share * 1000)
        self._bar.update(done - self._done)
        self._done = done


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            yield piece


def _mapping(file: Path | None) -> Any:
    if file is None:
        return None
    try:
        return json.loads(file.read_text("utf-8"))
    except ValueError as error:
        sys.exit(f"fondouk: the mapping {file.name} is not valid JSON: {error}.")


def _company_id(slug: str | None) -> str | None:
    from fondouk.companies.queries import find_written
    from fondouk.kernel.actor import System

    if slug is None:
        return None
    found = find_written(System(), [slug]).get(slug)
    if found is None:
        sys.exit(f"fondouk: there is no company {slug}.")
    return found


def _errors(import_id: str) -> Iterator[dict[str, Any]]:
    from fondouk.catalogue.queries import iter_problems
    from fondouk.kernel.actor import System
    from fondouk.kernel.refused import Refused
    from fondouk.plumbing import refusals

    for problem in iter_problems(System(), import_id):
        refused = Refused(problem.code, problem.column, **problem.facts)
        yield {
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            "code": problem.code,
            "remedy": refusals.remedy(refused, "en") or refusals.sentence(refused, "en"),
        }


def _tell(result: dict[str, Any], errors: Iterator[dict[str, Any]]) -> None:
    told = ", ".join(f"{count} {name}" for name, count in result.items() if name != "seconds")
    click.echo(f"{told} in {result['seconds']} s.")
    for number, error in enumerate(errors):
        if number == _SHOWN_ERRORS:
            click.echo("More rows are wrong; --json tells all of them.")
            return
        click.echo(
            f"row {error['row']}, {error['column'] or '-'}: {error['code']}"
            f" ({error['value']}). {error['remedy']}"
        )


def _end_refused(refused: Any, as_json: bool, seconds: float) -> None:
    """The file or the mapping as a whole cannot be: the same shape, nothing read."""
    from fondouk.plumbing import refusals

    errors = [
        {
            "row": one.facts.get("row"),
            "column": one.field,
            "value": str(one.facts.get("value", "")),
            "code": one.code,
            "remedy": refusals.remedy(one, "en"),
        }
        for one in refused
    ]
    if not as_json:
        sys.exit(f"fondouk: {refusals.sentence(refused, 'en')} {errors[0]['remedy']}".strip())
    nothing = dict.fromkeys(_COUNTS, 0)
    click.echo(json.dumps({**nothing, "seconds": round(seconds, 3), "errors": errors}))
    sys.exit(1)
