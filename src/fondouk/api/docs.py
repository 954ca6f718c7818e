"""The readable reference: a page made from the OpenAPI document and the table of refusals."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext, gettext_noop

from fondouk.api.app import document
from fondouk.api.document import Document, operations
from fondouk.plumbing import refusals

# The groups in their order, as routers name them; the words are translated when shown.
GROUPS: Mapping[str, tuple[str, str]] = {
    "Search": (
        gettext_noop("Search"),
        gettext_noop("Find products, suggestions, saved searches."),
    ),
    "Catalogue": (gettext_noop("Catalogue"), gettext_noop("Products, pictures, categories.")),
    "Import": (gettext_noop("Import and export"), gettext_noop("Whole catalogues as files.")),
    "Companies": (
        gettext_noop("Companies"),
        gettext_noop("Who you are here, suppliers, certificates."),
    ),
    "Sourcing": (
        gettext_noop("Requests and quotes"),
        gettext_noop("Ask several suppliers, compare, award."),
    ),
    "Orders": (gettext_noop("Orders"), gettext_noop("What was agreed, and where it stands.")),
    "Messages": (
        gettext_noop("Messages"),
        gettext_noop("Words on a request, a quote or an order."),
    ),
    "Reference": (
        gettext_noop("Reference lists"),
        gettext_noop("Units, terms, countries, places, rates."),
    ),
}
_DEPTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A parameter or a member: where it stands, what it takes."""

    name: str
    kind: str
    required: bool
    words: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    scope: str
    open: bool
    parameters: tuple[Row, ...]
    body: tuple[Row, ...]
    body_kind: str
    body_example: str
    status: str
    answer: tuple[Row, ...]
    answer_example: str
    problems: tuple[tuple[str, tuple[str, ...]], ...]


def reference(request: HttpRequest) -> HttpResponse:
    """`GET /api/v1/docs`: every operation by group, and the table of codes."""
    language = (get_language() or "en")[:2]
    groups = [
        {"id": name.lower(), "title": gettext(title), "lead": gettext(lead), "shown": shown[name]}
        for shown in [_by_group()]
        for name, (title, lead) in GROUPS.items()
        if shown.get(name)
    ]
    codes = [
        {
            "code": code,
            "status": words.status,
            "sentence": words.sentence[language],
            "remedy": words.remedy[language],
        }
        for code, words in sorted(refusals.table().items())
    ]
    host = f"{request.scheme}://{request.get_host()}"
    return render(request, "api/reference.html", {"groups": groups, "codes": codes, "host": host})


@cache
def _by_group() -> dict[str, list[Shown]]:
    """The operations of each group, read once a process from the document."""
    whole = document()
    groups: dict[str, list[Shown]] = {}
    for path, method, operation in operations(whole):
        shown = _shown(whole, path, method, operation)
        groups.setdefault(operation["tags"][0], []).append(shown)
    return groups


def _shown(whole: Document, path: str, method: str, operation: Document) -> Shown:
    status, good = next(
        (str(status), one) for status, one in operation["responses"].items() if int(status) < 300
    )
    _, answer = _first(good.get("content", {}))
    kind, body = _first(operation.get("requestBody", {}).get("content", {}))
    return Shown(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation["description"],
        scope=operation.get("x-scope", ""),
        open={} in operation["security"],
        parameters=tuple(_parameter(whole, one) for one in operation["parameters"]),
        body=tuple(_members(whole, body.get("schema", {}))),
        body_kind=kind,
        body_example=_pretty(body.get("example")),
        status=status,
        answer=tuple(_members(whole, answer.get("schema", {}))),
        answer_example=_pretty(answer.get("example")),
        problems=tuple(
            (str(status), tuple(one["x-codes"]))
            for status, one in operation["responses"].items()
            if "x-codes" in one
        ),
    )


def _first(content: Mapping[str, Document]) -> tuple[str, Document]:
    """The media type and what is said of it; there is one at most."""
    return next(iter(content.items())) if content else ("", {})


def _pretty(example: Any) -> str:
    if example is None:
        return ""
    return orjson.dumps(example, option=orjson.OPT_INDENT_2).decode()


def _parameter(whole: Document, one: Document) -> Row:
    return Row(
        name=one["name"],
        kind=_kind(whole, one["schema"]),
        required=one.get("required", False),
        words=one.get("description", ""),
        where=one["in"],
    )


def _members(whole: Document, schema: Document, before: str = "", depth: int = 0) -> Iterator[Row]:
    """The members of an object, those of its objects with a dotted name."""
    schema = _plain(whole, schema)
    if schema.get("type") == "array":
        before, schema = f"{before}[]", _plain(whole, schema.get("items", {}))
    required = schema.get("required", ())
    for name, member in schema.get("properties", {}).items():
        dotted = f"{before}.{name}".lstrip(".")
        yield Row(
            name=dotted,
            kind=_kind(whole, member),
            required=name in required,
            words=member.get("description", ""),
        )
        if depth < _DEPTH and name not in {"en", "fr", "ar", "es"}:
            yield from _members(whole, member, dotted, depth + 1)


def _plain(whole: Document, schema: Document) -> Document:
    """The schema itself where it is named elsewhere or may also be null."""
    if "$ref" in schema:
        return _plain(whole, whole["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]])
    choices = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    return _plain(whole, choices[0]) if len(choices) == 1 else schema


def _kind(whole: Document, schema: Document) -> str:
    """The type in few words: `string`, `list of object`, `string or null`."""
    nullable = any(one.get("type") == "null" for one in schema.get("anyOf", ()))
    plain = _plain(whole, schema)
    if "anyOf" in plain:
        each = [_kind(whole, one) for one in plain["anyOf"] if one.get("type") != "null"]
        text = " or ".join(dict.fromkeys(each))
    elif plain.get("type") == "array":
        text = f"list of {_kind(whole, plain.get('items', {}))}"
    elif "enum" in plain and len(plain["enum"]) <= 12:
        text = " | ".join(str(one) for one in plain["enum"])
    else:
        text = str(plain.get("type", "any"))
        if plain.get("format"):
            text = f"{text} ({plain['format']})"
    return f"{text} or null" if nullable else text
