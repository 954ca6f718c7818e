"""Files of products for programs: upload, start, follow, read what was wrong; saved mappings."""

from itertools import islice
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from fondouk.api.access import actor_of, expected_version, language_of
from fondouk.api.import_shapes import (
    ERROR,
    IMPORT,
    MAPPING,
    ErrorOut,
    ImportOptions,
    ImportOut,
    MappingIn,
    MappingOut,
)
from fondouk.api.operations import says
from fondouk.api.shapes import Cursor, PageOut, Size, answer, no_content, page_of
from fondouk.catalogue import commands, queries
from fondouk.flows.import_products import start_import as start_flow
from fondouk.flows.name_suppliers import habits_of
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing import blobs, clock, refusals
from fondouk.plumbing.paging import decode_cursor, encode_cursor, page_size
from fondouk.plumbing.tx import flow

router = Router()

_FILE = ("file_too_large", "unknown_format", "empty_file", "damaged_file", "unpacks_too_large")
_MAPPING = ("mapping_bad_rule", "mapping_unknown_field", "mapping_version", "mapping_not_object")
_STARTING = ("import_not_open", "import_running", "import_has_wrong_rows", "stale_version")
_MEGABYTE = 1_000_000


@router.post(
    "/imports",
    **says(
        "Import a file of products",
        needs=Deed.EDIT_CATALOGUE,
        answers=ImportOut,
        example=IMPORT,
        status=201,
        body={"file": "products.csv", "publish": True, "on_error": "skip"},
        refuses=(*_FILE, *_MAPPING, *_STARTING),
    ),
)
def create_import(
    request: HttpRequest,
    file: File[UploadedFile],
    options: Form[ImportOptions],
) -> HttpResponse:
    """CSV, TSV, XLSX, JSON Lines (also packed), Google product feeds and Shopify files, alone or
    with pictures in a ZIP. The work is done in the background: follow it by its address.
    """
    actor = actor_of(request)
    if file.size is None or file.size > settings.FONDOUK.upload_max_mb * _MEGABYTE:
        raise Refused("file_too_large", "file", limit_mb=settings.FONDOUK.upload_max_mb)
    at = clock.now()
    sha256 = blobs.keep(file.chunks(), "application/octet-stream", at=at, public=False)
    import_id = _create(actor, sha256, file.name or "upload", options)
    return _import(request, import_id, status=201)


@flow
def _create(actor: Actor, sha256: str, file_name: str, options: ImportOptions) -> str:
    """Open, prepare and start: all or nothing."""
    at = clock.now()
    import_id = commands.open_import(
        actor=actor, company_id=actor.company_id, sha256=sha256, file_name=file_name, at=at
    )
    mapping = _mapping(actor, options.mapping)
    if mapping is None:
        mapping = queries.suggest_for_feed(sha256, habits_of(actor.company_id))
    chosen = queries.Options(
        mapping=mapping,
        publish=options.publish,
        on_error=queries.OnError(options.on_error),
        dry_run=options.dry_run,
    )
    commands.prepare_import(actor=actor, import_id=import_id, options=chosen, at=at)
    if options.start:
        start_flow(actor, import_id=import_id, at=at)
    return import_id


@router.get(
    "/imports",
    **says(
        "List your imports",
        needs=Deed.EDIT_CATALOGUE,
        answers=PageOut[ImportOut],
        example={"items": [IMPORT], "next": None},
        refuses=("bad_cursor",),
    ),
)
def list_imports(request: HttpRequest, cursor: Cursor = None, size: Size = None) -> HttpResponse:
    """The imports of the key's company, the newest first."""
    actor, language = actor_of(request), language_of(request)
    page = queries.list_imports(actor, actor.company_id, cursor=cursor, size=size)
    return answer(page_of((_shown(one, language) for one in page.items), page.next))


@router.get(
    "/imports/{import_id}",
    **says("Read an import", needs=Deed.EDIT_CATALOGUE, answers=ImportOut, example=IMPORT),
)
def get_import(request: HttpRequest, import_id: str) -> HttpResponse:
    """Where an import stands."""
    return _import(request, import_id)


@router.post(
    "/imports/{import_id}/start",
    **says(
        "Start an import",
        needs=Deed.EDIT_CATALOGUE,
        answers=ImportOut,
        example=IMPORT,
        refuses=_STARTING,
    ),
)
def start_import(request: HttpRequest, import_id: str) -> HttpResponse:
    """Start an import that was only uploaded, or apply what a dry run has checked."""
    start_flow(
        actor_of(request),
        import_id=import_id,
        expected_version=expected_version(request),
        at=clock.now(),
    )
    return _import(request, import_id)


@router.post(
    "/imports/{import_id}/cancel",
    **says(
        "Cancel an import",
        needs=Deed.EDIT_CATALOGUE,
        answers=ImportOut,
        example=IMPORT,
        refuses=("import_not_open",),
    ),
)
def cancel_import(request: HttpRequest, import_id: str) -> HttpResponse:
    """Stop an import that has not begun to be applied; nothing of it stays."""
    commands.cancel_import(actor=actor_of(request), import_id=import_id, at=clock.now())
    return _import(request, import_id)


@router.get(
    "/imports/{import_id}/errors",
    **says(
        "List an import's errors",
        needs=Deed.EDIT_CATALOGUE,
        answers=PageOut[ErrorOut],
        example={"items": [ERROR], "next": None},
        refuses=("bad_cursor",),
    ),
)
def list_import_errors(
    request: HttpRequest, import_id: str, cursor: Cursor = None, size: Size = None
) -> HttpResponse:
    """Everything that was wrong, in the order of the rows."""
    place = decode_cursor(cursor, 1)
    start = place[0] if place else 0
    if not isinstance(start, int) or start < 0:
        raise Refused("bad_cursor", "cursor")
    most = page_size(size)
    problems = queries.iter_problems(actor_of(request), import_id)
    found = list(islice(problems, start, start + most + 1))
    shown = [_error(one, language_of(request)) for one in found[:most]]
    return answer(page_of(shown, encode_cursor(start + most) if len(found) > most else None))


@router.get(
    "/mappings",
    **says(
        "List your mappings",
        needs=Deed.EDIT_CATALOGUE,
        answers=PageOut[MappingOut],
        example={"items": [MAPPING], "next": None},
    ),
)
def list_mappings(request: HttpRequest) -> HttpResponse:
    """The mappings that the key's company has saved, by name; all of them on one page."""
    actor = actor_of(request)
    found = queries.list_mappings(actor, actor.company_id)
    return answer(page_of(map(_mapping_shown, found), None))


@router.post(
    "/mappings",
    **says(
        "Save a mapping",
        needs=Deed.EDIT_CATALOGUE,
        answers=MappingOut,
        example=MAPPING,
        status=201,
        body={"name": MAPPING["name"], "mapping": MAPPING["mapping"]},
        refuses=_MAPPING,
    ),
)
def save_mapping(request: HttpRequest, given: MappingIn) -> HttpResponse:
    """Keep a mapping under a name, in place of one of the same name."""
    actor = actor_of(request)
    mapping_id = commands.save_mapping(
        actor=actor,
        company_id=actor.company_id,
        name=given.name,
        written=given.mapping,
        at=clock.now(),
    )
    found = queries.list_mappings(actor, actor.company_id)
    made = next(one for one in found if one.id == mapping_id)
    return answer(_mapping_shown(made), 201)


@router.delete(
    "/mappings/{mapping_id}",
    **says("Delete a mapping", needs=Deed.EDIT_CATALOGUE, answers=None, example=None, status=204),
)
def delete_mapping(request: HttpRequest, mapping_id: str) -> HttpResponse:
    """Forget a saved mapping; imports that used it are not changed."""
    actor = actor_of(request)
    commands.delete_mapping(actor=actor, company_id=actor.company_id, mapping_id=mapping_id)
    return no_content()


def _mapping(actor: Actor, written: str) -> Any:
    if not written:
        return None
    kept = queries.list_mappings(actor, actor.company_id)
    saved = next((one.written for one in kept if one.id == written), None)
    if saved is not None:
        return saved
    try:
        return orjson.loads(written)
    except orjson.JSONDecodeError:
        raise Refused("mapping_not_object", "mapping") from None


def _import(request: HttpRequest, import_id: str, *, status: int = 200) -> HttpResponse:
    view = queries.get_import(actor_of(request), import_id)
    shown = _shown(view, language_of(request))
    location = shown["href"] if status == 201 else ""
    return answer(shown, status, version=view.version, location=location)


def _shown(view: queries.ImportView, language: str) -> dict[str, Any]:
    failure = view.failure
    return {
        "id": view.id,
        "state": view.state.value,
        "version": view.version,
        "actions": list(view.actions),
        "href": f"/api/v1/imports/{view.id}",
        "file_name": view.file_name,
        "kind": view.kind.value,
        "dry_run": view.options.dry_run,
        "publish": view.options.publish,
        "on_error": view.options.on_error.value,
        "counts": view.counts.shown(),
        "share": round(view.share, 3),
        "seconds": view.seconds,
        "created_at": view.created_at.isoformat(),
        "finished_at": view.finished_at.isoformat() if view.finished_at else None,
        "failure": None if failure is None else _words(failure, language),
    }


def _words(refused: Refused, language: str) -> dict[str, str]:
    return {
        "code": refused.code,
        "detail": refusals.sentence(refused, language),
        "remedy": refusals.remedy(refused, language),
    }


def _error(problem: queries.Problem, language: str) -> dict[str, Any]:
    refused = Refused(problem.code, problem.column, **problem.facts)
    told = {"row": problem.row, "column": problem.column, "value": problem.value}
    return {**told, **_words(refused, language)}


def _mapping_shown(one: queries.SavedMappingView) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "mapping": one.written,
        "updated_at": one.updated_at.isoformat(),
    }
