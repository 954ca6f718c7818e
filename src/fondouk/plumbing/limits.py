"""Rate limits that all web processes share, for dear deeds such as sign-in: a count per window."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from fondouk.kernel.refused import Refused
from fondouk.plumbing.models import Bucket


def spend(name: str, *, most: int, window: timedelta, at: datetime) -> None:
    """Count one use of `name`. Refuses `too_many` with the seconds to wait once `most` are spent.

    The count survives the caller's rollback only outside its transaction: call it first.
    """
    with transaction.atomic():
        Bucket.objects.filter(name=name, until__lte=at).delete()
        bucket, _ = Bucket.objects.get_or_create(name=name, defaults={"until": at + window})
        taken = Bucket.objects.filter(name=name, count__lt=most).update(count=F("count") + 1)
    if not taken:
        wait = max(1, int((bucket.until - at).total_seconds()))
        raise Refused("too_many", retry_after_seconds=wait)


def forgive(name: str) -> None:
    """Forget what was counted, after a success."""
    Bucket.objects.filter(name=name).delete()


def forget_old(*, at: datetime) -> int:
    """Delete the counts whose window is over; how many there were."""
    return Bucket.objects.filter(until__lte=at).delete()[0]
