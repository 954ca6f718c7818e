"""What writes and reads threads. Who belongs to a conversation is for the caller to know: a flow
or a page resolves the parties from the request, quote or order that it is about.
"""

from datetime import datetime

from fondouk.kernel.actor import Actor, Deed, at_work
from fondouk.kernel.refused import Refused
from fondouk.notices import models
from fondouk.notices.domain import check_file, check_message, file_name
from fondouk.notices.events import MESSAGE_POSTED, Upload
from fondouk.notices.queries import circle_of
from fondouk.plumbing import blobs, tx
from fondouk.plumbing.audit import record
from fondouk.plumbing.outbox import publish


@tx.command
def post_message(
    *,
    actor: Actor,
    about: tuple[str, str],
    parties: tuple[str, ...],
    text: str,
    files: tuple[Upload, ...] = (),
    at: datetime,
) -> str:
    """Say something to the other parties about a thing (its kind and id); return the thread's id.

    The thread begins with its first message. The actor's party must be among the parties.
    Refuses `not_found`, and as `check_message` and `check_file` do.
    """
    party = at_work(actor, Deed.MESSAGE)
    if party not in parties:
        raise Refused("not_found")
    words = check_message(text, files)
    types = [check_file(file) for file in files]
    thread = _thread(about, parties, at)
    message = models.Message.objects.create(
        thread=thread, author=party, writer=actor.id, text=words, at=at
    )
    for file, media_type in zip(files, types, strict=True):
        models.Attachment.objects.create(
            message=message,
            name=file_name(file.name),
            blob_id=blobs.keep(file.content, media_type, at=at, public=False),
            media_type=media_type,
            size=len(file.content),
        )
    models.Thread.objects.filter(pk=thread.pk).update(last_at=at)
    _read_to(actor, party, thread.id, message.id, at)
    _tell(thread, message, at)
    record(actor, "post_message", "thread", thread.id, at=at, facts={"files": len(files)})
    return thread.id


@tx.command
def mark_read(*, actor: Actor, thread_id: str, at: datetime) -> None:
    """Note that this reader has seen the thread to its end. Refuses `not_found`."""
    party = at_work(actor, Deed.READ_TRADE)
    if not models.Participant.objects.filter(thread_id=thread_id, party=party).exists():
        raise Refused("not_found")
    last = models.Message.objects.filter(thread_id=thread_id).order_by("-id").first()
    seen = models.Reading.objects.filter(thread_id=thread_id, reader=actor.id).first()
    if last and (seen is None or seen.last_message < last.id):
        _read_to(actor, party, thread_id, last.id, at)


def _thread(about: tuple[str, str], parties: tuple[str, ...], at: datetime) -> models.Thread:
    kind, subject = about
    thread, made = models.Thread.objects.get_or_create(
        subject_kind=kind,
        subject=subject,
        circle=circle_of(parties),
        defaults={"last_at": at, "created_at": at},
    )
    if made:
        models.Participant.objects.bulk_create(
            models.Participant(thread=thread, party=party) for party in sorted(set(parties))
        )
    return thread


def _read_to(actor: Actor, party: str, thread_id: str, message_id: str, at: datetime) -> None:
    models.Reading.objects.update_or_create(
        thread_id=thread_id,
        reader=actor.id,
        defaults={"party": party, "last_message": message_id, "at": at},
    )


def _tell(thread: models.Thread, message: models.Message, at: datetime) -> None:
    names = {
        "thread": thread.id,
        "message": message.id,
        "author": message.author,
        "parties": thread.circle.split(" "),
        "subject_kind": thread.subject_kind,
        "subject": thread.subject,
    }
    publish(MESSAGE_POSTED, message.id, names, at=at)
