"""Forgetting takes what has run out and leaves the rest."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from fondouk.flows.tidy_up import tidy_up
from fondouk.plumbing import limits, repeats
from fondouk.plumbing.models import Bucket, RepeatedRequest

pytestmark = pytest.mark.django_db


@pytest.mark.both
def test_what_has_run_out_is_forgotten_and_the_rest_kept(at):
    def answer():
        return repeats.Answer(status=201, media_type="application/json", body=b"{}")

    for key, age in (("old", timedelta(hours=25)), ("new", timedelta(hours=1))):
        repeats.once(answer, actor="a", key=key, fingerprint="f", at=at - age)
        limits.spend(f"sign-in:{key}", most=5, window=timedelta(hours=2), at=at - age)
    for key, end in (("ended", "2020-01-01T00:00Z"), ("open", "2200-01-01T00:00Z")):
        Session.objects.create(session_key=key, session_data="", expire_date=end)
    tidy_up(at=at)
    assert [row.key for row in RepeatedRequest.objects.all()] == ["new"]
    assert [row.name for row in Bucket.objects.all()] == ["sign-in:new"]
    assert [row.session_key for row in Session.objects.all()] == ["open"]
    assert tidy_up(at=at) == 0
