"""Every "no" of the API as application/problem+json (RFC 9457), with the codes of the pages."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.db import DatabaseError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404
from ninja.errors import HttpError, ValidationError

from fondouk.api.access import language_of
from fondouk.kernel.actor import Visitor
from fondouk.kernel.refused import Refusals, Refused, Unavailable
from fondouk.plumbing import audit, refusals

log = structlog.get_logger("fondouk.api")

MEDIA_TYPE = "application/problem+json"
DOCS = "/api/v1/docs"


def answer_refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The problem document of a refusal, in the reader's language, with its own status."""
    if refused.code == "not_allowed" and isinstance(_asker(request), Visitor):
        refused = Refused("key_needed", "Authorization")
    language = language_of(request)
    each = [_one(one, language) for one in refused]
    first, status = each[0], refusals.status_of(refused)
    body = {
        "type": f"{DOCS}#{refused.code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        **first,
        "errors": each,
        "request": audit.request_id.get(),
    }
    response = HttpResponse(orjson.dumps(body), status=status, content_type=MEDIA_TYPE)
    response["Content-Language"] = language
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="fondouk"'
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        response["Retry-After"] = str(refused.facts.get("retry_after_seconds", 5))
    return response


def answer_exception(request: HttpRequest, error: Exception) -> HttpResponse:
    """The problem for whatever went wrong; what nobody foresaw is logged and says no detail."""
    return answer_refused(request, as_refused(error))


def as_refused(error: Exception) -> Refused:
    """The refusal that an exception amounts to."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, ValidationError):
        return Refusals([_from_pydantic(one) for one in error.errors])
    if isinstance(error, HttpError):
        cause = error.__cause__
        if isinstance(cause, Exception):
            return as_refused(cause)
        return Refused("bad_request")
    for kinds, code in _FORESEEN:
        if isinstance(error, kinds):
            return Refused(code)
    if isinstance(error, DatabaseError) and not _busy(error):
        log.error("database_failed", exc_info=error)
        return Refused("failed")
    if isinstance(error, Unavailable | OperationalError):
        log.warning("unavailable", exc_info=error)
        return Refused("unavailable")
    log.error("unexpected", exc_info=error)
    return Refused("failed")


_FORESEEN: Sequence[tuple[tuple[type[Exception], ...], str]] = (
    ((Http404, Resolver404), "not_found"),
    ((RequestDataTooBig, TooManyFilesSent), "body_too_large"),
    ((SuspiciousOperation, UnreadablePostError, MultiPartParserError), "bad_request"),
)


def _busy(error: DatabaseError) -> bool:
    return isinstance(error, OperationalError) and (
        "locked" in str(error) or "connect" in str(error)
    )


def _asker(request: HttpRequest) -> object:
    return getattr(request, "_api_actor", None)


def _one(refused: Refused, language: str) -> dict[str, Any]:
    return {
        "code": refused.code,
        "detail": refusals.sentence(refused, language),
        "remedy": refusals.remedy(refused, language),
        "field": refused.field,
    }


# What pydantic calls a mistake, and what the hub calls it. The rest is a `input_invalid`.
_CODES: Mapping[str, str] = {
    "missing": "input_required",
    "extra_forbidden": "input_unknown",
    "string_type": "input_type",
    "int_type": "input_type",
    "int_parsing": "input_type",
    "int_from_float": "input_type",
    "bool_type": "input_type",
    "bool_parsing": "input_type",
    "list_type": "input_type",
    "dict_type": "input_type",
    "model_type": "input_type",
    "model_attributes_type": "input_type",
    "date_type": "input_type",
    "date_parsing": "input_type",
    "date_from_datetime_parsing": "input_type",
    "string_too_long": "input_too_long",
    "too_long": "input_too_long",
    "string_too_short": "input_too_short",
    "too_short": "input_too_short",
    "literal_error": "input_choice",
    "enum": "input_choice",
}
_LIMITS = ("max_length", "min_length", "le", "ge", "lt", "gt")


def _from_pydantic(error: Mapping[str, Any]) -> Refused:
    """One mistake in the input, as a refusal of the field where it stands."""
    kind, facts = str(error["type"]), dict(error.get("ctx") or {})
    source, *rest = error["loc"]
    if source in {"body", "form", "file"} and rest:
        rest = rest[1:] if len(rest) > 1 or source == "body" else rest
    field = ".".join(str(part) for part in rest) or None
    if kind in refusals.table():
        return Refused(kind, field, **facts)
    if kind == "missing" and field is None:
        return Refused("body_missing")
    limit = next((facts[name] for name in _LIMITS if name in facts), "")
    expected = facts.get("expected", "") or kind.split("_")[0]
    return Refused(
        _CODES.get(kind, "input_invalid"), field, limit=limit, expected=expected, kind=kind
    )
