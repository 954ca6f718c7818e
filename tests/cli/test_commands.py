"""Every command: its help, its answer to programs, and one sentence for what cannot be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from fondouk.cli.main import fondouk
from fondouk.cli.reference_page import commands_page, leaves
from fondouk.config.options import CHECKOUT

LEAVES = dict(leaves())
WITHOUT_JSON = {("worker",), ("prepare",)}  # they answer to `serve`, not to a program
EXPECTED = {"serve", "demo", "catalogue", "search", "reindex", "migrate", "backup", "restore"}
EXPECTED |= {"doctor", "user", "keys", "reference"}


def run(*words):
    return CliRunner().invoke(fondouk, words)


def answer(*words):
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def test_the_commands_of_the_hub_are_there():
    assert {path[0] for path in LEAVES} >= EXPECTED


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_each_command_and_each_option_says_what_it_is_for(path):
    done = run(*path, "--help")
    assert done.exit_code == 0 and LEAVES[path].help.split()[0] in done.output
    options = [one for one in LEAVES[path].params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []
    assert ("--json" in done.output) == (path not in WITHOUT_JSON)


def test_the_page_of_the_commands_is_made_from_them():
    page = (Path(CHECKOUT) / "docs" / "reference" / "cli.md").read_text("utf-8")
    assert page == commands_page(), "run make docs"


@pytest.mark.django_db
def test_answers_for_programs_have_their_shape(world, hub, settings):
    world.cooperative(slug="coop")
    hub(demo=True)
    assert answer("migrate") == {"applied": []}
    assert {"check", "state", "says"} == set(answer("doctor")[0])
    assert answer("keys", "list", "coop") == []
    assert set(answer("keys", "new")) == {"encryption_key"}
    assert set(answer("keys", "rotate")) == {"second_factors", "waiting_messages"}
    assert {"id", "email", "desk_deeds", "active"} <= set(answer("user", "list")[0])
    assert answer("demo", "keys") == []
    reports = answer("reference", "load")
    assert {"source", "read", "created", "unchanged", "refused"} <= set(reports[0])
    assert all(not report["created"] for report in answer("reference", "load"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words, said",
    [
        (["user", "create", "not an address"], "phone number"),
        (["user", "desk", "nobody@example.com", "desk:dance"], "not a deed of the desk"),
        (["user", "disable", "nobody@example.com"], "no account has"),
        (["user", "erase", "nobody@example.com", "--yes"], "no account has"),
        (["keys", "list", "nobody"], "no company has the slug"),
        (["keys", "issue", "nobody", "--label", "x", "--scope", "catalogue:read"], "no company"),
        (["keys", "revoke", "key_absent"], "nothing here"),
        (["demo", "keys"], "no demonstration"),
        (["catalogue", "export", "products.pdf"], ".csv, .xlsx or .jsonl"),
        (["catalogue", "export", "products.csv", "--company", "nobody"], "nobody"),
        (["search", "oil", "--currency", "XXX"], "XXX"),
    ],
)
def test_what_is_refused_is_one_sentence(words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*words)
    lines = done.output.strip().splitlines()
    assert done.exit_code == 1 and len(lines) == 1, done.output
    assert lines[0].startswith("fondouk: ") and said in lines[0]


@pytest.mark.parametrize(
    "words",
    [
        ["restore", "/nowhere/backup.tar"],
        ["catalogue", "import", "/nowhere/products.csv"],
        ["catalogue", "import", "."],
        ["search"],
        ["search", "oil", "--lang", "de"],
        ["search", "oil", "--size", "0"],
        ["serve", "--port", "99999"],
        ["dance"],
        ["reference", "load", "--everything-else"],
    ],
    ids=" ".join,
)
def test_an_option_or_file_that_cannot_be_is_named(words):
    done = run(*words)
    assert done.exit_code == 2 and "Traceback" not in done.output
    assert done.output.strip().splitlines()[-1].startswith("Error: ")


def in_a_process(folder, *words):
    environment = {"FONDOUK_DATA_DIR": str(folder), "FONDOUK_DEMO": "0"}
    kept = {name: text for name, text in os.environ.items() if not name.startswith("FONDOUK_")}
    return subprocess.run(
        [sys.executable, "-m", "fondouk", *words],
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_hub_without_tables_and_a_folder_that_is_a_file_are_one_sentence(tmp_path):
    done = in_a_process(tmp_path / "fresh", "user", "list")
    assert done.returncode == 1 and done.stderr.count("\n") == 1, done.stderr
    assert "Run fondouk migrate" in done.stderr
    (tmp_path / "file").write_text("x")
    done = in_a_process(tmp_path / "fresh", "backup", str(tmp_path / "file" / "copy.tar"))
    assert done.returncode == 1 and done.stderr.count("\n") == 1, done.stderr
    assert "fondouk: " in done.stderr


@pytest.fixture
def index(tmp_path):
    from fondouk.discovery.adapters.product_index import product_index
    from fondouk.discovery.ports import INDEX

    before = INDEX.get()
    INDEX.fill(product_index(tmp_path))
    yield
    INDEX.fill(before)


@pytest.mark.django_db
def test_doctor_compares_the_index_with_what_is_public(world, index, at):
    from fondouk.companies import commands
    from fondouk.plumbing.models import OutboxEvent

    def found():
        findings = json.loads(run("doctor", "--json").output)
        by_check = {one["check"]: (one["state"], one["says"]) for one in findings}
        return by_check["search index"]

    assert found() == ("note", "it is not built yet: run fondouk reindex.")
    supplier, other = world.cooperative(), world.manufacturer()
    world.product(supplier)
    world.product(other)
    answer("reindex")
    assert found()[0] == "ok"
    commands.suspend_company(
        actor=world.staff(), company_id=other.company_id, ground="Samples missing", at=at
    )
    state, says = found()
    assert state == "note" and "events have still to reach it" in says
    OutboxEvent.objects.all().delete()
    state, says = found()
    assert state == "bad" and "holds 2 products, 1 are public" in says
    answer("reindex")
    assert found()[0] == "ok"
