"""How often the entrance may be tried. Counted in the database, so that all processes share it.

Addresses are counted by their hash: a limit is no list of who is here. Demo mode, which listens
on loopback only, has none.
"""

import hashlib
import ipaddress
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fondouk.plumbing import clock, limits

CODES_PER_ADDRESS = (5, timedelta(minutes=10))
PASSWORDS_PER_ADDRESS = (10, timedelta(minutes=15))
SECOND_FACTORS_PER_PERSON = (10, timedelta(minutes=15))
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
INVITATIONS = ((20, _HOUR), (60, _DAY))
INVITATIONS_OF_UNVERIFIED = ((5, _HOUR), (10, _DAY))
POSTS_PER_CLIENT = (60, timedelta(minutes=10))


def spend(deed: str, subject: str, rule: tuple[int, timedelta]) -> None:
    """Count one `deed` on this subject. Refuses `too_many`."""
    if settings.FONDOUK.demo:
        return
    most, window = rule
    limits.spend(_name(deed, subject), most=most, window=window, at=clock.now())


def spend_invitation(request: HttpRequest, person: str, company: str, *, verified: bool) -> None:
    """Count an invitation by its sender, company and network. Refuses `too_many`."""
    subjects = {"person": person, "company": company, "network": client_network(request)}
    for rule in INVITATIONS if verified else INVITATIONS_OF_UNVERIFIED:
        for kind, subject in subjects.items():
            spend(f"invite-{kind}-{rule[1].total_seconds():.0f}", subject, rule)


def forgive(deed: str, subject: str) -> None:
    """Forget what was counted, after a success."""
    limits.forgive(_name(deed, subject))


def entrance(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Count each POST to a page of the entrance, by the client's network."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            spend("entrance", client_network(request), POSTS_PER_CLIENT)
        return view(request, *args, **kwargs)

    return counted


def client_address(request: HttpRequest) -> str:
    """The client's address; a proxy's word for it counts only where the proxy is trusted."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    trusted = set(settings.FONDOUK.trusted_proxies)
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    while address in trusted and forwarded and forwarded[-1]:
        address = forwarded.pop()
    return address


def client_network(request: HttpRequest) -> str:
    """The client's IPv4 address, or the /64 network of an IPv6 one."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return "unknown"
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))


def _name(deed: str, subject: str) -> str:
    digest = hashlib.blake2b(
        subject.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16
    )
    return f"account:{deed}:{digest.hexdigest()}"
