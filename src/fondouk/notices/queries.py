"""What a party may read. Whoever is not in a thread gets the answer for one that is not there."""

from collections import defaultdict

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from fondouk.kernel.actor import Actor, Deed, at_work
from fondouk.kernel.refused import Refused
from fondouk.notices import models
from fondouk.notices.events import (
    Attachment,
    AttachmentFile,
    Message,
    Thread,
    ThreadCard,
    WrittenWords,
)
from fondouk.plumbing.paging import Page, decode_cursor, encode_cursor, page_size


def get_thread(actor: Actor, thread_id: str) -> Thread:
    """The thread with all its messages. Refuses `not_found`."""
    row = _mine(actor).filter(pk=thread_id).first()
    if row is None:
        raise Refused("not_found")
    return _thread(actor, row)


def find_thread(
    actor: Actor, *, subject_kind: str, subject: str, parties: tuple[str, ...]
) -> Thread | None:
    """The conversation of these parties about this thing, if one of them has begun it."""
    rows = _mine(actor).filter(subject_kind=subject_kind, subject=subject)
    row = rows.filter(circle=circle_of(parties)).first()
    return _thread(actor, row) if row else None


def list_threads(
    actor: Actor, *, cursor: str | None = None, size: int | None = None
) -> Page[ThreadCard]:
    """The threads of the actor's party, the one with the newest message first."""
    most = page_size(size)
    last = models.Message.objects.filter(thread=OuterRef("pk")).order_by("-id")
    rows = _with_unread(actor, _mine(actor)).annotate(last_message=Subquery(last.values("pk")[:1]))
    if after := decode_cursor(cursor, 1):
        rows = rows.filter(last_message__lt=str(after[0]))
    found = list(rows.order_by("-last_message")[: most + 1])
    page = found[:most]
    words = models.Message.objects.in_bulk([row.last_message for row in page])
    following = encode_cursor(page[-1].last_message) if len(found) > most else None
    cards = tuple(
        ThreadCard(
            id=row.id,
            subject_kind=row.subject_kind,
            subject=row.subject,
            parties=tuple(row.circle.split(" ")),
            last_text=words[row.last_message].text,
            last_author=words[row.last_message].author,
            last_at=words[row.last_message].at,
            unread=row.unread,
        )
        for row in page
    )
    return Page(items=cards, next=following)


def list_own_words(actor: Actor) -> tuple[WrittenWords, ...]:
    """Everything that the person who asks has written, for whichever party, oldest first; empty
    for those who are no person.
    """
    if actor.person_id is None:
        return ()
    rows = models.Message.objects.filter(writer=actor.person_id).order_by("id")
    return tuple(WrittenWords(thread_id=row.thread_id, text=row.text, at=row.at) for row in rows)


def count_unread(actor: Actor) -> int:
    """How many messages of other parties this reader has not seen, over all threads."""
    if actor.company_id is None or not actor.may(Deed.READ_TRADE):
        return 0
    rows = _with_unread(actor, _mine(actor)).values_list("unread", flat=True)
    return sum(rows)


def get_attachment(actor: Actor, attachment_id: str) -> AttachmentFile:
    """A file of a thread in which the actor's party takes part. Refuses `not_found`."""
    row = models.Attachment.objects.filter(
        pk=attachment_id, message__thread__in=_mine(actor)
    ).first()
    if row is None:
        raise Refused("not_found")
    return AttachmentFile(attachment=_attachment(row), sha256=row.blob_id)


def circle_of(parties: tuple[str, ...]) -> str:
    """The parties' ids in order, as a thread is known by them; for this room's own use."""
    return " ".join(sorted(set(parties)))


def _mine(actor: Actor) -> QuerySet[models.Thread]:
    party = at_work(actor, Deed.READ_TRADE)
    seat = models.Participant.objects.filter(thread=OuterRef("pk"), party=party)
    return models.Thread.objects.filter(Exists(seat))


def _with_unread(actor: Actor, rows: QuerySet[models.Thread]):  # type: ignore[no-untyped-def]
    seen = models.Reading.objects.filter(thread=OuterRef("pk"), reader=actor.id)
    fresh = (
        models.Message.objects.filter(thread=OuterRef("pk"), id__gt=OuterRef("seen"))
        .exclude(author=actor.company_id)
        .order_by()
        .values("thread")
        .annotate(count=Count("pk"))
    )
    return rows.annotate(
        seen=Coalesce(Subquery(seen.values("last_message")[:1]), Value(""))
    ).annotate(unread=Coalesce(Subquery(fresh.values("count")), Value(0)))


def _thread(actor: Actor, row: models.Thread) -> Thread:
    rows = list(row.messages.order_by("id"))
    files = defaultdict(list)
    for file in models.Attachment.objects.filter(message__in=rows).order_by("id"):
        files[file.message_id].append(_attachment(file))
    readings = list(row.readings.all())
    seen = next((one.last_message for one in readings if one.reader == actor.id), "")
    others = [one.at for one in readings if one.party != actor.company_id]
    unread = (one.id for one in rows if one.id > seen and one.author != actor.company_id)
    return Thread(
        id=row.id,
        subject_kind=row.subject_kind,
        subject=row.subject,
        parties=tuple(row.circle.split(" ")),
        messages=tuple(
            Message(
                id=one.id,
                author=one.author,
                mine=one.author == actor.company_id,
                text=one.text,
                at=one.at,
                attachments=tuple(files[one.id]),
            )
            for one in rows
        ),
        first_unread=next(unread, None),
        seen_by_others_at=max(others, default=None),
    )


def _attachment(row: models.Attachment) -> Attachment:
    return Attachment(id=row.id, name=row.name, media_type=row.media_type, size=row.size)
