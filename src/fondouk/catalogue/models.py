"""Categories, products, price ladders, pictures. A product's searchable copy lives in
discovery.
"""

from django.db import models
from django.db.models import Q

from fondouk.catalogue.domain.intake.runs import ImportState, OnError
from fondouk.catalogue.events import ProductState
from fondouk.plumbing.ids import new_id


def new_category_id() -> str:
    return new_id("cat")


def new_product_id() -> str:
    return new_id("prd")


def new_picture_id() -> str:
    return new_id("img")


class Category(models.Model):
    """A node of the category tree with the attributes that its products should state.

    `path` repeats the codes from the root to this node, parted by "/", so that a subtree is a
    prefix and a page of the tree costs one query.
    """

    id = models.CharField(primary_key=True, max_length=40, default=new_category_id)
    code = models.CharField(max_length=120, unique=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    path = models.CharField(max_length=400, db_index=True)
    position = models.PositiveIntegerField(default=0)
    names = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    attributes = models.JSONField(default=list)
    motif = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)


class Product(models.Model):
    """A product of a company. Texts by language and small closed structures are JSON.

    While an import that is not finished (`withheld_by`) has changed a published product, others
    read `public_copy`, the product as it was before; the import's release drops the copy.
    """

    id = models.CharField(primary_key=True, max_length=40, default=new_product_id)
    company = models.ForeignKey("companies.Company", on_delete=models.PROTECT)
    sku = models.CharField(max_length=80)
    state = models.CharField(
        max_length=10,
        choices=[(state, state) for state in ProductState],
        default=ProductState.DRAFT,
    )
    category = models.ForeignKey(Category, on_delete=models.PROTECT)
    names = models.JSONField(default=dict)
    descriptions = models.JSONField(default=dict)
    unreviewed = models.JSONField(default=list)
    brand = models.CharField(max_length=120, blank=True)
    gtin = models.CharField(max_length=14, blank=True)
    hs_code = models.CharField(max_length=10, null=True, blank=True)
    hs_edition = models.CharField(max_length=4, default="2022")
    hs_reason = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=2, null=True, blank=True)
    region = models.CharField(max_length=6, null=True, blank=True)
    unit = models.CharField(max_length=16, null=True, blank=True)
    selling_units = models.JSONField(default=list)
    moq = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    capacity_per_month = models.DecimalField(
        max_digits=18, decimal_places=4, null=True, blank=True
    )
    lead_time_days = models.PositiveIntegerField(null=True, blank=True)
    price_on_request = models.BooleanField(default=False)
    sample_amount = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    sample_currency = models.CharField(max_length=3, blank=True)
    season = models.JSONField(null=True, blank=True)
    attributes = models.JSONField(default=dict)
    packing = models.JSONField(null=True, blank=True)
    certificates = models.JSONField(default=list)
    suspension_reason = models.CharField(max_length=400, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    withheld_by = models.CharField(max_length=40, blank=True, db_index=True)
    public_copy = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "sku"], name="one_product_a_sku"),
            models.CheckConstraint(
                name="published_product_has_unit_and_date",
                condition=~Q(state="published")
                | (Q(unit__isnull=False) & Q(published_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="product_moq_positive", condition=Q(moq__isnull=True) | Q(moq__gt=0)
            ),
        ]
        indexes = [models.Index(fields=["company", "state", "id"], name="product_by_company")]


class Price(models.Model):
    """One step of one ladder; all steps of a (incoterm, place) ladder share a currency."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="prices")
    position = models.PositiveSmallIntegerField()
    min_quantity = models.DecimalField(max_digits=18, decimal_places=4)
    amount = models.DecimalField(max_digits=18, decimal_places=6)
    currency = models.CharField(max_length=3)
    incoterm = models.CharField(max_length=3)
    place = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "incoterm", "place", "min_quantity"], name="one_price_a_step"
            ),
            models.CheckConstraint(
                name="price_positive", condition=Q(amount__gt=0) & Q(min_quantity__gt=0)
            ),
        ]


class Picture(models.Model):
    """A product's picture: hashes of its renditions by width; the upload itself is not kept."""

    id = models.CharField(primary_key=True, max_length=40, default=new_picture_id)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="pictures")
    position = models.PositiveSmallIntegerField()
    renditions = models.JSONField(default=dict)
    source_sha256 = models.CharField(max_length=64)
    alt = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "source_sha256"], name="one_picture_once_a_product"
            )
        ]


def new_import_id() -> str:
    return new_id("imp")


def new_mapping_id() -> str:
    return new_id("map")


class SavedMapping(models.Model):
    """An import mapping kept under a name; without a company it is the desk's."""

    id = models.CharField(primary_key=True, max_length=40, default=new_mapping_id)
    company = models.ForeignKey("companies.Company", on_delete=models.CASCADE, null=True)
    name = models.CharField(max_length=120)
    written = models.JSONField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "name"], name="one_mapping_a_name"),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(company__isnull=True),
                name="one_desk_mapping_a_name",
            ),
        ]


class ImportRun(models.Model):
    """One import of one file. Without a company the rows name their suppliers."""

    id = models.CharField(primary_key=True, max_length=40, default=new_import_id)
    company = models.ForeignKey("companies.Company", on_delete=models.CASCADE, null=True)
    started_by = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64, db_index=True)
    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=[(one, one) for one in ImportState])
    mapping = models.JSONField(null=True)
    publish = models.BooleanField(default=False)
    on_error = models.CharField(max_length=5, default=OnError.ABORT)
    dry_run = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    checked_share = models.FloatField(default=0)
    chunks = models.PositiveIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0)
    failure = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="import_state_known",
                condition=Q(state__in=[state.value for state in ImportState]),
            ),
            models.CheckConstraint(
                name="import_bookmark_within", condition=Q(applied__lte=models.F("chunks"))
            ),
        ]
        indexes = [models.Index(fields=["company", "-created_at"], name="import_by_company")]


class ImportChunk(models.Model):
    """Some checked rows of an import: what waits to be applied, packed, and what was wrong."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="staged")
    number = models.PositiveIntegerField()
    rows = models.BinaryField(default=bytes)
    problems = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_chunk_a_number")
        ]
