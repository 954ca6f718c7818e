"""Requests, invitations, quotes and their rounds. A round and its lines are never changed."""

from django.db import models
from django.db.models import Q

from fondouk.plumbing.ids import new_id
from fondouk.sourcing.events import How, InvitationState, QuoteState, RfqState, Side, Visibility


def new_rfq_id() -> str:
    return new_id("rfq")


def new_rfq_line_id() -> str:
    return new_id("rfl")


def new_invitation_id() -> str:
    return new_id("ivt")


def new_quote_id() -> str:
    return new_id("quo")


def new_round_id() -> str:
    return new_id("rnd")


def new_quoted_line_id() -> str:
    return new_id("qln")


class Rfq(models.Model):
    """A buyer's request for quotation."""

    id = models.CharField(primary_key=True, max_length=40, default=new_rfq_id)
    buyer = models.ForeignKey("companies.Company", on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    visibility = models.CharField(max_length=8, choices=[(v, v) for v in Visibility])
    state = models.CharField(max_length=10, default=RfqState.DRAFT)
    country = models.CharField(max_length=2)
    postcode = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=80, blank=True)
    incoterm = models.CharField(max_length=3, blank=True)
    needed_by = models.DateField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    note = models.TextField(blank=True)
    chosen = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="rfq_state_known",
                condition=Q(state__in=["draft", "open", "closed", "awarded", "cancelled"]),
            ),
            models.CheckConstraint(
                name="rfq_sent_has_its_date",
                condition=Q(state__in=["draft", "cancelled"]) | Q(sent_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["buyer", "id"], name="rfq_by_buyer"),
            models.Index(fields=["visibility", "state", "id"], name="rfq_open_to_all"),
        ]


class RfqLine(models.Model):
    """One thing asked for; `product_copy` is what the product said then."""

    id = models.CharField(primary_key=True, max_length=40, default=new_rfq_line_id)
    rfq = models.ForeignKey(Rfq, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    product_copy = models.JSONField(null=True, blank=True)
    text = models.CharField(max_length=300, blank=True)
    specification = models.TextField(blank=True)
    hs_code = models.CharField(max_length=10, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=16)
    target_price = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rfq", "position"], name="one_rfq_line_a_place"),
            models.CheckConstraint(name="rfq_quantity_positive", condition=Q(quantity__gt=0)),
        ]


class RfqInvitation(models.Model):
    """A supplier to whom a request goes, or who came to a public one."""

    id = models.CharField(primary_key=True, max_length=40, default=new_invitation_id)
    rfq = models.ForeignKey(Rfq, on_delete=models.CASCADE, related_name="invitations")
    supplier = models.ForeignKey("companies.Company", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10,
        choices=[(state, state) for state in InvitationState],
        default=InvitationState.SENT,
    )
    how = models.CharField(max_length=8, choices=[(how, how) for how in How])
    reason = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rfq", "supplier"], name="one_invitation_a_supplier")
        ]
        indexes = [models.Index(fields=["supplier", "id"], name="invitation_by_supplier")]


class Quote(models.Model):
    """A supplier's answer to a request; the terms stand in its rounds."""

    id = models.CharField(primary_key=True, max_length=40, default=new_quote_id)
    rfq = models.ForeignKey(Rfq, on_delete=models.PROTECT, related_name="quotes")
    supplier = models.ForeignKey("companies.Company", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default=QuoteState.OPEN)
    reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quote_state_known",
                condition=Q(state__in=["open", "withdrawn", "awarded", "refused"]),
            ),
            models.UniqueConstraint(
                fields=["rfq", "supplier"],
                condition=~Q(state="withdrawn"),
                name="one_standing_quote_a_supplier",
            ),
            models.UniqueConstraint(
                fields=["rfq"], condition=Q(state="awarded"), name="one_awarded_quote_an_rfq"
            ),
        ]
        indexes = [models.Index(fields=["supplier", "id"], name="quote_by_supplier")]


class QuoteRound(models.Model):
    """One statement of terms: numbered, dated, immutable."""

    id = models.CharField(primary_key=True, max_length=40, default=new_round_id)
    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    made_by = models.CharField(max_length=8, choices=[(side, side) for side in Side])
    valid_until = models.DateField()
    incoterm = models.CharField(max_length=3)
    place = models.CharField(max_length=80)
    currency = models.CharField(max_length=3)
    terms = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quote", "number"], name="one_round_a_number")
        ]


class QuotedLine(models.Model):
    """A priced line of a round."""

    id = models.CharField(primary_key=True, max_length=40, default=new_quoted_line_id)
    round = models.ForeignKey(QuoteRound, on_delete=models.PROTECT, related_name="lines")
    rfq_line = models.ForeignKey(RfqLine, on_delete=models.PROTECT, related_name="+")
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=16)
    lead_time_days = models.PositiveSmallIntegerField(null=True, blank=True)
    packing = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "rfq_line"], name="one_price_a_rfq_line"),
            models.CheckConstraint(
                name="quoted_figures_positive", condition=Q(unit_price__gt=0) & Q(quantity__gt=0)
            ),
        ]
