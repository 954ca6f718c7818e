"""Orders, their frozen lines, and the history that both sides read."""

from django.db import models
from django.db.models import Q

from fondouk.orders.events import OrderState
from fondouk.plumbing.ids import new_id


def new_order_id() -> str:
    return new_id("ord")


def new_order_line_id() -> str:
    return new_id("oln")


class Order(models.Model):
    """What was agreed. Only `state` and `version` ever change; the rest is a frozen copy."""

    id = models.CharField(primary_key=True, max_length=40, default=new_order_id)
    number = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=12, default=OrderState.PLACED)
    buyer = models.ForeignKey("companies.Company", on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey("companies.Company", on_delete=models.PROTECT, related_name="+")
    buyer_copy = models.JSONField()
    supplier_copy = models.JSONField()
    rfq = models.CharField(max_length=40)
    quote = models.CharField(max_length=40, unique=True)
    round = models.CharField(max_length=40)
    round_number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    country = models.CharField(max_length=2)
    postcode = models.CharField(max_length=20, blank=True)
    destination = models.CharField(max_length=80, blank=True)
    needed_by = models.DateField(null=True, blank=True)
    incoterm = models.CharField(max_length=3)
    place = models.CharField(max_length=80)
    currency = models.CharField(max_length=3)
    total = models.DecimalField(max_digits=24, decimal_places=4)
    terms = models.TextField(blank=True)
    placed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="order_state_known",
                condition=Q(state__in=["placed", "confirmed", "cancelled"]),
            ),
            models.CheckConstraint(name="order_total_positive", condition=Q(total__gt=0)),
            models.CheckConstraint(
                name="order_has_two_parties", condition=~Q(buyer=models.F("supplier"))
            ),
        ]
        indexes = [
            models.Index(fields=["buyer", "id"], name="order_by_buyer"),
            models.Index(fields=["supplier", "id"], name="order_by_supplier"),
        ]


class OrderLine(models.Model):
    """A frozen line."""

    id = models.CharField(primary_key=True, max_length=40, default=new_order_line_id)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    product = models.CharField(max_length=40, blank=True)
    sku = models.CharField(max_length=80, blank=True)
    names = models.JSONField(default=dict)
    text = models.CharField(max_length=300, blank=True)
    specification = models.TextField(blank=True)
    hs_code = models.CharField(max_length=10, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=16)
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    lead_time_days = models.PositiveSmallIntegerField(null=True, blank=True)
    packing = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="one_order_line_a_place"),
            models.CheckConstraint(
                name="ordered_figures_positive", condition=Q(quantity__gt=0) & Q(unit_price__gt=0)
            ),
        ]


class OrderEntry(models.Model):
    """One thing that happened to an order, in the words of the one who did it."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="history")
    number = models.PositiveIntegerField()
    deed = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    by = models.CharField(max_length=8)
    actor = models.CharField(max_length=40)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="one_order_entry_a_number")
        ]
