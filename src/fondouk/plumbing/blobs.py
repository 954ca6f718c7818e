"""Files by the SHA-256 of their content: written once, never changed, served or copied by name."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from fondouk.plumbing.models import Blob

_CHUNK = 1 << 20


def keep(content: bytes | Iterable[bytes], media_type: str, *, at: datetime, public: bool) -> str:
    """Store the bytes and their row; return the SHA-256. The same content is stored once.

    A content once public stays public: the flag is only ever raised.
    """
    folder = root()
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        for piece in [content] if isinstance(content, bytes) else content:
            digest.update(piece)
            size += len(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    sha256 = digest.hexdigest()
    blob, made = Blob.objects.get_or_create(
        sha256=sha256,
        defaults={"size": size, "media_type": media_type, "public": public, "at": at},
    )
    if not made and public and not blob.public:
        Blob.objects.filter(sha256=sha256).update(public=True)
    place = path_of(sha256)
    place.parent.mkdir(exist_ok=True)
    Path(file.name).replace(place)
    return sha256


def forget(sha256: str) -> None:
    """Delete a private content after the commit, unless anything still refers to it."""
    transaction.on_commit(partial(_forget, sha256))


def _forget(sha256: str) -> None:
    """Row before bytes, as `keep` writes them: who keeps the same content meanwhile either holds
    the row, or writes row and bytes anew.
    """
    with contextlib.suppress(IntegrityError), transaction.atomic():
        blob = Blob.objects.select_for_update().filter(sha256=sha256, public=False).first()
        if blob is None or _named(sha256):
            return
        blob.delete()
        connection.check_constraints([Blob._meta.db_table])
        path_of(sha256).unlink(missing_ok=True)


def _named(sha256: str) -> bool:
    """Whether a row names the content by its hash alone, as an import names its file."""
    holders = (model for model in apps.get_models() if model is not Blob)
    return any(
        model._default_manager.filter(sha256=sha256).exists()
        for model in holders
        if any(field.name == "sha256" for field in model._meta.fields)
    )


def root() -> Path:
    """The folder of all blobs."""
    return Path(settings.FONDOUK.data_dir) / "blobs"


def path_of(sha256: str) -> Path:
    """Where the bytes of this hash lie, whether or not they are there."""
    if len(sha256) != 64 or not all(digit in "0123456789abcdef" for digit in sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return root() / sha256[:2] / sha256


def read(sha256: str) -> bytes:
    return path_of(sha256).read_bytes()


def sound(sha256: str) -> bool:
    """Whether the bytes are there and still have this hash."""
    place = path_of(sha256)
    if not place.is_file():
        return False
    digest = hashlib.sha256()
    with place.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest() == sha256
