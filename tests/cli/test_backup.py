"""A backup comes back whole, elsewhere, on either database; a changed one is refused."""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from fondouk.cli.archive import BadBackup, read_manifest
from fondouk.plumbing.ids import new_id

pytestmark = pytest.mark.both

SEED = """
from fondouk.cli.ready import get_ready
get_ready()
from fondouk.cli.schema import apply_migrations
apply_migrations()
from fondouk.catalogue.models import Category, Product
from fondouk.companies.models import Company
from fondouk.kernel.actor import System
from fondouk.plumbing import audit, blobs, clock, outbox
from fondouk.plumbing.models import RepeatedRequest
at = clock.now()
company = Company.objects.create(
    slug="coop", kind="cooperative", names={"ar": "تعاونية"}, country="MA", created_at=at
)
root = Category.objects.create(code="food", path="food", names={"en": "Food"})
leaf = Category.objects.create(code="food.oils", path="food/food.oils", parent=root)
for number in range(30):
    Product.objects.create(
        company=company, sku=f"S{number}", category=leaf, moq="2.5",
        attributes={"pressed": True}, created_at=at, updated_at=at,
    )
blobs.keep(b"registry extract", "application/pdf", at=at, public=False)
outbox.publish("made", "k", {"products": ["é"]}, at=at)
audit.record(System(), "made", "company", company.id, at=at)
RepeatedRequest.objects.create(actor="a", key="k", fingerprint="f", at=at)
"""


class Hub:
    """A hub in a folder of its own, worked by its command line."""

    def __init__(self, folder: Path, address: str = "") -> None:
        self.folder = folder
        self.environment = {
            name: text for name, text in os.environ.items() if not name.startswith("FONDOUK_")
        } | {"FONDOUK_DATA_DIR": str(folder), "FONDOUK_DEMO": "0", "FONDOUK_DATABASE_URL": address}
        if not address:
            del self.environment["FONDOUK_DATABASE_URL"]

    def python(self, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def run(self, *words: str) -> subprocess.CompletedProcess:
        return self.python("-m", "fondouk", *words)


@pytest.fixture
def new_hub(tmp_path):
    """Make hubs: on the database of this run, or always on SQLite."""

    def make(*, sqlite: bool = False) -> Hub:
        folder = tmp_path / new_id("hub")
        server = os.environ.get("FONDOUK_DATABASE_URL", "")
        return Hub(folder, "" if sqlite or not server else own_database(server))

    return make


def own_database(server: str) -> str:
    import psycopg

    name = new_id("hub")
    with psycopg.connect(server, autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name}")
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


@pytest.fixture
def backup(new_hub, tmp_path):
    """A hub with rows and a file, and the archive taken of it."""
    hub = new_hub()
    seeded = hub.python("-c", SEED)
    assert seeded.returncode == 0, seeded.stderr
    done = hub.run("backup", str(tmp_path / "one.tar"), "--json")
    assert done.returncode == 0, done.stderr
    return hub, tmp_path / "one.tar", json.loads(done.stdout)


@pytest.mark.parametrize("sqlite", [False, True])
def test_what_comes_back_is_what_was_taken(backup, new_hub, tmp_path, sqlite):
    _, archive, written = backup
    assert written["files"] == 1 and written["rows"] >= 35
    other = new_hub(sqlite=sqlite)
    done = other.run("restore", str(archive), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"] == written["rows"]
    other.run("backup", str(tmp_path / "two.tar"))
    first, second = read_manifest(archive), read_manifest(tmp_path / "two.tar")
    changed = {
        name for name, digest in first.members.items() if second.members.get(name) != digest
    }
    assert changed == {"tables/plumbing.outboxevent.jsonl"}, "only the wish to rebuild is new"
    assert first.tables["catalogue.product"] == 30
    assert "plumbing.repeatedrequest" not in first.tables


def test_no_secret_is_in_a_backup(backup):
    hub, archive, _ = backup
    content = archive.read_bytes()
    secrets = [file.read_bytes() for file in (hub.folder / "secrets").iterdir()]
    assert len(secrets) == 2
    assert not any(secret in content for secret in secrets)
    assert archive.stat().st_mode & 0o077 == 0


def test_a_hub_with_rows_is_not_overwritten(backup):
    hub, archive, _ = backup
    done = hub.run("restore", str(archive))
    assert done.returncode == 1 and "holds rows already" in done.stderr


def test_one_changed_byte_is_found_before_anything_is_loaded(backup, new_hub, tmp_path):
    content = backup[1].read_bytes()
    place = content.index(b"registry extract")
    (tmp_path / "bad.tar").write_bytes(content[:place] + b"R" + content[place + 1 :])
    done = new_hub().run("restore", str(tmp_path / "bad.tar"))
    assert done.returncode == 1 and "changed or damaged" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", [b"", b"not a tar", b"\0" * 1024])
def test_what_is_not_a_backup_says_so(content, tmp_path):
    (tmp_path / "x.tar").write_bytes(content)
    with pytest.raises(BadBackup):
        read_manifest(tmp_path / "x.tar")


def test_a_member_that_climbs_out_is_refused(backup, new_hub, tmp_path):
    with tarfile.open(backup[1], "a") as tar:
        tar.addfile(tarfile.TarInfo("../evil"))
    done = new_hub().run("restore", str(backup[1]))
    assert done.returncode == 1 and "does not name" in done.stderr
    assert not (tmp_path / "evil").exists()


def test_doctor_finds_a_sound_hub_sound_and_a_lost_file_lost(backup):
    hub, _, _ = backup
    done = hub.run("doctor", "--json", "--files")
    found = {finding["check"]: finding["state"] for finding in json.loads(done.stdout)}
    assert done.returncode == 0, done.stdout
    assert found["database"] == found["files"] == found["encryption"] == "ok"
    assert found["worker"] == "note", "no worker runs in this test"
    next((hub.folder / "blobs").glob("*/*")).unlink()
    done = hub.run("doctor")
    assert done.returncode == 1 and "BAD   files: 1 are missing" in done.stdout
