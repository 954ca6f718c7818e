"""Who asks: a program with its company's key, or a visitor. The API reads no cookie."""

from django.conf import settings
from django.http import HttpRequest

from fondouk.companies.commands import note_key_used
from fondouk.companies.queries import actor_for_key
from fondouk.kernel.actor import Actor, Deed, Visitor
from fondouk.kernel.numbers import whole_of
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock


def read_actor(request: HttpRequest) -> Actor:
    """The holder of the key in `Authorization: Bearer KEY`; a visitor where there is none.

    Refuses `bad_key` for a key that is unknown, revoked or not written like one.
    """
    header = request.META.get("HTTP_AUTHORIZATION", "")
    if not header:
        return Visitor()
    scheme, _, key = header.partition(" ")
    at = clock.now()
    actor = actor_for_key(key.strip(), at) if scheme.lower() == "bearer" else None
    if actor is None:
        raise Refused("bad_key", "Authorization")
    note_key_used(actor=actor, at=at)
    return actor


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, as the gateway has read it."""
    actor: Actor = request._api_actor  # type: ignore[attr-defined]
    return actor


def language_of(request: HttpRequest) -> str:
    """The language of words in the answer: en, fr, ar or es, by Accept-Language."""
    return str(request.LANGUAGE_CODE)


def expected_version(request: HttpRequest) -> int | None:
    """The version in `If-Match: "3"`; None where the caller does not say or says `*`.

    Refuses `bad_if_match`.
    """
    text = request.META.get("HTTP_IF_MATCH", "").strip()
    if text in {"", "*"}:
        return None
    digits = text.removeprefix("W/").strip('"')
    version = whole_of(digits)
    if version is None:
        raise Refused("bad_if_match", "If-Match", value=text[:40])
    return version


def address_of(request: HttpRequest) -> str:
    """The caller's network address; a trusted proxy's word is believed, nobody else's."""
    address = request.META.get("REMOTE_ADDR", "")
    trusted = settings.FONDOUK.trusted_proxies
    if address in trusted:
        for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
            if hop.strip() and hop.strip() not in trusted:
                return hop.strip()
    return address


class Needs:
    """An operation's key and scope, checked before its input is read."""

    openapi_security_schema = {"type": "http", "scheme": "bearer"}

    def __init__(self, deed: Deed | None) -> None:
        self.deed = deed

    def __call__(self, request: HttpRequest) -> Actor:
        actor = actor_of(request)
        if isinstance(actor, Visitor):
            raise Refused("key_needed", "Authorization")
        if self.deed is not None:
            actor.require(self.deed)
        return actor
