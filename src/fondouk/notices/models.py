"""What waits to be delivered. Words and address are sealed, and forgotten once they have left."""

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
