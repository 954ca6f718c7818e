"""Certificates of companies and products, with their papers under a hash."""

from django.db import models
from django.db.models import Q

from fondouk.evidence.events import CertificateState, Trust
from fondouk.plumbing.ids import new_id


def new_certificate_id() -> str:
    return new_id("crt")


class Certificate(models.Model):
    """What a company says that it or a product holds, and what the desk made of it."""

    id = models.CharField(primary_key=True, max_length=40, default=new_certificate_id)
    company = models.ForeignKey("companies.Company", on_delete=models.PROTECT)
    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.PROTECT, null=True, blank=True
    )
    kind = models.CharField(max_length=40)
    issuer = models.CharField(max_length=120)
    number = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    trust = models.CharField(max_length=10, choices=[(one, one) for one in Trust])
    state = models.CharField(
        max_length=10,
        choices=[(one, one) for one in CertificateState],
        default=CertificateState.STANDING,
    )
    paper = models.ForeignKey("plumbing.Blob", on_delete=models.PROTECT, null=True, blank=True)
    paper_name = models.CharField(max_length=120, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="verified_certificate_was_read",
                condition=~Q(trust="verified")
                | (Q(reviewed_at__isnull=False) & ~Q(reviewed_by="")),
            ),
            models.CheckConstraint(
                name="refused_certificate_says_why", condition=~Q(state="refused") | ~Q(note="")
            ),
        ]
        indexes = [
            models.Index(fields=["company", "state"], name="certificate_by_company"),
            models.Index(fields=["product", "state"], name="certificate_by_product"),
        ]
