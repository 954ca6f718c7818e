"""Thin views of the import: each calls a query, a command or a flow and renders."""

import json
import tempfile
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fondouk.catalogue import commands, queries
from fondouk.flows.import_products import start_import
from fondouk.flows.name_suppliers import habits_of, own_names
from fondouk.kernel.actor import Actor, Deed, Member, Staff
from fondouk.kernel.refused import Refused
from fondouk.plumbing import blobs, clock, refusals
from fondouk.web.supplier.imports.mapping_form import MAX_COLUMNS, MappingForm
from fondouk.web.supplier.imports.reports import report_lines, told_failure, told_problem
from fondouk.web.ui.shortcuts import (
    actor_of,
    language_of,
    put_refusals,
    refusal_page,
    render,
    signed_in,
)

View = Callable[..., HttpResponseBase]
MEGABYTE = 1_000_000
_KINDS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl",
}


class UploadForm(forms.Form):
    """A file of products and, if wanted, a mapping that was kept."""

    file = forms.FileField(
        label=gettext_lazy("File of products"),
        help_text=gettext_lazy(
            "CSV, XLSX, JSON Lines, a Google product feed or a Shopify file; with pictures in a"
            " ZIP."
        ),
    )
    mapping = forms.ChoiceField(label=gettext_lazy("Mapping"), required=False)

    def __init__(self, given: Any, files: Any, *, kept: tuple[Any, ...]) -> None:
        super().__init__(given, files)
        choices = [("", gettext_lazy("Suggest one")), *((one.id, one.name) for one in kept)]
        self.fields["mapping"].choices = choices  # type: ignore[attr-defined]


class WrittenForm(forms.Form):
    """A mapping as its JSON."""

    written = forms.CharField(
        label=gettext_lazy("Mapping as JSON"),
        widget=forms.Textarea(attrs={"rows": 12, "dir": "ltr", "spellcheck": "false"}),
    )


def importers(view: View) -> View:
    """For the catalogue's people of a company, and for the desk's importers."""

    @wraps(view)
    def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if isinstance(actor, Member) and actor.company_id is None:
            raise Refused("not_found")
        actor.require(Deed.DESK_IMPORT if isinstance(actor, Staff) else Deed.EDIT_CATALOGUE)
        return view(request, *args, **kwargs)

    return signed_in(check)  # type: ignore[arg-type]


@importers
def imports(request: HttpRequest) -> HttpResponse:
    """All imports so far, and the form for the next one."""
    actor = actor_of(request)
    kept = queries.list_mappings(actor, actor.company_id)
    posted = request.method == "POST"
    form = UploadForm(request.POST if posted else None, request.FILES or None, kept=kept)
    if posted and form.is_valid():
        try:
            import_id = _open(actor, form, kept)
        except Refused as refused:
            put_refusals(form, refused, language_of(request))
        else:
            return HttpResponseRedirect(reverse("supplier:import", args=[import_id]))
    page = queries.list_imports(actor, actor.company_id, cursor=request.GET.get("cursor"))
    context = {"form": form, "page_of_imports": page, "kept": kept}
    return render(request, "supplier/imports/list.html", context, 400 if form.errors else 200)


@importers
def show(request: HttpRequest, import_id: str) -> HttpResponse:
    """One import, wherever it stands."""
    actor = actor_of(request)
    view = queries.get_import(actor, import_id)
    if "prepare" in view.actions and view.state is queries.ImportState.PREVIEW:
        return _preview_page(request, view)
    failure = told_failure(view.failure, language_of(request)) if view.failure else None
    context = {"view": view, "problems": _problems(request, view), "failure": failure}
    return render(request, "supplier/imports/show.html", context)


@importers
@require_POST
def prepare(request: HttpRequest, import_id: str) -> HttpResponse:
    """Take the mapping from the form; then show it again, check, or start."""
    actor = actor_of(request)
    view = queries.get_import(actor, import_id)
    deed = request.POST.get("deed", "update")
    if deed == "written":
        return _prepare_written(request, view)
    found = _preview(request, view)
    form = _mapping_form(request.POST, found, view)
    if not form.is_valid():
        return _preview_page(request, view, form=form, status=400)
    written = None if found.written is None else form.mapping()
    options = queries.Options(
        mapping=written,
        publish=form.cleaned_data["publish"],
        on_error=queries.OnError(form.cleaned_data["on_error"]),
        dry_run=deed == "check",
    )
    try:
        commands.prepare_import(actor=actor, import_id=import_id, options=options, at=clock.now())
        if form.cleaned_data["save_as"] and written is not None:
            _keep(request, actor, form.cleaned_data["save_as"], written)
        if deed in ("check", "start"):
            start_import(actor, import_id=import_id, at=clock.now())
    except Refused as refused:
        put_refusals(form, refused, language_of(request))
        return _preview_page(request, view, form=form, status=refusals.status_of(refused))
    return HttpResponseRedirect(reverse("supplier:import", args=[import_id]))


@importers
@require_POST
def start(request: HttpRequest, import_id: str) -> HttpResponse:
    """Apply what a dry run has checked."""
    start_import(actor_of(request), import_id=import_id, at=clock.now())
    return HttpResponseRedirect(reverse("supplier:import", args=[import_id]))


@importers
@require_POST
def reopen(request: HttpRequest, import_id: str) -> HttpResponse:
    """Back to the mapping after a check that found wrong rows."""
    actor = actor_of(request)
    options = queries.get_import(actor, import_id).options
    commands.prepare_import(actor=actor, import_id=import_id, options=options, at=clock.now())
    return HttpResponseRedirect(reverse("supplier:import", args=[import_id]))


@importers
@require_POST
def cancel(request: HttpRequest, import_id: str) -> HttpResponse:
    """Stop an import that has not begun to be applied."""
    commands.cancel_import(actor=actor_of(request), import_id=import_id, at=clock.now())
    return HttpResponseRedirect(reverse("supplier:import", args=[import_id]))


@importers
def progress(request: HttpRequest, import_id: str) -> HttpResponse:
    """The bar alone, for the page that asks every two seconds; at the end the whole page."""
    view = queries.get_import(actor_of(request), import_id)
    response = render(request, "supplier/imports/progress.html", {"view": view})
    if not view.state.runs:
        response["HX-Refresh"] = "true"
    return response


@importers
def report(request: HttpRequest, import_id: str) -> StreamingHttpResponse:
    """Every error as a table for a spreadsheet."""
    actor = actor_of(request)
    view = queries.get_import(actor, import_id)
    lines = report_lines(actor, view.id, language_of(request))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{view.id}.csv"'
    return answer


@importers
def mapping_file(request: HttpRequest, import_id: str) -> HttpResponse:
    """The import's mapping as a file for the command line."""
    view = queries.get_import(actor_of(request), import_id)
    if view.options.mapping is None:
        raise Refused("not_found")
    answer = JsonResponse(view.options.mapping, json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="mapping.json"'
    return answer


@importers
def mappings(request: HttpRequest) -> HttpResponse:
    """The mappings that the company has kept."""
    actor = actor_of(request)
    kept = queries.list_mappings(actor, actor.company_id)
    return render(request, "supplier/imports/mappings.html", {"kept": kept})


@importers
@require_POST
def delete_mapping(request: HttpRequest, mapping_id: str) -> HttpResponse:
    """Forget a mapping."""
    actor = actor_of(request)
    commands.delete_mapping(actor=actor, company_id=actor.company_id, mapping_id=mapping_id)
    return HttpResponseRedirect(reverse("supplier:mappings"))


@importers
def export(request: HttpRequest, kind: str) -> FileResponse:
    """All products of the company as a file that an import reads back unchanged."""
    actor = actor_of(request)
    if kind not in _KINDS:
        raise Refused("not_found")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"products.{kind}"
        queries.write_export(actor, actor.company_id, path, kind)
        return FileResponse(
            path.open("rb"),
            as_attachment=True,
            filename=path.name,
            content_type=_KINDS[kind],
        )


def _open(actor: Actor, form: UploadForm, kept: tuple[Any, ...]) -> str:
    file = form.cleaned_data["file"]
    if file.size > settings.FONDOUK.upload_max_mb * MEGABYTE:
        raise Refused("file_too_large", "file", limit_mb=settings.FONDOUK.upload_max_mb)
    at = clock.now()
    sha256 = blobs.keep(file.chunks(), "application/octet-stream", at=at, public=False)
    import_id = commands.open_import(
        actor=actor, company_id=actor.company_id, sha256=sha256, file_name=file.name, at=at
    )
    chosen = next((one for one in kept if one.id == form.cleaned_data["mapping"]), None)
    if chosen is not None:
        options = queries.Options(mapping=chosen.written)
        commands.prepare_import(actor=actor, import_id=import_id, options=options, at=at)
    return import_id


def _preview(request: HttpRequest, view: queries.ImportView) -> queries.Preview:
    return queries.preview_import(
        actor_of(request),
        view.id,
        own=own_names(view.company_id),
        habits=habits_of(view.company_id),
        language=language_of(request),
    )


def _mapping_form(given: Any, found: queries.Preview, view: queries.ImportView) -> MappingForm:
    return MappingForm(
        given,
        columns=() if found.written is None else found.columns,
        written=found.written or {},
        publish=view.options.publish,
        on_error=view.options.on_error,
    )


def _preview_page(
    request: HttpRequest,
    view: queries.ImportView,
    *,
    form: MappingForm | None = None,
    written_form: WrittenForm | None = None,
    status: int = 200,
) -> HttpResponse:
    try:
        found = _preview(request, view)
    except Refused as refused:
        return refusal_page(request, refused)
    written = json.dumps(found.written, ensure_ascii=False, indent=2) if found.written else ""
    language = language_of(request)
    context = {
        "view": view,
        "found": found,
        "form": form or _mapping_form(None, found, view),
        "written_form": written_form or WrittenForm(initial={"written": written}),
        "problems": [told_problem(one, language) for one in found.problems[:20]],
        "samples": _samples(found),
        "kind_name": found.kind.value.replace("_", " ").upper(),
        "more_columns": max(0, len(found.columns) - MAX_COLUMNS),
    }
    return render(request, "supplier/imports/preview.html", context, status)


def _samples(found: queries.Preview) -> dict[str, list[str]]:
    """The first filled cells of each column."""
    return {
        name: [str(row[name])[:60] for row in found.samples if row.get(name) not in (None, "")][:3]
        for name in found.columns
    }


def _prepare_written(request: HttpRequest, view: queries.ImportView) -> HttpResponse:
    form = WrittenForm(request.POST)
    if form.is_valid():
        try:
            written = json.loads(form.cleaned_data["written"])
            options = queries.Options(
                mapping=written, publish=view.options.publish, on_error=view.options.on_error
            )
            commands.prepare_import(
                actor=actor_of(request), import_id=view.id, options=options, at=clock.now()
            )
        except ValueError:
            form.add_error("written", _("This is not valid JSON."))
        except Refused as refused:
            put_refusals(form, refused, language_of(request))
        else:
            return HttpResponseRedirect(reverse("supplier:import", args=[view.id]))
    return _preview_page(request, view, written_form=form, status=400)


def _keep(request: HttpRequest, actor: Actor, name: str, written: dict[str, Any]) -> None:
    commands.save_mapping(
        actor=actor, company_id=actor.company_id, name=name, written=written, at=clock.now()
    )
    messages.success(request, _("The mapping “%(name)s” is kept.") % {"name": name})


def _problems(request: HttpRequest, view: queries.ImportView) -> list[dict[str, Any]]:
    if not view.counts.refused:
        return []
    language, shown = language_of(request), []
    for problem in queries.iter_problems(actor_of(request), view.id):
        shown.append(told_problem(problem, language))
        if len(shown) == 50:
            break
    return shown
