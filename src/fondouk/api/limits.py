"""Reads and writes a minute, by key or else by address; demo mode on this machine has no limit."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from fondouk.api.access import address_of
from fondouk.kernel.actor import Actor, Visitor
from fondouk.kernel.refused import Refused
from fondouk.plumbing.meter import Meter

_READING = {"GET", "HEAD", "OPTIONS"}


@cache
def meter() -> Meter:
    """The counters that the web processes of this machine share."""
    return Meter(Path(settings.FONDOUK.data_dir) / "meter", settings.SECRET_KEY)


def spend(request: HttpRequest, actor: Actor) -> None:
    """Count this request. Refuses `too_many` with the seconds to wait."""
    options = settings.FONDOUK
    reading = request.method in _READING
    most = options.limit_reads_per_minute if reading else options.limit_writes_per_minute
    if not most or options.demo:
        return
    who = address_of(request) if isinstance(actor, Visitor) else actor.id
    wait = meter().wait_s(f"{'r' if reading else 'w'}:{who}", most)
    if wait:
        raise Refused("too_many", retry_after_seconds=wait)
