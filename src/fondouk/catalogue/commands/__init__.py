"""What can be done to the catalogue; for flows, pages, the API and the command line alone."""

from fondouk.catalogue.commands.bulk import release_import, save_products
from fondouk.catalogue.commands.categories import delete_category, save_category
from fondouk.catalogue.commands.products import (
    mark_translation_reviewed,
    mark_translations_reviewed,
    save_product,
)
from fondouk.catalogue.commands.publication import (
    archive_product,
    lift_suspension,
    publish_product,
    restore_product,
    suspend_listing,
    unpublish_product,
)

__all__ = [
    "archive_product",
    "delete_category",
    "lift_suspension",
    "mark_translation_reviewed",
    "mark_translations_reviewed",
    "publish_product",
    "release_import",
    "restore_product",
    "save_category",
    "save_product",
    "save_products",
    "suspend_listing",
    "unpublish_product",
]
