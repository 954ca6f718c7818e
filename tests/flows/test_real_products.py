"""A catalogue that nobody here wrote goes whole through the public importer."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from fakes.world import World
from fondouk.catalogue import queries
from fondouk.catalogue.queries import OnError, Options
from fondouk.flows.import_file import import_file_now
from fondouk.kernel.actor import System
from fondouk.plumbing import blobs

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.long
@pytest.mark.django_db
def test_real_products_are_created_once_and_then_unchanged(at):
    file = Path(settings.FONDOUK.shared) / "data" / "icecat-chorus" / "products.jsonl.xz"
    assert file.is_file(), "set FONDOUK_SHARED to the folder that holds data/icecat-chorus"
    World(at).category("industry")
    mapping = json.loads((ROOT / "docs" / "examples" / "icecat-mapping.json").read_text("utf-8"))
    sha256 = blobs.keep(file.read_bytes(), "application/x-xz", at=at, public=False)

    def imported():
        return import_file_now(
            company_id=None,
            sha256=sha256,
            file_name=file.name,
            options=Options(mapping=mapping, on_error=OnError.SKIP),
            now=lambda: at,
            told=lambda view: None,
        )

    first = imported().counts
    assert (first.read, first.created, first.refused) == (19_406, 19_405, 1)
    again = imported()
    assert (again.counts.unchanged, again.counts.updated) == (19_405, 0)
    problems = list(queries.iter_problems(System(), again.id))
    assert [(one.row, one.column, one.code) for one in problems] == [(14_022, "ean", "bad_gtin")]
