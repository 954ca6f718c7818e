"""What waits to be delivered, and threads of messages between parties.

Words and address of a delivery are sealed, and forgotten once they have left. A party and a
subject of a thread are opaque ids: this room knows no company and no request.
"""

from django.db import models
from django.db.models import Q

from fondouk.notices.events import Channel, DeliveryState
from fondouk.plumbing.ids import new_id


def new_delivery_id() -> str:
    return new_id("dlv")


class Delivery(models.Model):
    """One message to one address."""

    id = models.CharField(primary_key=True, max_length=40, default=new_delivery_id)
    channel = models.CharField(max_length=4)
    state = models.CharField(max_length=8, default=DeliveryState.WAITING)
    sealed = models.BinaryField(default=b"")
    tries = models.PositiveSmallIntegerField(default=0)
    useless_after = models.DateTimeField(null=True)
    at = models.DateTimeField(db_index=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_channel_known",
                condition=Q(channel__in=[channel.value for channel in Channel]),
            ),
            models.CheckConstraint(
                name="delivery_state_known",
                condition=Q(state__in=[state.value for state in DeliveryState]),
            ),
            models.CheckConstraint(
                name="delivery_forgets_its_words",
                condition=Q(state=DeliveryState.WAITING.value) | Q(sealed=b""),
            ),
        ]


def new_thread_id() -> str:
    return new_id("thr")


def new_message_id() -> str:
    return new_id("msg")


def new_attachment_id() -> str:
    return new_id("att")


class Thread(models.Model):
    """A conversation about one thing; `circle` is its parties' ids in order, joined."""

    id = models.CharField(primary_key=True, max_length=40, default=new_thread_id)
    subject_kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=40)
    circle = models.CharField(max_length=400)
    last_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject", "circle"], name="one_thread_a_circle"
            )
        ]


class Participant(models.Model):
    """A party of a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="participants")
    party = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "party"], name="one_seat_a_party")
        ]
        indexes = [models.Index(fields=["party"], name="threads_of_party")]


class Message(models.Model):
    """What somebody wrote for a party. Never changed; `writer` is the actor's id."""

    id = models.CharField(primary_key=True, max_length=40, default=new_message_id)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    author = models.CharField(max_length=40)
    writer = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["thread", "id"], name="message_by_thread")]


class Attachment(models.Model):
    """A file on a message, by the hash of its content."""

    id = models.CharField(primary_key=True, max_length=40, default=new_attachment_id)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    blob = models.ForeignKey("plumbing.Blob", on_delete=models.PROTECT, related_name="+")
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()


class Reading(models.Model):
    """How far one reader of a party has read a thread: the last message seen, and when."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="readings")
    party = models.CharField(max_length=40)
    reader = models.CharField(max_length=40)
    last_message = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "reader"], name="one_reading_a_reader")
        ]
