"""What nobody needs any more is forgotten, once an hour.

answers to repeated requests (a day) | events that every consumer has read (30 days)
| counts of limits and sessions that have run out
"""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore

from fondouk.flows.subscriptions import CONSUMERS
from fondouk.plumbing import limits, outbox, repeats

EVENTS_KEPT = timedelta(days=30)


def tidy_up(*, at: datetime) -> int:
    """Forget what has run out and answer how many rows went; doing it again does nothing."""
    gone = repeats.forget_old(at=at)
    gone += outbox.forget_before(at - EVENTS_KEPT, tuple(CONSUMERS))
    gone += limits.forget_old(at=at)
    SessionStore.clear_expired()
    return gone
