"""The API's door: problems, languages, limits, methods, media types."""

import json

import pytest
from django.test import Client

from fondouk.plumbing.meter import Meter

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return Client()


def problem(response, status, code):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = json.loads(response.content)
    assert body["code"] == code
    assert body["status"] == status
    assert body["errors"][0]["code"] == code
    return body


def test_what_is_not_there_is_a_problem_in_the_readers_language(api):
    body = problem(api.get("/api/v1/nothing", headers={"accept-language": "fr"}), 404, "not_found")
    assert body["detail"].startswith("Il n'y a rien")
    assert body["request"].startswith("req_")
    arabic = api.get("/api/v1/nothing", headers={"accept-language": "ar-MA,en;q=0.5"})
    assert arabic["Content-Language"] == "ar"


def test_a_method_that_is_not_taken_names_those_that_are(api):
    response = api.post("/api/v1/reference/units")
    body = problem(response, 405, "method_not_allowed")
    assert response["Allow"] == "GET"
    assert "GET" in body["remedy"]


def test_head_answers_the_headers_alone(api):
    whole, head = api.get("/api/v1/reference/units"), api.head("/api/v1/reference/units")
    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Length"] == str(len(whole.content))


def test_an_unknown_key_is_401_even_where_none_is_needed(api):
    response = api.get("/api/v1/reference/units", headers={"authorization": "Bearer nobody"})
    problem(response, 401, "bad_key")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_character_of_code_zero_is_refused_at_the_door(api):
    problem(api.get("/api/v1/nothing%00"), 400, "bad_text")
    problem(api.get("/api/v1/reference/units?q=%00"), 400, "bad_text")


def test_a_read_costs_no_query_and_touches_no_session(api, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = api.get("/api/v1/reference/units")
    assert not response.cookies
    assert response["X-Content-Type-Options"] == "nosniff"


def test_reads_are_limited_by_address_and_say_how_long_to_wait(api, hub):
    hub(limit_reads_per_minute=3, demo=False)
    for _ in range(3):
        assert api.get("/api/v1/reference/units", REMOTE_ADDR="192.0.2.7").status_code == 200
    refused = api.get("/api/v1/reference/units", REMOTE_ADDR="192.0.2.7")
    problem(refused, 429, "too_many")
    assert 1 <= int(refused["Retry-After"]) <= 20
    assert api.get("/api/v1/reference/units", REMOTE_ADDR="192.0.2.8").status_code == 200


def test_demo_mode_has_no_limit(api, hub):
    hub(limit_reads_per_minute=1, demo=True)
    answers = {api.get("/api/v1/reference/units").status_code for _ in range(5)}
    assert answers == {200}


def test_zero_means_no_limit(api, hub):
    hub(limit_reads_per_minute=0)
    assert {api.get("/api/v1/reference/units").status_code for _ in range(5)} == {200}


def test_a_trusted_proxys_word_names_the_caller_and_nobody_elses(api, hub):
    hub(limit_reads_per_minute=1, trusted_proxies=("10.0.0.1",))

    def ask(via, caller):
        return api.get(
            "/api/v1/reference/units", REMOTE_ADDR=via, HTTP_X_FORWARDED_FOR=caller
        ).status_code

    assert ask("10.0.0.1", "198.51.100.1") == 200
    assert ask("10.0.0.1", "198.51.100.2") == 200
    assert ask("10.0.0.1", "198.51.100.1, 198.51.100.2") == 429
    assert ask("198.51.100.9", "203.0.113.1") == 200
    assert ask("198.51.100.9", "203.0.113.2") == 429


@pytest.mark.parametrize("most", [1, 2, 60, 600])
def test_the_meter_lets_so_many_through_at_once_and_then_one_a_step(tmp_path, most):
    meter = Meter(tmp_path / "meter", "secret")
    start = 1000.0
    assert [meter.wait_s("a", most, start) for _ in range(most)] == [0] * most
    assert meter.wait_s("a", most, start) >= 1
    assert meter.wait_s("a", most, start + 60 / most + 0.001) == 0
    assert meter.wait_s("a", most, start + 60 / most + 0.002) >= 1
    assert [meter.wait_s("a", most, start + 500) for _ in range(most)] == [0] * most


def test_processes_share_the_meter_and_a_reboot_forgives(tmp_path):
    one, other = Meter(tmp_path / "m", "s"), Meter(tmp_path / "m", "s")
    assert one.wait_s("a", 1, 5000.0) == 0
    assert other.wait_s("a", 1, 5000.0) > 0
    assert other.wait_s("a", 1, 3.0) == 0
