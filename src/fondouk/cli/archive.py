"""A backup's content: every table as JSON lines and every file by its hash, in one tar archive.

The form belongs to no database engine: a backup taken on SQLite restores on PostgreSQL and the
other way round. The first member is the manifest with the hash of each other member. Secrets (the
signing secret, the encryption keys) are never in it.
"""

import base64
import hashlib
import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from uuid import UUID

import orjson
from django.db.models import Model

FORMAT = 1
MANIFEST = "manifest.json"

# Rows that mean nothing elsewhere: sessions, counters, signs of life, repeated requests.
LEFT_OUT = {
    "sessions.session",
    "plumbing.beat",
    "plumbing.bucket",
    "plumbing.repeatedrequest",
    "django_tasks_database.dbtaskresult",
    "contenttypes.contenttype",
    "auth.permission",
}


class BadBackup(Exception):
    """The archive is not a whole, unchanged backup; the message is one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself."""

    version: str
    at: str
    migrations: tuple[tuple[str, str], ...]
    tables: dict[str, int]
    members: dict[str, str]


def row_of(instance: Model) -> dict[str, Any]:
    """A row as JSON: decimals and times as text, bytes as base64."""
    return {
        field.attname: _plain(field.value_from_object(instance)) for field in _columns(instance)
    }


def instance_of(model: type[Model], row: dict[str, Any]) -> Model:
    """The row as an instance of the (historical) model."""
    values = {}
    for field in _columns(model):
        value = row.get(field.attname)
        if value is not None and field.get_internal_type() == "BinaryField":
            value = base64.b64decode(value)
        values[field.attname] = value if value is None else _typed(field, value)
    return model(**values)


def _columns(model: Any) -> list[Any]:
    return list(model._meta.concrete_fields)


def _typed(field: Any, value: Any) -> Any:
    target = field.target_field if field.remote_field else field
    return target.to_python(value)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value


def write_archive(target: Path, manifest: dict[str, Any], members: dict[str, Path]) -> None:
    """Write beside the target and move into place, so that half a backup never bears its name."""
    scratch = target.with_suffix(target.suffix + ".part")
    hashes = {name: file_hash(path) for name, path in members.items()}
    content = orjson.dumps({**manifest, "format": FORMAT, "members": hashes})
    with tarfile.open(scratch, "w") as tar:
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(content)
        tar.addfile(info, io.BytesIO(content))
        for name, path in members.items():
            tar.add(path, arcname=name, recursive=False)
    scratch.chmod(0o600)
    scratch.replace(target)


def read_manifest(source: Path) -> Manifest:
    """The manifest alone. Raises BadBackup."""
    try:
        with tarfile.open(source) as tar:
            first = tar.next()
            file = tar.extractfile(first) if first and first.name == MANIFEST else None
            if file is None:
                raise BadBackup(f"{source.name} is not a backup of a hub.")
            said = orjson.loads(file.read())
    except (tarfile.TarError, ValueError, OSError) as error:
        raise BadBackup(f"{source.name} cannot be read as a backup: {error}.") from None
    if said.get("format") != FORMAT:
        raise BadBackup(f"{source.name} is of backup format {said.get('format')}, not {FORMAT}.")
    return Manifest(
        version=said["version"],
        at=said["at"],
        migrations=tuple((app, name) for app, name in said["migrations"]),
        tables=said["tables"],
        members=said["members"],
    )


def unpack_verified(source: Path, manifest: Manifest, folder: Path) -> None:
    """Unpack every member, each against its hash. Raises BadBackup before anything is used."""
    seen = set()
    with tarfile.open(source) as tar:
        for member in _named_members(tar, manifest):
            file = tar.extractfile(member)
            if file is None:
                raise BadBackup(f"{member.name} in the backup is not a file.")
            place = folder / member.name
            place.parent.mkdir(parents=True, exist_ok=True)
            digest = _copied(file, place)
            if digest != manifest.members[member.name]:
                raise BadBackup(f"{member.name} in the backup has been changed or damaged.")
            seen.add(member.name)
    if lost := set(manifest.members) - seen:
        raise BadBackup(f"the backup lacks {min(lost)}; {len(lost)} files are missing.")


def _copied(file: IO[bytes], place: Path) -> str:
    digest = hashlib.sha256()
    with place.open("wb") as out:
        while piece := file.read(1 << 20):
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()


def _named_members(tar: tarfile.TarFile, manifest: Manifest) -> Iterator[tarfile.TarInfo]:
    for member in tar:
        if member.name == MANIFEST:
            continue
        if member.name not in manifest.members or ".." in Path(member.name).parts:
            raise BadBackup(f"the backup holds {member.name!r}, which its manifest does not name.")
        yield member


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
