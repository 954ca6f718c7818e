"""One flat row in, a typed product draft or everything that is wrong with it out.

Nothing is guessed and nothing is dropped: a row with one unreadable value is refused whole, and
each of its problems names the user's own column, the value and what would mend it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from fondouk.catalogue.domain.intake.cells import shortened
from fondouk.catalogue.domain.intake.decimals import Decimals
from fondouk.catalogue.domain.intake.fields import Fields
from fondouk.catalogue.domain.intake.parts import (
    attributes_of,
    ladder_of,
    packing_of,
    sample_price_of,
    season_of,
    selling_units_of,
)
from fondouk.catalogue.domain.intake.record import split_list, target_of
from fondouk.catalogue.events import CategoryView, ProductDraft
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts

MAX_SKU, MAX_NAME, MAX_DESCRIPTION, MAX_BRAND = 80, 300, 20_000, 120
MAX_IMAGES, MAX_CERTIFICATES, MAX_CODE = 20, 30, 60
_STATES = {"draft": False, "published": True}


class Problem(NamedTuple):
    """One thing wrong with one row. `code` finds the words; `facts` fill them."""

    row: int
    column: str
    value: str
    code: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A row that may become a product. `supplier` is a slug or name, None where the file does
    not say; `publish` None leaves the product's state as it is.
    """

    row: int
    draft: ProductDraft
    supplier: str | None
    publish: bool | None
    images: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Checker:
    """Checks the rows of one file, in order, since it also knows the SKUs that it has seen.

    `category` answers a code or a path ("Food > Oils > Argan oil") with the category or None;
    `is_country` and `is_currency` say which codes exist. With
    `publish` every row is to be published, whatever it says. `own` are the folded names of the
    one company whose file it is; None for a file that names its suppliers row by row.
    """

    category: Callable[[str], CategoryView | None]
    is_country: Callable[[str], bool] = lambda code: True
    is_currency: Callable[[str], bool] = lambda code: True
    decimals: Decimals = Decimals.AUTO
    publish: bool = False
    own: frozenset[str] | None = frozenset()
    source_of: Callable[[str], str] = lambda column: column
    _seen: dict[tuple[str, str], int] = field(default_factory=dict)
    _categories: dict[str, CategoryView | None] = field(default_factory=dict)

    def check(self, row: int, flat: Mapping[str, object]) -> Candidate | tuple[Problem, ...]:
        """The row as a candidate, or its problems, never none of them."""
        fields = _sorted_out(flat, Fields(self.decimals, self.is_currency))
        draft = self._draft(fields)
        supplier = self._supplier(fields)
        publish = self._publish(fields)
        images = self._images(fields)
        self._once(fields, draft.sku, supplier or "", row)
        if publish:
            _publishable(fields, draft)
        if fields.refused:
            return tuple(self._problem(row, flat, refused) for refused in fields.refused)
        return Candidate(row=row, draft=draft, supplier=supplier, publish=publish, images=images)

    def problem(self, row: int, refused: Refused, value: object = "") -> Problem:
        """A refusal from elsewhere (a reader, a command) as a line of the report."""
        column = self.source_of(refused.field) if refused.field else ""
        told = value or refused.facts.get("value", "")
        return Problem(row, column, shortened(told), refused.code, refused.facts)

    def _problem(self, row: int, flat: Mapping[str, object], refused: Refused) -> Problem:
        value = flat.get(refused.field or "")
        return self.problem(row, refused, "" if value is None else value)

    def _draft(self, fields: Fields) -> ProductDraft:
        category = self._category(fields)
        unit = fields.unit("unit")
        return ProductDraft(
            sku=fields.required("sku", MAX_SKU),
            names=_texts(fields, "name", MAX_NAME, required=True),
            descriptions=_texts(fields, "description", MAX_DESCRIPTION),
            category=category.code if category else "",
            brand=fields.text("brand", MAX_BRAND),
            gtin=fields.gtin(),
            hs_code=fields.hs_code(),
            hs_reason=fields.text("hs_reason", MAX_NAME),
            origin=fields.country("origin", self.is_country),
            region=fields.region(),
            unit=unit,
            selling_units=selling_units_of(fields),
            moq=fields.quantity("moq"),
            capacity_per_month=fields.quantity("capacity_per_month"),
            lead_time_days=fields.whole("lead_time_days", 0, 3650),
            prices=ladder_of(fields),
            price_on_request=bool(fields.boolean("price_on_request")),
            sample_price=sample_price_of(fields),
            season=season_of(fields),
            attributes=attributes_of(fields, category),
            packing=packing_of(fields),
            certificates=_codes(fields, "certificates"),
        )

    def _category(self, fields: Fields) -> CategoryView | None:
        text = fields.required("category", 400)
        if not text:
            return None
        if text not in self._categories:
            self._categories[text] = self.category(text)
        found = self._categories[text]
        if found is None:
            fields.refuse("unknown_category", "category", value=shortened(text))
        return found

    def _supplier(self, fields: Fields) -> str | None:
        text = fields.text("supplier", 120)
        if self.own is None:
            if not text and not fields.has_refused("supplier"):
                fields.refuse("supplier_required", "supplier")
        elif text and self.own and text.casefold() not in self.own:
            fields.refuse("not_your_company", "supplier", value=text)
        return text or None

    def _publish(self, fields: Fields) -> bool | None:
        text = fields.text("status", 20).lower()
        if text and text not in _STATES:
            fields.refuse("unknown_status", "status", value=text)
        return True if self.publish else _STATES.get(text)

    def _images(self, fields: Fields) -> tuple[str, ...]:
        listed = split_list(fields.plain.get("images") or [])
        listed += [str(fields.images[place]) for place in sorted(fields.images)]
        for name in listed:
            if "://" in name or len(name) > 300:
                fields.refuse("image_is_address", "images", value=shortened(name))
                return ()
        if len(listed) > MAX_IMAGES:
            fields.refuse("too_many_entries", "images", limit=MAX_IMAGES, found=len(listed))
        return tuple(dict.fromkeys(listed))

    def _once(self, fields: Fields, sku: str, supplier: str, row: int) -> None:
        if not sku:
            return
        first = self._seen.setdefault((supplier, sku), row)
        if first != row:
            fields.refuse("duplicate_sku", "sku", value=sku, first_row=first)


def _sorted_out(flat: Mapping[str, object], fields: Fields) -> Fields:
    for column, value in flat.items():
        if value is None or value == "":
            continue
        target = target_of(column)
        if target is None:
            fields.refuse("unknown_column", column)
            continue
        group, key, place = target
        if group == "field":
            fields.plain[key] = value
        elif group == "attribute":
            fields.attributes.append((key, place, column, value))
        elif group == "image":
            fields.images[place] = value
        elif place:
            fields.lists.setdefault(group, {}).setdefault(place, {})[key] = value
        else:
            fields.groups.setdefault(group, {})[key] = value
    return fields


def _texts(fields: Fields, group: str, limit: int, *, required: bool = False) -> Texts:
    kept = {}
    for language, value in fields.groups.get(group, {}).items():
        text = fields.clean(value, f"{group}_{language}", limit)
        if text:
            kept[language] = text
    if required and not kept and not any(no.field == f"{group}_en" for no in fields.refused):
        fields.refuse("name_required", f"{group}_en")
    return Texts.of(kept)


def _codes(fields: Fields, column: str) -> tuple[str, ...]:
    codes = split_list(fields.plain.get(column) or [])
    if len(codes) > MAX_CERTIFICATES:
        fields.refuse("too_many_entries", column, limit=MAX_CERTIFICATES, found=len(codes))
    for code in codes:
        if len(code) > MAX_CODE:
            fields.refuse("too_long", column, limit=MAX_CODE, found=len(code))
    return tuple(dict.fromkeys(codes))


def _publishable(fields: Fields, draft: ProductDraft) -> None:
    if draft.unit is None and not fields.has_refused("unit"):
        fields.refuse("publication_needs_unit", "unit")
    if (
        not draft.prices
        and not draft.price_on_request
        and not fields.has_refused("price_1_amount")
    ):
        fields.refuse("publication_needs_price", "price_1_amount")
