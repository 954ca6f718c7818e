"""What the catalogue needs from outside: files of products, read and written."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from fondouk.catalogue.domain.intake.rows import Kind, Limits, RowSource
from fondouk.plumbing.slots import Slot


class FilePictures(Protocol):
    """Pictures of one archive by name. Close it when done."""

    def __len__(self) -> int: ...

    def __contains__(self, name: object) -> bool: ...

    def read(self, name: str) -> bytes | None:
        """The bytes, or None. Refuses `picture_too_large`, `damaged_file`."""

    def close(self) -> None: ...


class ProductFiles(Protocol):
    """Reads any supported file as numbered rows and writes import records."""

    def open_rows(
        self, path: Path, kind: Kind | None = None, limits: Limits | None = None
    ) -> RowSource:
        """Refuses with a code what cannot be read."""

    def open_pictures(self, path: Path) -> FilePictures:
        """The pictures that came with the rows; none where the file is no archive."""

    def write_records(self, path: Path, records: Iterable[Mapping[str, Any]], kind: str) -> int:
        """Write `csv`, `xlsx` or `jsonl`; return the number of records."""


FILES: Slot[ProductFiles] = Slot("catalogue.FILES")


class PictureMaker(Protocol):
    """Checks a picture by its content and makes it anew in several sizes."""

    def renditions(self, content: bytes) -> tuple[tuple[int, bytes], ...]:
        """(width in pixels, WebP) from the smallest up, without anything that the camera told.

        Refuses `not_a_picture`, `picture_too_big`, `picture_too_many_pixels`,
        `picture_too_small`.
        """


class Artwork(Protocol):
    """Draws an ornament where a demonstration has no photograph."""

    def __call__(self, seed: str, size: int) -> bytes:
        """A square WebP of `size` pixels; the same seed gives the same drawing."""


PICTURES: Slot[PictureMaker] = Slot("catalogue.PICTURES")
ARTWORK: Slot[Artwork] = Slot("catalogue.ARTWORK")
