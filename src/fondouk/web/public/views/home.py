"""The front page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from fondouk.answers.front_page import FrontPage, get_front_page
from fondouk.web.account.views.entry import may_try_it
from fondouk.web.public import shown
from fondouk.web.public.hits import hit_card
from fondouk.web.public.reader import CURRENCIES, Reader
from fondouk.web.ui.shortcuts import actor_of, render
from fondouk.web.ui.words import number


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the hub is, what there is to find, and how it works."""
    reader = Reader.of(request)
    page = get_front_page(actor_of(request), currency=reader.currency)
    context = {
        "reader": reader,
        "currencies": CURRENCIES,
        "empty": not page.total,
        "counts": _counts(page) if page.total else (),
        "categories": _categories(page, reader) if page.total else (),
        "newest": [hit_card(hit, reader) for hit in page.newest],
        "try_it": may_try_it(request),
        "canonical": request.build_absolute_uri("/"),
    }
    return render(request, "public/home.html", context)


def _counts(page: FrontPage) -> list[str]:
    """True figures, each in words."""
    categories = sum(1 for count in page.by_category.values() if count)
    return [
        text % {"n": number(count)}
        for text, count in (
            (ngettext("%(n)s product", "%(n)s products", page.total), page.total),
            (ngettext("%(n)s category", "%(n)s categories", categories), categories),
            (ngettext("from %(n)s region", "from %(n)s regions", page.regions), page.regions),
        )
        if count
    ]


def _categories(page: FrontPage, reader: Reader) -> list[dict[str, Any]]:
    """The top of the tree with what lies right below, as tiles; what holds nothing is left out."""
    children = page.tree.children
    return [
        {
            "name": reader.marked(one.names),
            "href": shown.category_address(one.code),
            "motif": one.motif or one.code,
            "count": page.by_category[one.code],
            "below": [
                (reader.marked(child.names), shown.category_address(child.code))
                for child in children.get(one.code, ())
                if page.by_category.get(child.code)
            ],
        }
        for one in children.get(None, ())
        if page.by_category.get(one.code)
    ]
