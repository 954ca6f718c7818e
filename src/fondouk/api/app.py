"""The REST API, version 1: its areas put together, and its OpenAPI document."""

from functools import cache
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.parser import Parser

from fondouk.api import problems
from fondouk.api.document import Document, finish
from fondouk.kernel.refused import Refused

ROOT = "/api/v1/"
# Where each area's router stands, and the group of the reference under which it appears.
AREAS: tuple[tuple[str, str], ...] = (
    ("fondouk.api.search.router", "Search"),
    ("fondouk.api.catalogue.router", "Catalogue"),
    ("fondouk.api.pictures.router", "Catalogue"),
    ("fondouk.api.imports.router", "Import"),
    ("fondouk.api.sourcing.router", "Sourcing"),
    ("fondouk.api.orders.router", "Orders"),
    ("fondouk.api.messages.router", "Messages"),
    ("fondouk.api.companies.router", "Companies"),
    ("fondouk.api.certificates.router", "Companies"),
    ("fondouk.api.reference.router", "Reference"),
)

DESCRIPTION = """\
Everything that the hub's pages do, for programs. Amounts are decimal strings with a currency,
ids are opaque strings, lists go by cursor, every "no" is a problem document with a stable code.
"""


class BodyParser(Parser):
    """JSON in, and nothing else where JSON is asked for."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise Refused("unsupported_media_type", value=str(request.content_type)[:40])
        try:
            body = orjson.loads(request.body)
        except orjson.JSONDecodeError:
            raise Refused("body_not_json") from None
        if b"\\u0000" in request.body:
            raise Refused("bad_text")
        return body


class Api(NinjaAPI):
    """The assembled API."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        return ROOT

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        return problems.answer_exception(request, exc)


def assemble() -> Api:
    """The API with all its areas mounted."""
    made = Api(
        title="Fondouk",
        version="1.0.0",
        description=DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
        parser=BodyParser(),
    )
    for router, group in AREAS:
        made.add_router("", router, tags=[group])
    return made


api = assemble()


@cache
def document() -> Document:
    """The OpenAPI 3.1 document; made once a process."""
    made = api.get_openapi_schema()
    return finish(orjson.loads(orjson.dumps(made, option=orjson.OPT_NON_STR_KEYS)))


@cache
def _document_bytes() -> bytes:
    return orjson.dumps(document(), option=orjson.OPT_NON_STR_KEYS)


def openapi_json(request: HttpRequest) -> HttpResponse:
    """`GET /api/v1/openapi.json`."""
    response = HttpResponse(_document_bytes(), content_type="application/json")
    response["Cache-Control"] = "public, max-age=300"
    return response
