"""An import, its errors and mappings as programs write and read them."""

from typing import Any, Literal

from pydantic import Field

from fondouk.api.shapes import In, ObjectOut, Out

Written = dict[str, Any]


class CountsOut(Out):
    """Rows by what became of them."""

    read: int
    refused: int
    created: int
    updated: int
    unchanged: int
    published: int


class FailureOut(Out):
    """Why the file as a whole could not be read."""

    code: str
    detail: str
    remedy: str


class ImportOut(ObjectOut):
    """An import; `share` is the part that is done, 0 to 1."""

    state: Literal[
        "preview",
        "waiting",
        "checking",
        "checked",
        "applying",
        "releasing",
        "done",
        "failed",
        "cancelled",
    ]
    href: str
    file_name: str
    kind: str
    dry_run: bool
    publish: bool
    on_error: Literal["abort", "skip"]
    counts: CountsOut
    share: float
    seconds: float
    created_at: str
    finished_at: str | None
    failure: FailureOut | None


class ErrorOut(Out):
    """One thing wrong with one row; `column` is the file's own."""

    row: int
    column: str
    value: str
    code: str
    detail: str
    remedy: str


class ImportOptions(In):
    """How an upload is imported. `mapping` is a mapping's JSON, or the id of a saved one."""

    mapping: str = Field("", max_length=200_000)
    publish: bool = False
    on_error: Literal["abort", "skip"] = "abort"
    dry_run: bool = False
    start: bool = True


class MappingIn(In):
    """A mapping and the name to keep it under."""

    name: str = Field(min_length=1, max_length=120)
    mapping: Written


class MappingOut(Out):
    """A saved mapping."""

    id: str
    name: str
    mapping: Written
    updated_at: str


IMPORT: dict[str, Any] = {
    "id": "imp_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "state": "done",
    "version": 9,
    "actions": [],
    "href": "/api/v1/imports/imp_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "file_name": "products.csv",
    "kind": "csv",
    "dry_run": False,
    "publish": True,
    "on_error": "skip",
    "counts": {
        "read": 120,
        "refused": 1,
        "created": 100,
        "updated": 19,
        "unchanged": 0,
        "published": 119,
    },
    "share": 1.0,
    "seconds": 0.4,
    "created_at": "2026-11-23T09:00:00+00:00",
    "finished_at": "2026-11-23T09:00:01+00:00",
    "failure": None,
}
ERROR: dict[str, Any] = {
    "row": 7,
    "column": "Prix",
    "value": "1,234",
    "code": "ambiguous_number",
    "detail": "1,234 can be read in two ways.",
    "remedy": "Say in the mapping whether the comma or the point parts the decimals.",
}
MAPPING: dict[str, Any] = {
    "id": "map_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "name": "Our price list",
    "mapping": {"version": 1, "fields": {"sku": "Ref", "name": "Designation"}},
    "updated_at": "2026-11-23T09:00:00+00:00",
}
