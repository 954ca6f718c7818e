"""History is the audit row that a command writes in its own transaction: ids only, no content."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing.models import AuditRow
from fondouk.plumbing.paging import Page, decode_cursor, encode_cursor, page_size

_HISTORY_MAX = 200

request_id: ContextVar[str] = ContextVar("request_id", default="")


def record(
    actor: Actor,
    deed: str,
    object_kind: str,
    object_id: str,
    *,
    at: datetime,
    facts: Mapping[str, str | int | bool | None] | None = None,
) -> None:
    """Write who did what to which object. `facts` hold ids, codes and counts, never free text."""
    AuditRow.objects.create(
        at=at,
        actor_kind=actor.kind,
        actor=actor.id,
        company=actor.company_id or "",
        deed=deed,
        object_kind=object_kind,
        object=object_id,
        facts=dict(facts or {}),
        request=request_id.get(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One deed: who (an opaque id), for which company ("" for none), what, to what, with which
    facts, in which request.
    """

    id: str
    at: datetime
    actor_kind: str
    actor: str
    company: str
    deed: str
    object_kind: str
    object: str
    facts: tuple[tuple[str, Any], ...]
    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuestion:
    """Which rows of the trail: every part narrows it, "" and None leave it wide.

    `since` and `until` are days, both included, in UTC. `object` and `actor` are whole ids.
    """

    object: str = ""
    actor: str = ""
    company: str = ""
    deed: str = ""
    since: date | None = None
    until: date | None = None


def list_rows(
    actor: Actor, question: AuditQuestion, *, cursor: str | None = None, size: int | None = None
) -> Page[AuditEntry]:
    """The trail, the newest row first. Refuses `not_allowed`, `bad_cursor`, `bad_page_size`."""
    actor.require(Deed.DESK_AUDIT)
    rows = AuditRow.objects.order_by("-at", "-id")
    for name in ("object", "actor", "company", "deed"):
        if wanted := getattr(question, name).strip():
            rows = rows.filter(**{name: wanted})
    if question.since:
        rows = rows.filter(at__gte=_midnight(question.since))
    if question.until and question.until < date.max:
        rows = rows.filter(at__lt=_midnight(question.until + timedelta(days=1)))
    if place := decode_cursor(cursor, 2):
        rows = _after(rows, place)
    most = page_size(size)
    found = list(rows[: most + 1])
    last = found[most - 1] if len(found) > most else None
    return Page(
        items=tuple(_entry(row) for row in found[:most]),
        next=encode_cursor(last.at.isoformat(), last.id) if last else None,
    )


def list_deeds(actor: Actor) -> tuple[str, ...]:
    """Every deed that the trail holds, by code. Refuses `not_allowed`."""
    actor.require(Deed.DESK_AUDIT)
    return tuple(AuditRow.objects.order_by("deed").values_list("deed", flat=True).distinct())


def history_of(object_kind: str, object_id: str) -> tuple[AuditEntry, ...]:
    """What was done to one object, newest first, at most 200 rows. It asks no actor: the room
    whose object it is has decided before who may read its history.
    """
    rows = AuditRow.objects.filter(object_kind=object_kind, object=object_id)
    return tuple(_entry(row) for row in rows.order_by("-at", "-id")[:_HISTORY_MAX])


def _after(
    rows: QuerySet[AuditRow], place: tuple[str | int | float | None, ...]
) -> QuerySet[AuditRow]:
    try:
        at = datetime.fromisoformat(str(place[0]))
    except ValueError:
        raise Refused("bad_cursor", "cursor") from None
    return rows.filter(Q(at__lt=at) | Q(at=at, id__lt=str(place[1])))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        at=row.at,
        actor_kind=row.actor_kind,
        actor=row.actor,
        company=row.company,
        deed=row.deed,
        object_kind=row.object_kind,
        object=row.object,
        facts=tuple(sorted(row.facts.items())),
        request=row.request,
    )
