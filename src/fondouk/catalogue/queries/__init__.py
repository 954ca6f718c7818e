"""What others may ask of the catalogue: listings, the tree of categories, a product's history."""

from fondouk.catalogue.domain.intake.cells import neutral
from fondouk.catalogue.domain.intake.check import Candidate, Problem
from fondouk.catalogue.domain.intake.mapping import SCHEMA as MAPPING_SCHEMA
from fondouk.catalogue.domain.intake.runs import (
    Counts,
    ImportState,
    ImportView,
    OnError,
    Options,
    Preview,
    SavedMappingView,
)
from fondouk.catalogue.ports import FilePictures
from fondouk.catalogue.queries.actions import list_actions
from fondouk.catalogue.queries.categories import (
    find_category,
    get_category_tree,
    list_categories,
)
from fondouk.catalogue.queries.checking import (
    check_chunks,
    open_upload_pictures,
    preview_import,
    staged_candidates,
    suggest_for_feed,
)
from fondouk.catalogue.queries.desk import (
    DeskQuestion,
    count_all_by_state,
    count_by_category,
    count_failed_imports,
    count_of_companies,
    count_public,
    count_unreviewed,
    list_all_products,
    list_failed_imports,
)
from fondouk.catalogue.queries.drafts import fields_of, read_draft, read_records
from fondouk.catalogue.queries.exports import iter_records, write_export
from fondouk.catalogue.queries.imports import (
    find_unfinished_import,
    get_import,
    iter_problems,
    list_imports,
    list_mappings,
)
from fondouk.catalogue.queries.listings import (
    count_by_state,
    find_by_sku,
    find_listing,
    get_listing,
    iter_published_ids,
    list_history,
    list_listings,
    list_products,
)
from fondouk.catalogue.queries.matching import match_suppliers

__all__ = [
    "MAPPING_SCHEMA",
    "Candidate",
    "Counts",
    "DeskQuestion",
    "FilePictures",
    "ImportState",
    "ImportView",
    "OnError",
    "Options",
    "Preview",
    "Problem",
    "SavedMappingView",
    "check_chunks",
    "count_all_by_state",
    "count_by_category",
    "count_by_state",
    "count_failed_imports",
    "count_of_companies",
    "count_public",
    "count_unreviewed",
    "fields_of",
    "find_by_sku",
    "find_category",
    "find_listing",
    "find_unfinished_import",
    "get_category_tree",
    "get_import",
    "get_listing",
    "iter_problems",
    "iter_published_ids",
    "iter_records",
    "list_actions",
    "list_all_products",
    "list_categories",
    "list_failed_imports",
    "list_history",
    "list_imports",
    "list_listings",
    "list_mappings",
    "list_products",
    "match_suppliers",
    "neutral",
    "open_upload_pictures",
    "preview_import",
    "read_draft",
    "read_records",
    "staged_candidates",
    "suggest_for_feed",
    "write_export",
]
