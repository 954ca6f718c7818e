"""Settings: one typed list, clear sentences, and a production that refuses to start unsafe."""

from pathlib import Path

import pytest

from fondouk.config.databases import databases
from fondouk.config.options import CHECKOUT, OPTIONS, BadSetting, read_settings, settings_page
from fondouk.config.startup import settled

SAFE = {
    "FONDOUK_ENV": "production",
    "FONDOUK_DEMO": "0",
    "FONDOUK_SECRET_KEY": "k" * 60,
    "FONDOUK_HOSTS": "hub.example",
    "FONDOUK_ENCRYPTION_KEYS": "w0sJBkFdPWqYIxqPwM4cEGvKcQZp2ZpW0r5T2xJt0aU=",
}


def test_production_starts_with_all_that_it_needs():
    assert settled(read_settings(SAFE)).env == "production"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"FONDOUK_DEMO": "1"}, "FONDOUK_DEMO"),
        ({"FONDOUK_DEBUG": "1"}, "FONDOUK_DEBUG"),
        ({"FONDOUK_SECRET_KEY": "short"}, "FONDOUK_SECRET_KEY"),
        ({"FONDOUK_HOSTS": "localhost"}, "FONDOUK_HOSTS"),
        ({"FONDOUK_ENCRYPTION_KEYS": ""}, "FONDOUK_ENCRYPTION_KEYS"),
    ],
)
def test_production_refuses_what_is_unsafe_and_names_it(change, word):
    with pytest.raises(BadSetting, match=word):
        settled(read_settings(SAFE | change))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("FONDOUK_ENV", "staging"),
        ("FONDOUK_DEMO", "perhaps"),
        ("FONDOUK_WEB_WORKERS", "-1"),
        ("FONDOUK_WEB_WORKERS", "two"),
        ("FONDOUK_NO_SUCH_THING", "1"),
    ],
)
def test_a_setting_that_cannot_be_is_one_sentence_that_names_it(name, text):
    with pytest.raises(BadSetting) as refused:
        read_settings({name: text})
    assert name in str(refused.value) and "\n" not in str(refused.value)


def test_local_secrets_are_made_once_and_closed_to_others(tmp_path):
    given = {"FONDOUK_DATA_DIR": str(tmp_path)}
    first, second = settled(read_settings(given)), settled(read_settings(given))
    assert first.secret_key == second.secret_key and len(first.secret_key) >= 50
    assert first.encryption_keys == second.encryption_keys
    files = list((tmp_path / "secrets").iterdir())
    assert len(files) == 2 and all(file.stat().st_mode & 0o077 == 0 for file in files)


def test_the_settings_page_is_made_from_the_list():
    page = (CHECKOUT / "docs" / "reference" / "settings.md").read_text("utf-8")
    assert page == settings_page(), "run make docs"
    assert all(f"`{option.name}`" in page for option in OPTIONS)


def test_sqlite_takes_its_lock_at_once_and_keeps_what_it_said():
    kept = databases(read_settings({"FONDOUK_DEMO": "0"}))["default"]["OPTIONS"]
    assert kept["transaction_mode"] == "IMMEDIATE" and "synchronous=FULL" in kept["init_command"]
    demo = databases(read_settings({"FONDOUK_DEMO": "1"}))["default"]["OPTIONS"]
    assert "synchronous=NORMAL" in demo["init_command"]


def test_a_postgresql_address_is_taken_apart():
    address = "postgresql://me:p%40ss@db.example:5433/hub?sslmode=require"
    kept = databases(read_settings({"FONDOUK_DATABASE_URL": address}))["default"]
    assert (kept["USER"], kept["PASSWORD"], kept["PORT"]) == ("me", "p@ss", "5433")
    assert kept["OPTIONS"] == {"sslmode": "require"}
    with pytest.raises(BadSetting):
        databases(read_settings({"FONDOUK_DATABASE_URL": "mysql://x/y"}))


def test_the_sqlite_in_use_is_a_sound_one():
    import sqlite3

    assert sqlite3.sqlite_version_info >= (3, 51, 3)
    assert Path(sqlite3.__file__).parent.name == "pysqlite3"
