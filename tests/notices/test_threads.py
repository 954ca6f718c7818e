"""Threads: who reads them, what is unread, who may open a file. Parties are opaque ids."""

import pytest

from fakes.trade import refusal
from fondouk.kernel.actor import Deed, KeyHolder, Member, Visitor
from fondouk.notices import queries
from fondouk.notices.commands import mark_read, post_message
from fondouk.notices.events import Upload
from fondouk.plumbing import blobs
from fondouk.plumbing.models import OutboxEvent

pytestmark = pytest.mark.django_db
RIGHTS = frozenset({Deed.MESSAGE, Deed.READ_TRADE})
PDF = Upload(name="offer.pdf", content=b"%PDF-1.7 a private paper")
ABOUT = ("rfq", "rfq_1")


def person(name, party):
    return Member(person=name, company=party, granted=RIGHTS)


ANNA, ABEL = person("per_anna", "com_a"), person("per_abel", "com_a")
BERTA, CARLA = person("per_berta", "com_b"), person("per_carla", "com_c")


def say(actor, text, at, *, parties=("com_a", "com_b"), about=ABOUT, files=()):
    return post_message(actor=actor, about=about, parties=parties, text=text, files=files, at=at)


def thread(actor, parties=("com_a", "com_b"), about=ABOUT):
    return queries.find_thread(actor, subject_kind=about[0], subject=about[1], parties=parties)


def test_a_conversation_begins_with_its_first_message(at):
    assert thread(ANNA) is None
    say(ANNA, "Do you have organic?", at)
    say(BERTA, "Yes, since 2019", at)
    seen = thread(ANNA, parties=("com_b", "com_a"))
    assert [(one.text, one.mine) for one in seen.messages] == [
        ("Do you have organic?", True),
        ("Yes, since 2019", False),
    ]
    told = OutboxEvent.objects.filter(kind="message_posted").first().payload
    assert told["parties"] == ["com_a", "com_b"]
    assert "organic" not in str(told)


def test_unread_is_counted_for_each_reader(at):
    say(ANNA, "One", at)
    say(ANNA, "Two", at)
    assert queries.count_unread(BERTA) == 2
    assert queries.count_unread(ANNA) == queries.count_unread(ABEL) == 0
    assert queries.count_unread(Visitor()) == 0
    before = thread(BERTA)
    assert before.first_unread == before.messages[0].id
    mark_read(actor=BERTA, thread_id=before.id, at=at)
    mark_read(actor=BERTA, thread_id=before.id, at=at)
    assert queries.count_unread(BERTA) == 0
    assert thread(BERTA).first_unread is None
    assert thread(ANNA).seen_by_others_at == at
    say(BERTA, "Three", at)
    assert queries.count_unread(ANNA) == queries.count_unread(ABEL) == 1


def test_others_neither_read_nor_write(at):
    begun = say(ANNA, "Between us", at, files=(PDF,))
    mine = thread(ANNA)
    (file,) = mine.messages[0].attachments
    assert thread(CARLA) is None
    assert queries.list_threads(CARLA).items == ()
    assert queries.count_unread(CARLA) == 0
    for deed in (
        lambda: queries.get_thread(CARLA, mine.id),
        lambda: queries.get_attachment(CARLA, file.id),
        lambda: mark_read(actor=CARLA, thread_id=mine.id, at=at),
        lambda: say(CARLA, "Let me in", at),
    ):
        with refusal("not_found"):
            deed()
    assert begun == mine.id


def test_one_thread_a_circle(at):
    say(ANNA, "To B", at)
    say(ANNA, "To C", at, parties=("com_a", "com_c"))
    assert [one.text for one in thread(BERTA).messages] == ["To B"]
    assert [card.last_text for card in queries.list_threads(ANNA).items] == ["To C", "To B"]
    page = queries.list_threads(ANNA, size=1)
    rest = queries.list_threads(ANNA, size=1, cursor=page.next)
    assert rest.items[0].last_text == "To B"
    assert rest.next is None


def test_a_file_is_kept_privately_and_found_by_its_parties(at):
    say(ANNA, "", at, files=(PDF,))
    (file,) = thread(BERTA).messages[0].attachments
    found = queries.get_attachment(BERTA, file.id)
    assert found.attachment.media_type == "application/pdf"
    assert blobs.read(found.sha256) == PDF.content
    from fondouk.plumbing.models import Blob

    assert not Blob.objects.get(pk=found.sha256).public


def test_a_refused_file_leaves_nothing(at):
    with refusal("attachment_disguised"):
        say(ANNA, "See", at, files=(PDF, Upload(name="b.png", content=b"%PDF-")))
    assert thread(ANNA) is None


def test_reading_needs_the_right(at):
    say(ANNA, "Hello", at)
    key = KeyHolder(key="key_1", company="com_a", granted=frozenset({Deed.READ_CATALOGUE}))
    with refusal("not_allowed"):
        queries.list_threads(key)
    reader = Member(person="per_x", company="com_a", granted=frozenset({Deed.READ_TRADE}))
    with refusal("not_allowed"):
        say(reader, "I may only read", at)


def test_a_person_may_take_its_own_words_along(at):
    say(ANNA, "Mine", at)
    say(BERTA, "Not mine", at)
    assert [one.text for one in queries.list_own_words(ANNA)] == ["Mine"]
    assert queries.list_own_words(ABEL) == queries.list_own_words(Visitor()) == ()
