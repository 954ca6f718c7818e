"""Pages of words, switches, and what robots read."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from fondouk.answers.site_map import iter_addresses, iter_map_parts
from fondouk.kernel.refused import Refused
from fondouk.web.public.reader import CURRENCIES, CURRENCY_COOKIE
from fondouk.web.ui.shortcuts import local_address, render
from fondouk.web.ui.views import YEAR

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the hub is, how it ranks, where its figures come from."""
    return render(request, "public/about.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the hub keeps of a person, and how to take it away again."""
    return render(request, "public/privacy.html")


@require_POST
def set_currency(request: HttpRequest) -> HttpResponse:
    """Keep the reader's currency in a cookie and go back; an unknown one is ignored."""
    back = HttpResponseRedirect(local_address(request, request.POST.get("next"), "/"))
    chosen = request.POST.get("currency", "")
    if chosen in CURRENCIES:
        back.set_cookie(
            CURRENCY_COOKIE,
            chosen,
            max_age=YEAR,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    return back


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read: pages, not every combination of filters."""
    lines = [
        "User-agent: *",
        "Disallow: /account/",
        "Disallow: /compare",
        "Disallow: /search",
        "Allow: /search$",
        f"Sitemap: {request.build_absolute_uri(reverse('public:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> StreamingHttpResponse:
    """The index of the maps of products."""
    root = request.build_absolute_uri("/").rstrip("/")

    def lines() -> Iterator[str]:
        yield f"{_HEAD}<sitemapindex {_SPACE}>\n"
        for after in iter_map_parts():
            part = reverse("public:sitemap-part", kwargs={"after": after or "start"})
            yield f"<sitemap><loc>{root}{part}</loc></sitemap>\n"
        yield "</sitemapindex>\n"

    return StreamingHttpResponse(lines(), content_type="application/xml; charset=utf-8")


@require_safe
def sitemap_part(request: HttpRequest, after: str) -> StreamingHttpResponse:
    """One map: the addresses of products after an id, streamed chunk by chunk."""
    if after != "start" and not after.startswith("prd_"):
        raise Refused("not_found")
    root = request.build_absolute_uri("/").rstrip("/")

    def lines() -> Iterator[str]:
        yield f"{_HEAD}<urlset {_SPACE}>\n"
        for product_id in iter_addresses("" if after == "start" else after):
            where = reverse("public:product", kwargs={"product_id": product_id})
            yield f"<url><loc>{root}{where}</loc></url>\n"
        yield "</urlset>\n"

    return StreamingHttpResponse(lines(), content_type="application/xml; charset=utf-8")
