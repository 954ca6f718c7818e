"""Callers of the API: a visitor, or a program with a company's key."""

import json
from dataclasses import dataclass

import pytest
from django.test import Client

from fakes.world import World
from fondouk.api import access, limits
from fondouk.companies.domain.roles import KEY_SCOPES
from fondouk.kernel.actor import Actor, KeyHolder, Visitor
from fondouk.plumbing.meter import Meter


@dataclass
class Caller:
    """Sends JSON as one actor and reads JSON."""

    actor: Actor
    headers: dict[str, str]

    def get(self, path, **more):
        return self.send("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.send("POST", path, body, **more)

    def patch(self, path, body=None, **more):
        return self.send("PATCH", path, body, **more)

    def send(self, method, path, body=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client().generic(
            method,
            f"/api/v1{path}",
            b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
            headers={**self.headers, **named},
        )


@pytest.fixture
def world(db, at):
    return World(at)


@pytest.fixture
def caller(db, monkeypatch):
    """`caller()` is a visitor; `caller(owner)` a program of the owner's company with every scope;
    `caller(owner, Deed.ASK)` one with these scopes alone.
    """
    keys = {}

    def read(request):
        written = request.META.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        return keys[written] if written else Visitor()

    monkeypatch.setattr(access, "read_actor", read)

    def make(owner=None, *scopes):
        if owner is None:
            return Caller(Visitor(), {})
        name = f"key_{len(keys)}"
        granted = frozenset(scopes) or KEY_SCOPES
        keys[name] = KeyHolder(key=name, company=owner.company_id, granted=granted)
        return Caller(keys[name], {"authorization": f"Bearer {name}"})

    return make


@pytest.fixture(autouse=True)
def _fresh_meter(tmp_path, monkeypatch):
    """No test counts towards another's limit."""
    meter = Meter(tmp_path / "limits", "secret")
    monkeypatch.setattr(limits, "meter", lambda: meter)
