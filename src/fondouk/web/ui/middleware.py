"""What happens around every page: a request id in the logs, the reader's language, coded
refusals.
"""

import time
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

from fondouk.kernel.refused import Refused
from fondouk.plumbing import audit
from fondouk.plumbing.ids import new_id

log = structlog.get_logger("fondouk.request")

Handler = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    """One JSON line a request: id, method, route, status, milliseconds. Never a query or an
    address.
    """

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request_id = new_id("req")
        token = audit.request_id.set(request_id)
        try:
            response = self.handle(request)
        finally:
            audit.request_id.reset(token)
        response["X-Request-Id"] = request_id
        match = request.resolver_match
        log.info(
            "request",
            request=request_id,
            method=request.method,
            route=match.route if match else "",
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
        )
        return response


class PagesCompressed(GZipMiddleware):
    """Pages leave compressed, since phones on poor networks read them; the API's JSON as it is."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)


class ReaderLanguage:
    """The language of the page: the reader's choice (cookie), else the browser's, else English."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle
        self.known = {code for code, _ in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in self.known:
            chosen = translation.get_language_from_request(request)[:2]
        language = chosen if chosen in self.known else "en"
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.handle(request)
        response.setdefault("Content-Language", language)
        if not request.path.startswith(("/static/", "/media/")):
            response["Vary"] = ", ".join(filter(None, [response.get("Vary"), "Accept-Language"]))
        return response


class Refusals:
    """A refusal that no view has turned into words becomes the page for its status."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handle(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        from fondouk.web.ui.shortcuts import refusal_page

        return refusal_page(request, error)
