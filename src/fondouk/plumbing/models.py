"""The tables under every room: what happened (outbox, audit), files, answers to repeated
requests.
"""

from django.db import models

from fondouk.plumbing.ids import new_id


def new_audit_id() -> str:
    return new_id("aud")


class OutboxEvent(models.Model):
    """Something that happened, written in the transaction in which it happened.

    `transaction` is PostgreSQL's transaction number (0 on SQLite, which has one writer): readers
    take only events of finished transactions, in (transaction, id) order, so none is ever missed.
    """

    id = models.BigAutoField(primary_key=True)
    transaction = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    payload = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["transaction", "id"], name="outbox_order")]


class OutboxCursor(models.Model):
    """How far a consumer has read, and the failure at which it stands, if any."""

    consumer = models.CharField(max_length=60, primary_key=True)
    transaction = models.BigIntegerField(default=0)
    event = models.BigIntegerField(default=0)
    tries = models.IntegerField(default=0)
    failure = models.TextField(default="", blank=True)
    at = models.DateTimeField(null=True)


class AuditRow(models.Model):
    """Who did what to which object, when: ids and codes only, never a name, a text or an
    amount.
    """

    id = models.CharField(primary_key=True, max_length=40, default=new_audit_id)
    at = models.DateTimeField(db_index=True)
    actor_kind = models.CharField(max_length=12)
    actor = models.CharField(max_length=40)
    company = models.CharField(max_length=40, blank=True, default="")
    deed = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=30)
    object = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    request = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["object", "at"], name="audit_by_object")]


class Blob(models.Model):
    """A file by the SHA-256 of its content; the bytes lie in the data folder under that name."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    public = models.BooleanField(default=False)
    at = models.DateTimeField()


class RepeatedRequest(models.Model):
    """The first answer to a request with an idempotency key, given again to its repetitions."""

    id = models.BigAutoField(primary_key=True)
    actor = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.IntegerField(null=True)
    media_type = models.CharField(max_length=60, default="application/json")
    body = models.BinaryField(default=b"")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="one_answer_per_key")]


class Bucket(models.Model):
    """A rate limit's counter that all web processes share: for sign-in and other dear deeds."""

    name = models.CharField(primary_key=True, max_length=160)
    count = models.IntegerField(default=0)
    until = models.DateTimeField()


class Beat(models.Model):
    """The last sign of life of a process that `readyz` and `doctor` ask about."""

    name = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)
