"""The API's own short way through the server: no session, no cookie, no page's middleware."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from fondouk.api import access, idempotency, limits, problems
from fondouk.kernel.actor import Visitor
from fondouk.kernel.refused import Refused

PREFIX = "/api/"
PAGES = "/api/v1/docs"
_LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)


class Gateway:
    """Answers everything under /api/ but the reference pages, which are pages like others."""

    def __init__(self, handle: Callable[[HttpRequest], HttpResponse]) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX) or request.path_info == PAGES:
            return self.handle(request)
        request.LANGUAGE_CODE = language = _language(request)
        with translation.override(language):
            try:
                response = _respond(request)
            except Exception as error:  # whatever it is, the caller gets a problem document
                response = problems.answer_exception(request, error)
        response["Vary"] = "Accept-Language, Authorization"
        response.setdefault("Cache-Control", "no-store")
        if request.META["REQUEST_METHOD"] == "HEAD":
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response


def _respond(request: HttpRequest) -> HttpResponse:
    request._api_actor = Visitor()  # type: ignore[attr-defined]
    try:
        request.get_host()
    except DisallowedHost:
        raise Refused("bad_host") from None
    if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
        raise Refused("bad_text")
    actor = access.read_actor(request)
    request._api_actor = actor  # type: ignore[attr-defined]
    limits.spend(request, actor)
    match = get_resolver().resolve(request.path_info)
    request.resolver_match = match

    def handle() -> HttpResponse:
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return response if response.status_code != 405 else _not_allowed(request, response)

    if request.method == "HEAD":
        request.method = "GET"
    elif request.method == "POST":
        return idempotency.answer_once(request, actor, handle)
    return handle()


def _not_allowed(request: HttpRequest, bare: HttpResponse) -> HttpResponse:
    allowed = bare["Allow"]
    response = problems.answer_refused(request, Refused("method_not_allowed", allowed=allowed))
    response["Allow"] = allowed
    return response


def _language(request: HttpRequest) -> str:
    """The first of the reader's languages which the hub speaks, else English."""
    for wanted, _ in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")):
        if wanted[:2] in _LANGUAGES:
            return wanted[:2]
    return "en"
