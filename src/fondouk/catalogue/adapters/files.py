"""The port for product files, on a disk."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from fondouk.catalogue.adapters.readers import ArchivePictures, open_rows
from fondouk.catalogue.adapters.writers import write_records
from fondouk.catalogue.domain.intake.rows import Kind, Limits, RowSource


class DiskFiles:
    """All formats of the readers and writers."""

    def open_rows(
        self, path: Path, kind: Kind | None = None, limits: Limits | None = None
    ) -> RowSource:
        return open_rows(path, kind, limits)

    def open_pictures(self, path: Path) -> ArchivePictures:
        return ArchivePictures(path)

    def write_records(self, path: Path, records: Iterable[Mapping[str, Any]], kind: str) -> int:
        return write_records(path, records, kind)
