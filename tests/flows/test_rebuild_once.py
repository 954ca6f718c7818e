"""Asked twice to write the index anew, the worker writes it once, and misses nothing that came
after.
"""

from datetime import timedelta

import pytest

from fondouk.discovery import commands as discovery
from fondouk.flows import subscriptions
from fondouk.plumbing import outbox
from fondouk.plumbing.models import OutboxEvent

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_wishes_that_were_there_already_are_answered_by_one_rebuild(at, monkeypatch):
    asked = []
    rebuild = discovery.rebuild_index

    def counted(**given):
        asked.append(given["at"])
        return rebuild(**given)

    monkeypatch.setattr(discovery, "rebuild_index", counted)
    for minute in range(3):
        subscriptions.ask_for_rebuild(at=at + timedelta(minutes=minute))
    settle()
    outbox.pump("search", subscriptions.CONSUMERS["search"])
    assert len(asked) == 1
    subscriptions.ask_for_rebuild(at=at + timedelta(minutes=9))
    settle()
    outbox.pump("search", subscriptions.CONSUMERS["search"])
    assert len(asked) == 2


def settle():
    """A test's own transaction is still open on PostgreSQL: count its events as finished."""
    OutboxEvent.objects.update(transaction=0)
