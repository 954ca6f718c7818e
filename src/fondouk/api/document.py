"""The OpenAPI document, finished: keys, examples and problem answers of every operation."""

from collections.abc import Iterator
from typing import Any

from fondouk.api.problems import MEDIA_TYPE
from fondouk.plumbing import refusals

_METHODS = {"get", "post", "put", "patch", "delete"}
_PROBLEM = "#/components/schemas/Problem"
_EVERYWHERE = ("bad_request", "bad_key", "too_many", "failed", "unavailable")
_WITH_INPUT = ("input_invalid",)
_WITH_BODY = ("input_required", "input_unknown", "body_too_large", "unsupported_media_type")
_WITH_KEY = ("key_needed", "not_allowed")

Document = dict[str, Any]


def operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    """Each (path, method, operation) of the document."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method in _METHODS:
                yield path, method, operation


def finish(document: Document) -> Document:
    """Add to ninja's document what it does not know; changes it in place."""
    components = document["components"]
    components["schemas"]["Problem"] = _problem_schema()
    components["securitySchemes"] = {
        "key": {
            "type": "http",
            "scheme": "bearer",
            "description": "A company's key with scopes: `Authorization: Bearer KEY`.",
        }
    }
    for path, method, operation in operations(document):
        _finish_operation(path, method, operation)
    return document


def _finish_operation(path: str, method: str, operation: Document) -> None:
    secured = bool(operation.get("security"))
    operation["security"] = [{"key": []}] if secured else [{}, {"key": []}]
    codes = [*_EVERYWHERE, *operation.pop("x-refuses", ())]
    has_input = bool(operation["parameters"]) or "requestBody" in operation
    codes += _WITH_INPUT if has_input else ()
    codes += _WITH_BODY if "requestBody" in operation else ()
    codes += _WITH_KEY if secured else ()
    codes += ("not_found",) if "{" in path else ()
    if method == "post":
        operation["parameters"].append(_idempotency_parameter())
        codes += ("bad_idempotency_key", "key_used_otherwise")
    if method in {"put", "patch", "delete"} or "stale_version" in codes:
        operation["parameters"].append(_if_match_parameter())
        codes += ("bad_if_match", "stale_version")
    _add_examples(operation)
    _add_problems(operation, sorted(set(codes)))


def _add_examples(operation: Document) -> None:
    example = operation.pop("x-answer", None)
    for status, response in operation["responses"].items():
        for content in response.get("content", {}).values():
            if int(status) < 300 and example is not None:
                content["example"] = example
    body = operation.pop("x-body", None)
    if body is not None:
        for content in operation["requestBody"]["content"].values():
            content["example"] = body


def _add_problems(operation: Document, codes: list[str]) -> None:
    by_status: dict[int, list[str]] = {}
    table = refusals.table()
    for code in codes:
        by_status.setdefault(table[code].status, []).append(code)
    for status, some in sorted(by_status.items()):
        words = table[some[0]]
        shown = {
            "type": f"/api/v1/docs#{some[0]}",
            "title": "Problem",
            "status": status,
            "code": some[0],
            "detail": words.sentence["en"],
            "remedy": words.remedy["en"],
            "field": None,
            "errors": [],
            "request": "req_01kaqx",
        }
        operation["responses"][status] = {
            "description": "One of: " + ", ".join(f"`{code}`" for code in some),
            "content": {MEDIA_TYPE: {"schema": {"$ref": _PROBLEM}, "example": shown}},
            "x-codes": some,
        }


def _problem_schema() -> Document:
    text = {"type": "string"}
    one = {
        "code": {**text, "description": "Stable; the table of codes says what each means."},
        "detail": {**text, "description": "What is wrong, in the reader's language."},
        "remedy": {**text, "description": "What to do about it; may be empty."},
        "field": {"type": ["string", "null"], "description": "Which member to mend."},
    }
    each = {"type": "object", "properties": one, "required": list(one)}
    whole = {
        "type": {**text, "description": "Where the code is explained."},
        "title": text,
        "status": {"type": "integer"},
        **one,
        "errors": {"type": "array", "items": each, "description": "All mistakes at once."},
        "request": {**text, "description": "The request's id in the hub's log."},
    }
    return {
        "type": "object",
        "title": "Problem",
        "description": "An answer that says no, by RFC 9457.",
        "properties": whole,
        "required": list(whole),
    }


def _idempotency_parameter() -> Document:
    return {
        "in": "header",
        "name": "Idempotency-Key",
        "required": False,
        "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
        "description": "The same key and body within 24 hours give the first answer again.",
    }


def _if_match_parameter() -> Document:
    return {
        "in": "header",
        "name": "If-Match",
        "required": False,
        "schema": {"type": "string", "pattern": r'^("[0-9]{1,9}"|\*)$'},
        "description": "The version that you have seen (its ETag); a newer one answers 412.",
        "example": '"3"',
    }
