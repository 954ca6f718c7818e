"""Facts of the trade as dated rows, each with its source and certainty."""

from django.db import models
from django.db.models import Q

from fondouk.reference.events import RateKind


class HsLine(models.Model):
    """A chapter (2 digits), heading (4) or subheading (6) of one edition of the HS.

    A `typed` line bears plain names of ours, which no loaded file overwrites.
    """

    id = models.BigAutoField(primary_key=True)
    edition = models.CharField(max_length=4)
    code = models.CharField(max_length=6)
    names = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    unit = models.CharField(max_length=10, null=True, blank=True)
    typed = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    as_of = models.DateField()
    certainty = models.CharField(max_length=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="one_line_a_code"),
        ]


class Place(models.Model):
    """A place of trade by its UN/LOCODE (five characters, no blank)."""

    locode = models.CharField(primary_key=True, max_length=5)
    country = models.CharField(max_length=2, db_index=True)
    names = models.JSONField(default=dict)
    folded = models.CharField(max_length=400, db_index=True)
    kinds = models.JSONField(default=list)
    trades = models.BooleanField(default=False)
    latitude = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    source = models.CharField(max_length=200)
    as_of = models.DateField()
    certainty = models.CharField(max_length=1)


class Region(models.Model):
    """A first-level region, ISO 3166-2."""

    code = models.CharField(primary_key=True, max_length=6)
    country = models.CharField(max_length=2)
    names = models.JSONField(default=dict)
    source = models.CharField(max_length=200)
    as_of = models.DateField()
    certainty = models.CharField(max_length=1)


class ExchangeRate(models.Model):
    """How many `quote` one `base` was worth on a day, by a source."""

    id = models.BigAutoField(primary_key=True)
    base = models.CharField(max_length=3)
    quote = models.CharField(max_length=3)
    on = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=8)
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in RateKind])
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["base", "quote", "on", "kind"], name="one_rate_a_day"),
            models.CheckConstraint(name="rate_positive", condition=Q(rate__gt=0)),
        ]
        indexes = [models.Index(fields=["base", "quote", "-on"], name="newest_rate")]
