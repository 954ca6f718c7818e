"""The trail of deeds: narrowed by each part, paged without gaps, for the desk alone."""

from datetime import date, timedelta

import pytest

from fondouk.kernel.actor import Deed, Staff, System, Visitor
from fondouk.kernel.refused import Refused
from fondouk.plumbing.audit import AuditQuestion, history_of, list_deeds, list_rows, record

DESK = Staff(person="per_desk", granted=frozenset({Deed.DESK_AUDIT}))
HUB = System()


@pytest.fixture
def trail(db, at):
    """Seven deeds on two objects, an hour apart; the last two at one instant."""
    for hour in range(5):
        record(HUB, "weighed", "bale", "bale_1", at=at + timedelta(hours=hour))
    record(DESK, "sealed", "bale", "bale_2", at=at + timedelta(hours=30), facts={"seal": 4})
    record(DESK, "sealed", "bale", "bale_1", at=at + timedelta(hours=30))


def asked(**parts):
    return list_rows(DESK, AuditQuestion(**parts)).items


@pytest.mark.both
def test_each_part_narrows_the_trail(trail):
    assert len(asked()) == 7
    assert len(asked(object="bale_1")) == 6
    assert len(asked(actor="per_desk", object="bale_1")) == 1
    assert len(asked(deed="weighed")) == 5
    assert asked(company="com_1") == ()
    assert len(asked(since=date(2026, 11, 24))) == 2
    assert len(asked(until=date(2026, 11, 23))) == 5
    assert len(asked(since=date(2026, 11, 23), until=date.max)) == 7
    assert asked(object="bale_2")[0].facts == (("seal", 4),)


@pytest.mark.both
def test_pages_join_without_gap_or_repeat_also_within_one_instant(trail):
    seen, cursor = [], None
    while True:
        page = list_rows(DESK, AuditQuestion(), cursor=cursor, size=1)
        seen += [row.id for row in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 7
    assert seen == [row.id for row in asked()]


@pytest.mark.django_db
def test_the_trail_is_for_those_at_the_desk_who_read_it():
    for nobody in (Visitor(), Staff(person="per_x", granted=frozenset({Deed.DESK_VERIFY}))):
        with pytest.raises(Refused, match="not_allowed"):
            list_rows(nobody, AuditQuestion())
        with pytest.raises(Refused, match="not_allowed"):
            list_deeds(nobody)
    with pytest.raises(Refused, match="bad_cursor"):
        list_rows(DESK, AuditQuestion(), cursor="WyJ4IiwieSJd")


@pytest.mark.django_db
def test_deeds_and_one_objects_history(trail):
    assert list_deeds(DESK) == ("sealed", "weighed")
    assert [row.deed for row in history_of("bale", "bale_2")] == ["sealed"]
    assert history_of("bag", "bale_2") == ()
