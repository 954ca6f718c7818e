"""Messages on requests, quotes and orders, for programs."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import File, Form, Router
from ninja.files import UploadedFile

from fondouk.api import trade_examples as examples
from fondouk.api.access import actor_of
from fondouk.api.operations import says
from fondouk.api.shapes import Cursor, Out, PageOut, Size, answer, page_of
from fondouk.flows.write_message import write_message
from fondouk.kernel.actor import Deed
from fondouk.notices import queries
from fondouk.notices.commands import mark_read
from fondouk.notices.events import (
    FILE_BYTES_MAX,
    FILES_MAX,
    Attachment,
    Message,
    Thread,
    ThreadCard,
    Upload,
)
from fondouk.plumbing import blobs, clock

router = Router()

_FILES = ("attachment_too_large", "attachment_empty", "attachment_unknown", "attachment_disguised")


def _download() -> dict[str, Any]:
    """An answer of bytes, which a shape cannot describe."""
    told = says("Get a file", needs=Deed.READ_TRADE, answers=None, example=None)
    body = {"schema": {"type": "string", "format": "binary"}, "example": "%PDF-1.7 …"}
    told["openapi_extra"]["responses"] = {
        200: {"description": "The bytes", "content": {"application/octet-stream": body}}
    }
    return told


class AttachmentOut(Out):
    """A file on a message; its type was read from its content."""

    id: str
    name: str
    media_type: str
    size: int
    href: str


class MessageOut(Out):
    """What a company wrote; `author` is its id."""

    id: str
    author: str
    mine: bool
    text: str
    at: str
    attachments: list[AttachmentOut]


class SubjectOut(Out):
    """What a conversation is about."""

    kind: Literal["rfq", "quote", "order"]
    id: str


class ThreadOut(Out):
    """A conversation of two companies, oldest message first."""

    id: str
    subject: SubjectOut
    parties: list[str]
    messages: list[MessageOut]
    first_unread: str | None
    seen_by_others_at: str | None


class LastOut(Out):
    """The last words of a conversation."""

    text: str
    author: str
    at: str


class ThreadCardOut(Out):
    """A conversation in a list."""

    id: str
    subject: SubjectOut
    parties: list[str]
    last: LastOut
    unread: int


@router.get(
    "/threads",
    **says(
        "List conversations",
        needs=Deed.READ_TRADE,
        answers=PageOut[ThreadCardOut],
        example={"items": [examples.THREAD_CARD], "next": None},
        refuses=("bad_cursor",),
    ),
)
def list_threads(request: HttpRequest, cursor: Cursor = None, size: Size = None) -> HttpResponse:
    """The company's conversations, the one with the newest message first."""
    page = queries.list_threads(actor_of(request), cursor=cursor, size=size)
    return answer(page_of([_card(one) for one in page.items], page.next))


@router.get(
    "/threads/{thread_id}",
    **says(
        "Read a conversation",
        needs=Deed.READ_TRADE,
        answers=ThreadOut,
        example=examples.THREAD,
    ),
)
def get_thread(request: HttpRequest, thread_id: str) -> HttpResponse:
    """All messages of a conversation. Reading does not mark it as read."""
    return answer(_thread(queries.get_thread(actor_of(request), thread_id)))


@router.post(
    "/threads/{thread_id}/read",
    **says(
        "Mark a conversation as read",
        needs=Deed.READ_TRADE,
        answers=ThreadOut,
        example=examples.THREAD,
    ),
)
def read_thread(request: HttpRequest, thread_id: str) -> HttpResponse:
    """All messages so far count as read by this key."""
    mark_read(actor=actor_of(request), thread_id=thread_id, at=clock.now())
    return answer(_thread(queries.get_thread(actor_of(request), thread_id)))


@router.post(
    "/messages",
    **says(
        "Write a message",
        needs=Deed.MESSAGE,
        status=201,
        answers=ThreadOut,
        example=examples.THREAD,
        body={"kind": "rfq", "id": examples.RFQ["id"], "text": "Which drums do you fill?"},
        refuses=("not_found", "empty_message", "text_too_long", "too_many_files", *_FILES),
    ),
)
def post_message(
    request: HttpRequest,
    kind: Literal["rfq", "quote", "order"] = Form(...),
    id: str = Form(..., max_length=40),
    text: str = Form("", max_length=8000),
    supplier: str = Form("", max_length=40, description="Of a request's suppliers, which one."),
    files: list[UploadedFile] = File([]),  # noqa: B008
) -> HttpResponse:
    """Write to the other company about a request, a quote or an order, as a form with up to five
    files of 10 MB: PDF, PNG, JPEG, WebP, XLSX, DOCX, text. A buyer who writes about a request
    names one of its suppliers.
    """
    uploads = tuple(
        Upload(name=str(file.name), content=file.read(FILE_BYTES_MAX + 1))
        for file in files[: FILES_MAX + 1]
    )
    thread_id = write_message(
        actor=actor_of(request),
        about=(kind, id),
        supplier_id=supplier or None,
        text=text,
        files=uploads,
        at=clock.now(),
    )
    return answer(_thread(queries.get_thread(actor_of(request), thread_id)), 201)


@router.get("/attachments/{attachment_id}", **_download())
def get_attachment(request: HttpRequest, attachment_id: str) -> HttpResponse:
    """A message's file as it was sent, for the conversation's two companies alone."""
    found = queries.get_attachment(actor_of(request), attachment_id)
    response = HttpResponse(blobs.read(found.sha256), content_type="application/octet-stream")
    disposition = content_disposition_header(True, found.attachment.name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _thread(thread: Thread) -> dict[str, Any]:
    seen = thread.seen_by_others_at
    return {
        "id": thread.id,
        "subject": {"kind": thread.subject_kind, "id": thread.subject},
        "parties": list(thread.parties),
        "messages": [_message(one) for one in thread.messages],
        "first_unread": thread.first_unread,
        "seen_by_others_at": seen.isoformat() if seen else None,
    }


def _card(card: ThreadCard) -> dict[str, Any]:
    last = {"text": card.last_text, "author": card.last_author, "at": card.last_at.isoformat()}
    return {
        "id": card.id,
        "subject": {"kind": card.subject_kind, "id": card.subject},
        "parties": list(card.parties),
        "last": last,
        "unread": card.unread,
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "author": message.author,
        "mine": message.mine,
        "text": message.text,
        "at": message.at.isoformat(),
        "attachments": [_attachment(one) for one in message.attachments],
    }


def _attachment(file: Attachment) -> dict[str, Any]:
    return {
        "id": file.id,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "href": f"/api/v1/attachments/{file.id}",
    }
