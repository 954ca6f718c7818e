"""What the fields of the import record are called on the page."""

from django.utils.translation import gettext_lazy as _

from fondouk.kernel.quantity import Unit

LEAVE_OUT = ""
ATTRIBUTES = {
    "attr_t_": _("Attribute: text"),
    "attr_n_": _("Attribute: number"),
    "attr_b_": _("Attribute: yes or no"),
}
FIELDS = {
    "sku": _("SKU"),
    "name": _("Name, in the file's language"),
    "description": _("Description, in the file's language"),
    "name_en": _("Name in English"),
    "name_fr": _("Name in French"),
    "name_ar": _("Name in Arabic"),
    "name_es": _("Name in Spanish"),
    "description_en": _("Description in English"),
    "description_fr": _("Description in French"),
    "description_ar": _("Description in Arabic"),
    "description_es": _("Description in Spanish"),
    "category": _("Category"),
    "brand": _("Brand"),
    "gtin": _("Bar code (GTIN)"),
    "hs_code": _("HS code"),
    "origin": _("Country of origin"),
    "region": _("Region"),
    "unit": _("Unit"),
    "moq": _("Minimum order"),
    "capacity_per_month": _("Capacity a month"),
    "lead_time_days": _("Lead time in days"),
    "price_1_amount": _("Price"),
    "price_1_currency": _("Currency"),
    "price_1_min_quantity": _("Price from this quantity"),
    "price_1_incoterm": _("Incoterm"),
    "price_1_place": _("Place of the Incoterm"),
    "price_2_amount": _("Second price"),
    "price_2_currency": _("Currency of the second price"),
    "price_2_min_quantity": _("Second price from this quantity"),
    "price_on_request": _("Price on request"),
    "packing_unit": _("Outer pack"),
    "packing_units_per_pack": _("Units in an outer pack"),
    "packing_length_mm": _("Pack length in mm"),
    "packing_width_mm": _("Pack width in mm"),
    "packing_height_mm": _("Pack height in mm"),
    "packing_gross_weight_g": _("Gross weight in g"),
    "packing_net_weight_g": _("Net weight in g"),
    "certificates": _("Certificates"),
    "images": _("Picture files"),
    "status": _("Status"),
    "supplier": _("Supplier"),
}
# Fields that one value may fill for the whole file.
CONSTANTS = (
    "category",
    "unit",
    "price_1_currency",
    "price_1_incoterm",
    "price_1_place",
    "origin",
)
UNITS = tuple(unit.value for unit in Unit)


def field_choices() -> list[tuple[str, object]]:
    """For a column's menu: leave it out, a field, or an attribute of its own name."""
    return [(LEAVE_OUT, _("Leave out")), *FIELDS.items(), *ATTRIBUTES.items()]
