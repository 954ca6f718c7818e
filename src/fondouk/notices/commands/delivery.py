"""Words are handed over in the sender's transaction and leave by a job, so that no page waits.

The words are sealed while they wait, since they may hold a sign-in code, and forgotten when they
have left, failed for good or become useless.
"""

from datetime import datetime, timedelta

import orjson
import structlog

from fondouk.kernel.refused import Unavailable
from fondouk.notices.events import Channel, DeliveryState
from fondouk.notices.models import Delivery
from fondouk.notices.ports import MAIL, SMS
from fondouk.plumbing import clock
from fondouk.plumbing.jobs import task
from fondouk.plumbing.sealing import reseal, seal, unseal
from fondouk.plumbing.tx import command

log = structlog.get_logger(__name__)

TRIES_MAX = 4
_PAUSE = timedelta(seconds=20)


@command
def deliver(
    *,
    channel: Channel,
    address: str,
    subject: str,
    text: str,
    useless_after: datetime | None = None,
    at: datetime,
) -> str:
    """Deliver these words to a mail address or phone number; return the delivery's id.

    Leaves if and only if the surrounding transaction commits; tried again while the provider
    fails, never after `useless_after`. No actor: whoever may cause a message asked before.
    """
    words = orjson.dumps({"address": address, "subject": subject, "text": text})
    row = Delivery.objects.create(
        channel=channel, sealed=seal(words), useless_after=useless_after, at=at
    )
    send_delivery.enqueue(row.id)
    return row.id


@command
def reseal_deliveries() -> int:
    """Put waiting words under the newest encryption key; return how many."""
    count = 0
    for row in Delivery.objects.select_for_update().filter(state=DeliveryState.WAITING):
        row.sealed = reseal(bytes(row.sealed))
        row.save(update_fields=["sealed"])
        count += 1
    return count


@task()
def send_delivery(delivery_id: str) -> None:
    """The job: send what waits. Sending twice is possible after a kill, losing is not."""
    row = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.WAITING).first()
    if row is None:
        return
    at = clock.now()
    if row.useless_after and at > row.useless_after:
        _close(row, DeliveryState.DROPPED, at)
        return
    sender = MAIL.get() if row.channel == Channel.MAIL else SMS.get()
    try:
        sender.send(**orjson.loads(unseal(bytes(row.sealed))))
    except Unavailable as error:
        _try_later(row, at, str(error))
    else:
        _close(row, DeliveryState.SENT, at)


def _try_later(row: Delivery, at: datetime, why: str) -> None:
    row.tries += 1
    log.warning("delivery_failed", delivery=row.id, channel=row.channel, tries=row.tries, why=why)
    if row.tries >= TRIES_MAX:
        _close(row, DeliveryState.FAILED, at)
        return
    row.save(update_fields=["tries"])
    send_delivery.using(run_after=at + _PAUSE * 3**row.tries).enqueue(row.id)


def _close(row: Delivery, state: DeliveryState, at: datetime) -> None:
    row.state, row.sealed, row.left_at = state, b"", at
    row.save(update_fields=["state", "sealed", "left_at", "tries"])
