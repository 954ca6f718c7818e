"""A demonstration hub in processes of its own, and a real browser that looks at it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str:
    """The system's Chromium; a missing one is an error with its remedy, never a skipped test."""
    found = os.environ.get("FONDOUK_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(found).exists():
        hint = "no Chromium: apt-get install chromium, or set FONDOUK_CHROMIUM to its path"
        pytest.fail(hint, pytrace=False)
    return found


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The address of a freshly opened demonstration hub."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        name: text for name, text in os.environ.items() if not name.startswith("FONDOUK_")
    } | {"FONDOUK_DATA_DIR": str(tmp_path_factory.mktemp("demo")), "FONDOUK_DEMO": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "fondouk", "serve", "--port", str(port), "--json"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        address = json.loads(process.stdout.readline())["address"].rstrip("/")
        _wait_for_products(address)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


def _wait_for_products(address: str) -> None:
    for _ in range(150):
        with urllib.request.urlopen(f"{address}/api/v1/search?size=1", timeout=10) as answer:
            if json.loads(answer.read())["total"] > 100:
                return
        time.sleep(0.2)
    pytest.fail("the demonstration's products were not found within 30 seconds")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield opened
        opened.close()
