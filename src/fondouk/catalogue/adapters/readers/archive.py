"""ZIP uploads: one data file and, if wanted, the pictures that its rows name."""

import stat
import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from fondouk.catalogue.adapters.readers.sources import DAMAGED, Source, codec_of
from fondouk.catalogue.domain.intake.rows import Limits
from fondouk.kernel.refused import Refused

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})
DATA = frozenset({".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".xml", ".xlsx"})
_PACKED = frozenset({".gz", ".xz", ".bz2", ".zst"})
_SYSTEM = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def is_zip(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_workbook(path: Path) -> bool:
    """Whether a ZIP is a spreadsheet. Refuses `damaged_file`."""
    return "xl/workbook.xml" in {member.filename for member in members(path)}


def members(path: Path | BinaryIO) -> list[zipfile.ZipInfo]:
    """The archive's table of contents. Refuses `damaged_file`."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.infolist()
    except DAMAGED as error:
        raise Refused("damaged_file", reason=type(error).__name__) from None


def check_members(found: list[zipfile.ZipInfo], packed_bytes: int, limits: Limits) -> None:
    """Refuses what unpacks to too much, has too many members, hides outside the archive or is
    locked: `archive_too_many_files`, `unpacks_too_large`, `archive_bad_name`,
    `archive_locked`.
    """
    if len(found) > limits.max_members:
        raise Refused("archive_too_many_files", count=len(found), limit=limits.max_members)
    unpacked = sum(member.file_size for member in found)
    allowed = max(limits.free_bytes, packed_bytes * limits.max_ratio)
    if unpacked > min(allowed, limits.max_unpacked_bytes):
        raise Refused("unpacks_too_large", limit_mb=allowed // 1_000_000)
    for member in found:
        name = member.filename
        parts = PurePosixPath(name.replace("\\", "/"))
        link = stat.S_ISLNK(member.external_attr >> 16)
        if parts.is_absolute() or ".." in parts.parts or ":" in name or "\0" in name or link:
            raise Refused("archive_bad_name", name=name[:80])
        if member.flag_bits & 0x1:
            raise Refused("archive_locked", name=name[:80])


def open_archive(path: Path, limits: Limits) -> Source:
    """The archive's one data file as a source. Refuses `archive_without_data` and
    `archive_many_data`.
    """
    found = [member for member in members(path) if not member.is_dir()]
    check_members(found, path.stat().st_size, limits)
    found = [m for m in found if not any(mark in m.filename for mark in _SYSTEM)]
    data = [member for member in found if _is_data(member.filename)]
    if not data:
        raise Refused("archive_without_data")
    if len(data) > 1:
        raise Refused("archive_many_data", names=", ".join(m.filename for m in data[:5]))
    pictures = [m.filename for m in found if _suffix(m.filename) in PICTURES]
    source = Source(
        path=path,
        limits=limits,
        member=data[0].filename,
        packed_bytes=max(1, data[0].compress_size),
        pictures=tuple(pictures),
    )
    codec = codec_of(source.head(8))
    return source if not codec else _packed_inside(source, codec)


class ArchivePictures:
    """The pictures of an archive, by member name or, where that is unambiguous, by file name.
    Close it when done; a file that is no archive has none.
    """

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        with path.open("rb") as stream:
            packed = is_zip(stream.read(4))
        self._archive = _opened(path) if packed else None
        self._exact: dict[str, zipfile.ZipInfo] = {}
        self._loose: dict[str, list[zipfile.ZipInfo]] = {}
        for member in self._archive.infolist() if self._archive else ():
            if _suffix(member.filename) in PICTURES:
                self._exact[member.filename] = member
                self._loose.setdefault(PurePosixPath(member.filename).name, []).append(member)

    def __len__(self) -> int:
        return len(self._exact)

    def __contains__(self, name: object) -> bool:
        return self._found(str(name)) is not None

    def read(self, name: str) -> bytes | None:
        """The bytes, or None for a picture that is not there. Refuses `picture_too_large` and
        `damaged_file`.
        """
        member = self._found(name)
        if member is None or self._archive is None:
            return None
        if member.file_size > self._limits.max_picture_bytes:
            raise Refused("picture_too_large", name=name[:80])
        try:
            return self._archive.read(member)
        except DAMAGED as error:
            raise Refused("damaged_file", reason=type(error).__name__) from None

    def close(self) -> None:
        if self._archive:
            self._archive.close()

    def _found(self, name: str) -> zipfile.ZipInfo | None:
        wanted = name.replace("\\", "/")
        loose = self._loose.get(PurePosixPath(wanted).name, [])
        return self._exact.get(wanted) or (loose[0] if len(loose) == 1 else None)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except DAMAGED as error:
        raise Refused("damaged_file", reason=type(error).__name__) from None


def _packed_inside(source: Source, codec: str) -> Source:
    return Source(
        path=source.path,
        limits=source.limits,
        member=source.member,
        codec=codec,
        packed_bytes=source.packed_bytes,
        pictures=source.pictures,
    )


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _is_data(name: str) -> bool:
    suffix = _suffix(name)
    return _suffix(name[: -len(suffix)]) in DATA if suffix in _PACKED else suffix in DATA
