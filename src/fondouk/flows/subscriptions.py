"""What reacts to what: for each consumer, from the kind of event to its reactions.

Every reaction is idempotent by the event's key, since the outbox delivers at least once.
"""

from collections.abc import Mapping

from fondouk.plumbing.outbox import Reactions

CONSUMERS: Mapping[str, Reactions] = {}
