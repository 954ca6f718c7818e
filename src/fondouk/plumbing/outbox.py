"""Events leave by the outbox: written with the change itself, read in order, at least once.

A reaction therefore is idempotent by the event's key. A failing reaction stops its own consumer
at that event, is tried again with growing pauses, and never holds up another consumer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import connection
from django.db.models import Q, QuerySet

from fondouk.kernel.actor import Actor, Deed
from fondouk.plumbing import clock
from fondouk.plumbing.models import OutboxCursor, OutboxEvent

log = structlog.get_logger(__name__)

_PAUSE_MAX = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened. `key` is stable over repetitions: a reaction may dedupe by it.

    `order` is its place among all events: whoever reads the rows after `horizon` gave a place
    sees what every event up to that place did.
    """

    id: int
    kind: str
    key: str
    payload: Mapping[str, object]
    at: datetime
    order: tuple[int, int] = (0, 0)


Reaction = Callable[[Event], None]
Reactions = Mapping[str, tuple[Reaction, ...]]


def publish(kind: str, key: str, payload: Mapping[str, object], *, at: datetime) -> None:
    """Write an event; it takes effect if and only if the surrounding transaction commits."""
    OutboxEvent.objects.create(
        transaction=_transaction_number(), kind=kind, key=key, payload=dict(payload), at=at
    )


def pump(consumer: str, reactions: Reactions, *, most: int = 200) -> int:
    """Hand the consumer its next events, at most `most`; return how many it has dealt with."""
    cursor, _ = OutboxCursor.objects.get_or_create(consumer=consumer)
    if cursor.tries and cursor.at and clock.now() < cursor.at + _pause(cursor.tries):
        return 0
    done = 0
    for row in _next_events(cursor, most):
        if not _react(cursor, row, reactions):
            break
        done += 1
    return done


def horizon() -> tuple[int, int]:
    """The place of the newest event of a finished transaction; (0, 0) where there is none."""
    newest = _finished(OutboxEvent.objects.all()).order_by("transaction", "id").last()
    return (newest.transaction, newest.id) if newest else (0, 0)


def backlog(consumer: str) -> int:
    """How many events the consumer has still before it."""
    cursor = OutboxCursor.objects.filter(consumer=consumer).first() or OutboxCursor()
    return OutboxEvent.objects.filter(_after(cursor)).count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standstill:
    """A consumer that fails again and again at one event; `waiting` events stand behind it."""

    consumer: str
    tries: int
    failure: str
    since: datetime | None
    waiting: int


def list_standstills(actor: Actor) -> tuple[Standstill, ...]:
    """The consumers that fail at present. Refuses `not_allowed`."""
    actor.require(Deed.DESK_AUDIT)
    return tuple(
        Standstill(
            consumer=row.consumer,
            tries=row.tries,
            failure=row.failure,
            since=row.at,
            waiting=backlog(row.consumer),
        )
        for row in OutboxCursor.objects.filter(tries__gt=0).order_by("consumer")
    )


def forget_before(at: datetime, consumers: tuple[str, ...]) -> int:
    """Delete events older than `at` which each named consumer has read; return how many."""
    cursors = {row.consumer: row for row in OutboxCursor.objects.filter(consumer__in=consumers)}
    if set(cursors) != set(consumers):
        return 0
    read_by_all = Q(at__lt=at)
    for cursor in cursors.values():
        read_by_all &= ~_after(cursor)
    return OutboxEvent.objects.filter(read_by_all).delete()[0]


def _react(cursor: OutboxCursor, row: OutboxEvent, reactions: Reactions) -> bool:
    event = Event(
        id=row.id,
        kind=row.kind,
        key=row.key,
        payload=row.payload,
        at=row.at,
        order=(row.transaction, row.id),
    )
    # No transaction of ours around a reaction: it may take long (an index, a mail server), and on
    # SQLite a transaction keeps every other writer waiting.
    try:
        for reaction in reactions.get(row.kind, ()):
            reaction(event)
        cursor.transaction, cursor.event = row.transaction, row.id
        cursor.tries, cursor.failure, cursor.at = 0, "", clock.now()
        cursor.save()
    except Exception as error:
        log.error("reaction_failed", consumer=cursor.consumer, kind=row.kind, exc_info=error)
        OutboxCursor.objects.filter(consumer=cursor.consumer).update(
            tries=cursor.tries + 1, failure=f"{row.kind} {row.id}: {error!r}"[:500], at=clock.now()
        )
        return False
    return True


def _next_events(cursor: OutboxCursor, most: int) -> list[OutboxEvent]:
    events = _finished(OutboxEvent.objects.filter(_after(cursor)))
    return list(events.order_by("transaction", "id")[:most])


def _finished(events: QuerySet[OutboxEvent]) -> QuerySet[OutboxEvent]:
    if connection.vendor == "postgresql":
        events = events.extra(where=["transaction < txid_snapshot_xmin(txid_current_snapshot())"])
    return events


def _after(cursor: OutboxCursor) -> Q:
    same = Q(transaction=cursor.transaction, id__gt=cursor.event)
    return same | Q(transaction__gt=cursor.transaction)


def _transaction_number() -> int:
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as sql:
        sql.execute("SELECT txid_current()")
        return int(sql.fetchone()[0])


def _pause(tries: int) -> timedelta:
    return min(timedelta(seconds=2**tries), _PAUSE_MAX)
