"""What a stranger sends: another host, a stale form. Each gets a page or a problem of ours."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_api_answers_only_under_its_own_names(client):
    answer = client.get("/api/v1/reference/units", headers={"host": "evil.example"})
    assert answer.status_code == 400 and answer.json()["code"] == "bad_host"
    assert client.get("/api/v1/reference/units", headers={"host": "localhost"}).status_code == 200


def test_a_form_without_its_token_gets_our_own_page():
    answer = Client(enforce_csrf_checks=True).post("/language", {"language": "fr"})
    assert answer.status_code == 403
    assert b"Fondouk" in answer.content and b"CSRF_COOKIE" not in answer.content
