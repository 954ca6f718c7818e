"""Callers of the API: a visitor, or a program with a company's key."""

import json
from dataclasses import dataclass

import pytest
from django.test import Client

from fakes.world import World
from fondouk.api import limits
from fondouk.companies.commands import issue_key
from fondouk.companies.domain.roles import KEY_SCOPES
from fondouk.companies.queries import actor_for_key
from fondouk.discovery.adapters.product_index import product_index
from fondouk.discovery.ports import INDEX
from fondouk.flows.subscriptions import CONSUMERS
from fondouk.kernel.actor import Actor, Visitor
from fondouk.plumbing.meter import Meter
from fondouk.plumbing.outbox import pump


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
def caller(db, at):
    """`caller()` is a visitor; `caller(owner)` a program of the owner's company with every scope;
    `caller(owner, Deed.ASK)` one with these scopes alone.
    """

    def make(owner=None, *scopes):
        if owner is None:
            return Caller(Visitor(), {})
        issued = issue_key(
            actor=owner,
            company_id=owner.company_id,
            label="A program",
            scopes=[deed.value for deed in scopes or KEY_SCOPES],
            at=at,
        )
        holder = actor_for_key(issued.token, at)
        return Caller(holder, {"authorization": f"Bearer {issued.token}"})

    return make


@pytest.fixture(autouse=True)
def _fresh_meter(tmp_path, monkeypatch):
    """No test counts towards another's limit."""
    meter = Meter(tmp_path / "limits", "secret")
    monkeypatch.setattr(limits, "meter", lambda: meter)


@pytest.fixture
def search_index(tmp_path):
    """A product index of the test's own; call it to let search catch up with what happened."""
    before = INDEX.get()
    INDEX.fill(product_index(tmp_path / "index"))

    def catch_up():
        while pump("search", CONSUMERS["search"]):
            pass

    yield catch_up
    INDEX.fill(before)
