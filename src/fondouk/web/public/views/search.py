"""Search, a category's products, and suggestions while typing."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from fondouk.answers.category_tree import category_tree
from fondouk.discovery.events import SearchPage, SearchRequest, SortBy, Suggestion
from fondouk.discovery.queries import search_products, suggest
from fondouk.kernel.actor import Actor, Member, Visitor
from fondouk.kernel.refused import Refused
from fondouk.web.public import shown
from fondouk.web.public.asking import ask_address
from fondouk.web.public.facets import Searching, chosen_filters, facet_groups
from fondouk.web.public.hits import hit_card
from fondouk.web.public.links import Links
from fondouk.web.public.query import Typed, address_of, read_search, unread_words
from fondouk.web.public.reader import CURRENCIES, Reader
from fondouk.web.ui.jinja import find_url
from fondouk.web.ui.shortcuts import actor_of, render
from fondouk.web.ui.words import number

SUGGESTED_LENGTH = 80


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Products by words and choices, from the index alone."""
    reader = Reader.of(request)
    typed = read_search(request, reader)
    title = _("Search: %(words)s") % {"words": typed.request.words}
    named = {"title": title if typed.request.words else _("All products"), "trail": None}
    return _page(request, reader, typed, named)


@require_safe
def category(request: HttpRequest, code: str) -> HttpResponse:
    """The products of a category and of all below it. Refuses `not_found`."""
    tree = category_tree()
    found = tree.by_code.get(code)
    if found is None:
        raise Refused("not_found")
    reader = Reader.of(request)
    typed = read_search(request, reader, category=code)
    path = tree.path(found)
    named = {
        "title": reader.text(found.names),
        "trail": shown.trail(path[:-1], reader, reader.marked(found.names)),
        "code": code,
    }
    return _page(request, reader, typed, named)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What the words so far may become: `{"suggestions": [{"text", "kind", "href"}]}`."""
    words = request.GET.get("q", "").strip()[:SUGGESTED_LENGTH]
    language = Reader.of(request).language
    found = suggest(actor_of(request), words, language=language) if len(words) > 1 else ()
    return JsonResponse({"suggestions": [_suggested(one) for one in found]})


def _suggested(one: Suggestion) -> dict[str, str]:
    if one.kind == "category":
        kind, href = _("category"), shown.category_address(one.id)
    elif one.kind == "product":
        kind = _("product")
        href = reverse("public:product", kwargs={"product_id": one.id})
    else:
        return {"text": one.text}
    return {"text": one.text, "kind": kind, "href": href}


def _page(
    request: HttpRequest, reader: Reader, typed: Typed, named: dict[str, Any]
) -> HttpResponse:
    asked, actor = typed.request, actor_of(request)
    code = named.get("code")
    if code is None and asked.cursor is None and _is_one_category(request, asked):
        return HttpResponseRedirect(shown.category_address(asked.categories[0]))
    page, links = search_products(actor, asked), Links(request.GET)
    here = Searching(
        links=links,
        reader=reader,
        asked=asked,
        page=page,
        tree=category_tree(),
        category=code,
    )
    chosen = chosen_filters(here)
    rates = [hit.price_from.rate_on for hit in page.hits if hit.price_from]
    known_rates = [on for on in rates if on]
    root = shown.category_address(code) if code else reverse("public:search")
    context = named | {
        "reader": reader,
        "currencies": CURRENCIES,
        "asked": asked,
        "total": _total(page),
        "hits": [hit_card(hit, reader) for hit in page.hits],
        "facets": facet_groups(here),
        "chosen": chosen,
        "clear_href": _cleared(root, asked) if chosen else None,
        "sorts": _sorts(links, asked),
        "repaired": page.repaired,
        "rate_on": min(known_rates) if known_rates else None,
        "unread": unread_words(typed.unread),
        "first": links.put() if asked.cursor else None,
        "next": links.put(cursor=page.next) if page.next else None,
        "canonical": request.build_absolute_uri(root),
        "indexed": code is not None and not request.GET,
        "save": _saving(request, actor, asked),
        "ask_href": _open_request(asked),
        "root": root,
        "hidden": _hidden(request),
    }
    return render(request, "public/search.html", context)


def _is_one_category(request: HttpRequest, asked: SearchRequest) -> bool:
    """Whether the address says no more than one known category: then its own page answers."""
    return list(request.GET) == ["category"] and (
        len(asked.categories) == 1 and asked.categories[0] in category_tree().by_code
    )


def _total(page: SearchPage) -> str:
    return ngettext("%(n)s product", "%(n)s products", page.total) % {"n": number(page.total)}


def _cleared(root: str, asked: SearchRequest) -> str:
    return f"{root}?{urlencode({'q': asked.words})}" if asked.words else root


def _sorts(links: Links, asked: SearchRequest) -> list[dict[str, Any]]:
    named = {
        SortBy.RELEVANCE: _("Best match") if asked.words else _("Newest first"),
        SortBy.PRICE: _("Lowest price"),
        SortBy.NEWEST: _("Newest first"),
        SortBy.LEAD_TIME: _("Shortest lead time"),
    }
    if not asked.words:
        named.pop(SortBy.NEWEST)
    return [
        {
            "label": label,
            "href": links.put(sort=None if sort is SortBy.RELEVANCE else sort.value),
            "current": asked.sort is sort,
        }
        for sort, label in named.items()
    ]


def _saving(request: HttpRequest, actor: Actor, asked: SearchRequest) -> dict[str, Any] | None:
    """What the button that keeps this search needs."""
    query = address_of(asked)
    if not query:
        return None
    if isinstance(actor, Visitor):
        after = urlencode({"next": request.get_full_path()})
        return {"sign_in": f"{reverse('account:sign-in')}?{after}"}
    href = find_url("buyer:search-save")
    if href is None or not isinstance(actor, Member):
        return None
    return {"sign_in": None, "href": href, "query": query, "name": asked.words}


def _open_request(asked: SearchRequest) -> str | None:
    """Where a buyer asks all suppliers for what no product answers."""
    return ask_address(title=asked.words) if asked.words else ask_address()


def _hidden(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form of the page carries along beside its own fields."""
    own = {"price_min", "price_max", "moq_max", "lead_time_days_max", "currency", "cursor"}
    return [
        (name, value)
        for name, values in request.GET.lists()
        if name not in own
        for value in values
    ]
