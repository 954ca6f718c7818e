"""The same POST again: the first answer again, and nothing done twice."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from fondouk.plumbing import clock, repeats
from fondouk.plumbing.models import RepeatedRequest
from fondouk.plumbing.repeats import Answer, once

RECORD = {"sku": "S-1", "name": {"en": "Saffron"}, "category": "food.oils"}


@pytest.fixture
def coop(world):
    world.category("food.oils")
    return world.cooperative()


def test_the_first_answer_comes_again(coop, caller):
    program = caller(coop)
    first = program.post("/products", RECORD, idempotency_key="a")
    again = program.post("/products", RECORD, idempotency_key="a")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    assert again["ETag"] == first["ETag"]
    assert again["Location"] == first["Location"]
    assert len(program.get("/products").json()["items"]) == 1


def test_another_body_or_place_with_the_key_is_409(coop, caller):
    program = caller(coop)
    program.post("/products", RECORD, idempotency_key="a")
    other = program.post("/products", RECORD | {"sku": "S-2"}, idempotency_key="a")
    assert (other.status_code, other.json()["code"]) == (409, "key_used_otherwise")
    elsewhere = program.post("/products/prd_none/publish", idempotency_key="a")
    assert elsewhere.status_code == 409


def test_a_refusal_is_an_answer_too_and_left_nothing(coop, caller):
    program = caller(coop)
    wrong = RECORD | {"category": "nowhere"}
    first = program.post("/products", wrong, idempotency_key="a")
    again = program.post("/products", wrong, idempotency_key="a")
    assert first.status_code == again.status_code == 422
    assert again["Idempotency-Replayed"] == "true"
    assert again["Content-Type"] == "application/problem+json"
    assert program.get("/products").json()["items"] == []


def test_keys_are_each_actors_own(world, coop, caller):
    one, other = caller(coop), caller(world.cooperative())
    assert one.post("/products", RECORD, idempotency_key="a").status_code == 201
    answer = other.post("/products", RECORD, idempotency_key="a")
    assert answer.status_code == 201
    assert "Idempotency-Replayed" not in answer


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "ключ"])
def test_a_key_that_is_none_is_refused(coop, caller, key):
    answer = caller(coop).post("/products", RECORD, idempotency_key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_idempotency_key")


def test_a_day_later_the_key_is_free_again(coop, caller, monkeypatch):
    program, now = caller(coop), clock.now()
    program.post("/products", RECORD, idempotency_key="a")
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=25))
    later = program.post("/products", RECORD | {"sku": "S-2"}, idempotency_key="a")
    assert later.status_code == 201
    assert repeats.forget_old(at=now + timedelta(hours=50)) == 1
    assert not RepeatedRequest.objects.exists()


def test_an_answer_not_to_keep_takes_everything_back(db, at):
    def fail():
        RepeatedRequest.objects.create(actor="x", key="y", fingerprint="z", at=at)
        return Answer(status=500, media_type="t", body=b"", keep=False)

    once(fail, actor="a", key="k", fingerprint="f", at=at)
    assert not RepeatedRequest.objects.exists()


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_twins_at_the_same_time_do_it_once(at):
    done, answers = [], []
    start = threading.Barrier(4)

    def deed():
        done.append(1)
        return Answer(status=201, media_type="application/json", body=b"{}")

    def run():
        start.wait()
        answers.append(once(deed, actor="a", key="k", fingerprint="f", at=at))
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1
    assert sorted(answer.repeated for answer in answers) == [False, True, True, True]
