"""Fixtures that every test may use."""

import os
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as property_settings

# Tests time nothing: a busy machine is no fault of a property.
property_settings.register_profile(
    "hub", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
property_settings.load_profile("hub")

ON_POSTGRES = bool(os.environ.get("FONDOUK_DATABASE_URL"))


def pytest_collection_modifyitems(items):
    """Tests that race share one database file and therefore one worker at a time."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session", autouse=True)
def _wired():
    """The adapters in their slots, as at start-up."""
    from fondouk.config.wiring import wire

    wire()


@pytest.fixture(scope="session", autouse=True)
def _static_files_without_manifest():
    """Pages name their static files plainly: tests gather and hash none."""
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """SQLite tests use a file, since threads that race need one database, not one memory each."""
    from django.conf import settings

    if not ON_POSTGRES:
        suffix = os.environ.get("PYTEST_XDIST_WORKER", "single")
        name = str(settings.FONDOUK.data_dir / f"test-{suffix}.sqlite3")
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name


@pytest.fixture
def at():
    """The instant of the test: rules get their time handed in."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def hub(settings):
    """Change the hub's settings for one test: `hub(demo=True)`."""
    from fondouk.config.options import Settings

    def change(**values):
        settings.FONDOUK = Settings({**settings.FONDOUK.values, **values})
        return settings.FONDOUK

    return change


@pytest.fixture
def world(db, at):
    """People and companies, made through commands: `world.cooperative()`, `world.buyer()` …"""
    from fakes.world import World

    return World(at)


@pytest.fixture
def trade(world, at):
    """A buyer and two suppliers who can trade with each other."""
    from fakes.trade import Trade

    return Trade(world, at)


@pytest.fixture
def index(tmp_path):
    """An empty product index in the slot, taken out afterwards."""
    from fondouk.discovery.adapters.product_index import product_index
    from fondouk.discovery.ports import INDEX

    before = INDEX.get()
    made = product_index(tmp_path)
    INDEX.fill(made)
    yield made
    INDEX.fill(before)


@pytest.fixture
def caught_up(index, db):
    """Call it to let search catch up with what happened."""
    from fondouk.flows.subscriptions import CONSUMERS
    from fondouk.plumbing.outbox import pump

    def catch_up():
        while pump("search", CONSUMERS["search"]):
            pass

    return catch_up


@pytest.fixture
def rates(db, settings, at):
    """The starter table of rates, with the other reference rows."""
    from fondouk.kernel.actor import System
    from fondouk.reference.commands import load_starter

    load_starter(System(), folder=settings.FONDOUK.facts_dir / "reference", at=at)
