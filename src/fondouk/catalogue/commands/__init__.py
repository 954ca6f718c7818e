"""What can be done to the catalogue; for flows, pages, the API and the command line alone."""

from fondouk.catalogue.commands.bulk import release_import, save_products, save_supplied_products
from fondouk.catalogue.commands.categories import delete_category, save_category
from fondouk.catalogue.commands.imports import (
    cancel_import,
    delete_mapping,
    fail_import,
    finish_check,
    finish_import,
    mark_applied,
    note_problems,
    open_import,
    prepare_import,
    save_mapping,
    stage_chunk,
    start_import,
)
from fondouk.catalogue.commands.pictures import (
    add_picture,
    draw_pictures,
    move_picture_first,
    remove_picture,
)
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
    "add_picture",
    "archive_product",
    "cancel_import",
    "delete_category",
    "delete_mapping",
    "draw_pictures",
    "fail_import",
    "finish_check",
    "finish_import",
    "lift_suspension",
    "mark_applied",
    "mark_translation_reviewed",
    "mark_translations_reviewed",
    "move_picture_first",
    "note_problems",
    "open_import",
    "prepare_import",
    "publish_product",
    "release_import",
    "remove_picture",
    "restore_product",
    "save_category",
    "save_mapping",
    "save_product",
    "save_products",
    "save_supplied_products",
    "stage_chunk",
    "start_import",
    "suspend_listing",
    "unpublish_product",
]
