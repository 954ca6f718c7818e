"""The outbox: nothing lost, nothing out of order, a failure holds up its own consumer alone."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction

from fondouk.plumbing import outbox
from fondouk.plumbing.models import OutboxCursor, OutboxEvent

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def collect():
    seen = []
    return seen, {"made": (lambda event: seen.append(event.payload["n"]),)}


def test_events_come_once_and_in_their_order(at):
    for number in range(5):
        outbox.publish("made", f"k{number}", {"n": number}, at=at)
    outbox.publish("other", "k", {}, at=at)
    seen, reactions = collect()
    settle()
    assert outbox.backlog("reader") == 6
    assert outbox.pump("reader", reactions) == 6
    assert outbox.pump("reader", reactions) == 0
    assert seen == [0, 1, 2, 3, 4]


def test_an_event_of_a_transaction_that_failed_never_happened(at):
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.publish("made", "k", {"n": 1}, at=at)
        raise RuntimeError
    assert not OutboxEvent.objects.exists()


def test_a_failing_reaction_stops_its_consumer_and_no_other(at):
    outbox.publish("made", "k", {"n": 1}, at=at)
    settle()

    def fail(event):
        raise ValueError("no")

    seen, reactions = collect()
    assert outbox.pump("sad", {"made": (fail,)}) == 0
    assert outbox.pump("glad", reactions) == 1
    cursor = OutboxCursor.objects.get(consumer="sad")
    assert cursor.tries == 1 and "ValueError" in cursor.failure
    assert outbox.pump("sad", reactions) == 0, "it waits before it tries again"
    OutboxCursor.objects.filter(consumer="sad").update(at=at - timedelta(days=1))
    assert outbox.pump("sad", reactions) == 1
    assert seen == [1, 1]


def test_only_what_everybody_has_read_is_forgotten(at):
    outbox.publish("made", "k", {"n": 1}, at=at)
    settle()
    _, reactions = collect()
    outbox.pump("first", reactions)
    later = at + timedelta(days=30)
    assert outbox.forget_before(later, ("first", "second")) == 0
    outbox.pump("second", reactions)
    assert outbox.forget_before(later, ("first", "second")) == 1


@pytest.mark.django_db(transaction=True)
def test_an_event_whose_transaction_ends_late_is_not_passed_over(at):
    """A slow writer takes its number first and commits last; the reader waits for it."""
    if connection.vendor != "postgresql":
        outbox.publish("made", "k", {"n": 1}, at=at)
        assert outbox.backlog("reader") == 1, (
            "SQLite has one writer at a time: nothing can overtake"
        )
        return
    started, finish = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            outbox.publish("made", "slow", {"n": 1}, at=at)
            started.set()
            finish.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    started.wait(10)
    outbox.publish("made", "quick", {"n": 2}, at=at)
    seen, reactions = collect()
    outbox.pump("reader", reactions)
    assert seen == []
    finish.set()
    thread.join()
    # Other databases of the same server may have transactions of their own running: wait for them.
    until = time.monotonic() + 30
    while len(seen) < 2 and time.monotonic() < until:
        outbox.pump("reader", reactions)
        time.sleep(0.05)
    assert seen == [1, 2]


def settle():
    """A test's own transaction is still open on PostgreSQL: count its events as finished."""
    OutboxEvent.objects.update(transaction=0)
