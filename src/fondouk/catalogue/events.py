"""What the catalogue hands on: `ProductDraft` in, `Listing` out, and the names of what happens."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from fondouk.kernel.codes import HSCode, Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.period import Season
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts

# Payload of each: {"products": [id, …]}; one event covers a whole chunk of an import.
PRODUCTS_CHANGED = "products_changed"

# The desk suspended a listing or lifted that: {"product", "company", "suspended": true | false}.
LISTING_MODERATED = "listing_moderated"


class ProductState(StrEnum):
    """Only `published` is visible to others."""

    DRAFT = "draft"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    ARCHIVED = "archived"


class AttributeKind(StrEnum):
    """The type of a category's attribute."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    BOOLEAN = "boolean"


class SeasonKind(StrEnum):
    """What the months of a season mean."""

    HARVEST = "harvest"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a choice attribute."""

    code: str
    names: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeSpec:
    """What a category asks of its products."""

    code: str
    kind: AttributeKind
    names: Texts
    unit: str | None = None
    choices: tuple[Choice, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryView:
    """A category with its place in the tree; `path` runs from the root to itself, as codes."""

    id: str
    code: str
    names: Texts
    words: Texts
    path: tuple[str, ...]
    motif: str
    attributes: tuple[AttributeSpec, ...]
    version: int
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceStep:
    """From this quantity on (in the product's base unit), one base unit costs this, delivered
    so.
    """

    min_quantity: Decimal
    price: Money
    incoterm: Incoterm
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """The outer pack: how many base units, its size in mm and its weights in g (None: not
    said).
    """

    unit: Unit
    units_per_pack: Decimal
    length_mm: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    gross_weight_g: int | None = None
    net_weight_g: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SellingUnit:
    """Another unit in which the product is sold, and how many base units it contains."""

    unit: Unit
    contains: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSeason:
    """When there is something to buy; a product without one is there all year."""

    kind: SeasonKind
    months: Season


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture by the SHA-256 of its renditions: width in pixels -> hash; WebP all."""

    id: str
    renditions: tuple[tuple[int, str], ...]
    alt: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductDraft:
    """A product as its maker gives it, checked for form: what a form, the API and an import make.

    `category` is a code. Quantities are in `unit`, the base unit. A missing HS code, origin or
    packing is allowed and shown as missing.
    """

    sku: str
    names: Texts
    descriptions: Texts = field(default_factory=Texts)
    category: str
    hs_code: HSCode | None = None
    hs_reason: str = ""
    origin: str | None = None
    region: str | None = None
    unit: Unit | None = None
    selling_units: tuple[SellingUnit, ...] = ()
    moq: Decimal | None = None
    capacity_per_month: Decimal | None = None
    lead_time_days: int | None = None
    prices: tuple[PriceStep, ...] = ()
    price_on_request: bool = False
    sample_price: Money | None = None
    season: ProductSeason | None = None
    attributes: tuple[tuple[str, str | Decimal | bool], ...] = ()
    packing: Packing | None = None
    certificates: tuple[str, ...] = ()
    brand: str = ""
    gtin: str = ""


class SaveResult(StrEnum):
    """What became of one draft of many."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveOutcome:
    """One draft's answer, in the order in which the drafts came. `published` says that this
    save published it; a draft that asked for it and could not be tells why in `refused`.
    """

    sku: str
    product_id: str | None
    result: SaveResult
    published: bool = False
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryDraft:
    """A category as the desk types it; `parent` is a code, None for the top."""

    code: str
    parent: str | None
    names: Texts
    words: Texts = field(default_factory=Texts)
    motif: str = ""
    attributes: tuple[AttributeSpec, ...] = ()
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A product as others read it; a frozen copy of what stood when it was asked for."""

    id: str
    supplier_id: str
    state: ProductState
    version: int
    draft: ProductDraft
    category: CategoryView
    pictures: tuple[PictureView, ...]
    missing: tuple[str, ...]
    unreviewed: tuple[str, ...]
    published_at: datetime | None
    updated_at: datetime
    suspension_reason: str = ""

    @property
    def price_from(self) -> PriceStep | None:
        """The lowest step of the first ladder, as lists show it."""
        return min(self.draft.prices, key=lambda step: step.price.amount, default=None)

    @property
    def least(self) -> Quantity | None:
        """The minimum order quantity, in the base unit."""
        if self.draft.moq is None or self.draft.unit is None:
            return None
        return Quantity(self.draft.moq, self.draft.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierMatch:
    """A supplier that lists goods of a kind, with how many of its listings fit, and by what."""

    supplier_id: str
    by_hs: int
    by_category: int
