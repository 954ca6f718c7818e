"""Input of every kind, made from the OpenAPI document: the answers keep to it and never fail."""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fondouk.config.settings")

from fondouk.config.wsgi import application

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
BOUNDED = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
LONG = settings(BOUNDED, max_examples=250, derandomize=False)


def without_key(case):
    """The headers made up, but for the key: that is the test's own."""
    made = case.headers or {}
    own = {name: value for name, value in made.items() if name.lower() != "authorization"}
    return {**own, "accept-encoding": "identity"}


def ask(case, program):
    case.headers = {**without_key(case), **program.headers}
    response = case.call()
    case.validate_response(response, checks=CHECKS)
    if response.status_code >= 400:
        assert response.headers["content-type"][0] == "application/problem+json"
        assert response.json()["code"]


@pytest.fixture(autouse=True)
def _one_connection(hub):
    """The test's transaction outlives each request, as with Django's own test client; and no
    limit on how many there are.
    """
    hub(limit_reads_per_minute=0, limit_writes_per_minute=0)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def program(world, caller):
    """A program with every scope, of a company that has something to show."""
    world.category("food.oils")
    owner = world.cooperative()
    world.product(owner)
    world.product(owner, publish=False)
    return caller(owner)


@schema.parametrize()
@BOUNDED
def test_answers_keep_to_the_document(case, program):
    ask(case, program)


@pytest.mark.long
@schema.parametrize()
@LONG
def test_answers_keep_to_the_document_for_long(case, program):
    ask(case, program)


@schema.parametrize()
@settings(BOUNDED, max_examples=4)
def test_visitors_get_what_is_open_and_401_for_the_rest(case, db, caller):
    case.headers = without_key(case)
    response = case.call()
    secured = {} not in case.operation.definition.raw["security"]
    if secured:
        assert response.status_code in {400, 401, 404, 405}, response.content
    else:
        assert response.status_code not in {401, 403}
