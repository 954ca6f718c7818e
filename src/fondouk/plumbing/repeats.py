"""A repeated request gets its first answer again: at most once is done, however often it is sent.

The row is written in the transaction of the deed itself, so that an answer is kept exactly when
the deed is; a twin that comes at the same time waits at the unique key and then reads the answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from fondouk.kernel.refused import Refused
from fondouk.plumbing.models import RepeatedRequest

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What went out: the status, the media type and the bytes."""

    status: int
    media_type: str
    body: bytes
    keep: bool = True
    repeated: bool = False


def once(
    deed: Callable[[], Answer], *, actor: str, key: str, fingerprint: str, at: datetime
) -> Answer:
    """The answer of `deed`, or the kept one of an earlier request with this actor and key.

    An answer that says not to keep it takes back everything that the deed wrote. Refuses
    `key_used_otherwise` where the earlier request was another one.
    """
    with transaction.atomic():
        mine = {"fingerprint": fingerprint, "at": at}
        RepeatedRequest.objects.filter(actor=actor, key=key, at__lte=at - KEPT).delete()
        row, new = RepeatedRequest.objects.get_or_create(actor=actor, key=key, defaults=mine)
        if not new:
            return _kept(row, fingerprint)
        answer = deed()
        if not answer.keep:
            transaction.set_rollback(True)
            return answer
        row.status, row.media_type, row.body = answer.status, answer.media_type, answer.body
        row.save(update_fields=["status", "media_type", "body"])
        return answer


def forget_old(*, at: datetime) -> int:
    """Delete the answers older than a day; how many there were."""
    return RepeatedRequest.objects.filter(at__lte=at - KEPT).delete()[0]


def _kept(row: RepeatedRequest, fingerprint: str) -> Answer:
    if row.fingerprint != fingerprint or row.status is None:
        raise Refused("key_used_otherwise", "Idempotency-Key")
    body = bytes(row.body)
    return Answer(status=row.status, media_type=row.media_type, body=body, repeated=True)
