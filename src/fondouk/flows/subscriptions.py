"""What reacts to what: for each consumer, from the kind of event to its reactions.

Every reaction is idempotent by the event's key, since the outbox delivers at least once.
"""

from collections.abc import Mapping
from datetime import datetime

from fondouk.plumbing.outbox import Reactions, publish

REBUILD_ASKED = "rebuild_asked"

CONSUMERS: Mapping[str, Reactions] = {}


def after_restore(*, at: datetime) -> None:
    """Ask for everything derived to be made again from the rows."""
    publish(REBUILD_ASKED, f"restore:{at.isoformat()}", {}, at=at)
