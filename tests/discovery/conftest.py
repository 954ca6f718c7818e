"""A product index of each test's own."""

import pytest

from fondouk.discovery.adapters.product_index import product_index
from fondouk.discovery.ports import INDEX
from fondouk.flows.subscriptions import CONSUMERS
from fondouk.kernel.actor import System
from fondouk.plumbing.outbox import pump
from fondouk.reference.commands import load_starter


@pytest.fixture
def index(tmp_path):
    """An empty index in the slot, taken out afterwards."""
    before = INDEX.get()
    made = product_index(tmp_path)
    INDEX.fill(made)
    yield made
    INDEX.fill(before)


@pytest.fixture
def caught_up(index, db):
    """Call it to let search catch up with what happened."""

    def catch_up():
        while pump("search", CONSUMERS["search"]):
            pass

    return catch_up


@pytest.fixture
def rates(db, settings, at):
    """The starter table of rates."""
    load_starter(System(), folder=settings.FONDOUK.facts_dir / "reference", at=at)
