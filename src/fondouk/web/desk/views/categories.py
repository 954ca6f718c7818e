"""The category tree, and the form in which a category and its attributes are kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fondouk.catalogue import commands, queries
from fondouk.catalogue.events import CategoryView
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.numbers import whole_of
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock, refusals
from fondouk.web.desk import labels
from fondouk.web.desk.category_forms import LANGUAGES, CategoryEditor
from fondouk.web.desk.entrance import at_desk, tell_refused
from fondouk.web.ui.shortcuts import actor_of, language_of, render

_INDENT = "\u2003"


@at_desk(Deed.DESK_CATEGORIES)
def categories(request: HttpRequest) -> HttpResponse:
    """The tree, with how many products stand in each category and under it."""
    actor = actor_of(request)
    tree = queries.get_category_tree(actor)
    here = queries.count_by_category(actor)
    under: dict[str, int] = {}
    for view in tree:
        for code in view.path:
            under[code] = under.get(code, 0) + here.get(view.id, 0)
    rows = [
        {"view": view, "depth": len(view.path) - 1, "under": under[view.code]} for view in tree
    ]
    return render(request, "desk/categories.html", {"rows": rows, "all_languages": LANGUAGES})


@at_desk(Deed.DESK_CATEGORIES)
def new_category(request: HttpRequest) -> HttpResponse:
    """An empty form, or what was typed into it."""
    return _edit(request, None)


@at_desk(Deed.DESK_CATEGORIES)
def category(request: HttpRequest, category_id: str) -> HttpResponse:
    """A category's form."""
    view = queries.list_categories(actor_of(request), [category_id]).get(category_id)
    if view is None:
        raise Refused("not_found")
    return _edit(request, view)


@at_desk(Deed.DESK_CATEGORIES)
@require_POST
def delete(request: HttpRequest, category_id: str) -> HttpResponse:
    """Remove a category in which nothing stands."""
    try:
        commands.delete_category(actor_of(request), category_id=category_id, at=clock.now())
    except Refused as refused:
        if refused.code == "not_found":
            raise
        tell_refused(request, refused)
        return HttpResponseRedirect(reverse("desk:category", args=[category_id]))
    messages.success(request, _("The category is deleted."))
    return HttpResponseRedirect(reverse("desk:categories"))


def _edit(request: HttpRequest, view: CategoryView | None) -> HttpResponse:
    actor, language = actor_of(request), language_of(request)
    parents = _parents(actor, view, language)
    if request.method != "POST":
        under = request.GET.get("parent", "")
        return _form(request, view, CategoryEditor.of(view, parents, under))
    deed = request.POST.get("do", "save")
    editor = CategoryEditor.typed(request.POST, parents, check=deed == "save")
    if deed != "save":
        return _form(request, view, editor, go_on=editor.change_rows(deed))
    if not editor.is_valid():
        return _form(request, view, editor, status=422)
    try:
        category_id = commands.save_category(
            actor,
            draft=editor.draft(),
            category_id=view.id if view else None,
            expected_version=_version(editor.version) if view else None,
            at=clock.now(),
        )
    except Refused as refused:
        editor.put_refusals(refused, language)
        status = refusals.status_of(refused)
        return _form(request, view, editor, status=status, stale=refused.code == "stale_version")
    messages.success(request, _("The category is saved."))
    return HttpResponseRedirect(reverse("desk:category", args=[category_id]))


def _form(
    request: HttpRequest, view: CategoryView | None, editor: CategoryEditor, **more: Any
) -> HttpResponse:
    stale = bool(more.get("stale"))
    if stale and view:
        # What stands now has been shown: saving once more says which of the two shall hold.
        editor.version = str(view.version)
    context = {
        "view": view,
        "editor": editor,
        "standing": view if stale else None,
        "go_on": more.get("go_on", ""),
        "all_languages": LANGUAGES,
        "labels": labels,
    }
    return render(request, "desk/category.html", context, more.get("status", 200))


def _parents(actor: Actor, view: CategoryView | None, language: str) -> list[tuple[str, str]]:
    return [
        (one.code, f"{_INDENT * (len(one.path) - 1)}{one.names.best(language)} ({one.code})")
        for one in queries.get_category_tree(actor)
        if view is None or one.id != view.id
    ]


def _version(written: str) -> int:
    version = whole_of(written)
    return -1 if version is None else version
