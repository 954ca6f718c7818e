"""What notices hand to other rooms."""

from enum import StrEnum


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
