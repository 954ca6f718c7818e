"""What notices hand to other rooms: how words are delivered, threads as their participants read
them, and the names of what happens.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# Payload: {"thread", "message", "author", "parties": [id, …], "subject_kind", "subject"}.
MESSAGE_POSTED = "message_posted"

FILES_MAX = 5
"""How many files one message carries."""
FILE_BYTES_MAX = 10 * 1024 * 1024
"""How large each of them may be."""


class Channel(StrEnum):
    """How words reach an address."""

    MAIL = "mail"
    SMS = "sms"


class DeliveryState(StrEnum):
    """Whether words have left the hub."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as somebody sends it: the name that it had there, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file on a message; its type was read from its content."""

    id: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a party wrote. `mine` says that the reader's own party did."""

    id: str
    author: str
    mine: bool
    text: str
    at: datetime
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A conversation of a few parties about one thing, oldest message first.

    `seen_by_others_at`: when another party last read it (None: not since it began).
    `first_unread` is the first message that this reader has not seen yet.
    """

    id: str
    subject_kind: str
    subject: str
    parties: tuple[str, ...]
    messages: tuple[Message, ...]
    first_unread: str | None
    seen_by_others_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadCard:
    """A thread in a list: its last words and how many messages the reader has not seen."""

    id: str
    subject_kind: str
    subject: str
    parties: tuple[str, ...]
    last_text: str
    last_author: str
    last_at: datetime
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentFile:
    """An attachment with the hash under which its bytes are kept, for handing it out."""

    attachment: Attachment
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenWords:
    """What one person wrote, as it stands in that person's own copy of their data."""

    thread_id: str
    text: str
    at: datetime
