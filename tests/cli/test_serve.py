"""Opening the hub: obstacles are sentences; it opens, answers, and both processes are watched."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request

import pytest


def start(folder, *words, **settings):
    environment = {
        name: text for name, text in os.environ.items() if not name.startswith("FONDOUK_")
    } | {"FONDOUK_DATA_DIR": str(folder), "FONDOUK_DEMO": "0", **settings}
    return subprocess.Popen(
        [sys.executable, "-m", "fondouk", "serve", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process):
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    return process.returncode, out, err


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_port_in_use_is_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, err = ended(start(tmp_path, "--port", str(port)))
    assert code == 1 and f"port {port} is in use" in err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "hub.example"])
def test_a_demonstration_never_listens_to_others(tmp_path, host):
    process = start(tmp_path, "--host", host, FONDOUK_DEMO="1")
    code, _, err = ended(process)
    assert code == 1 and "demo mode listens on this machine only" in err


def test_a_database_of_a_newer_version_is_one_sentence(tmp_path):
    link = sqlite3.connect(tmp_path / "fondouk.sqlite3")
    link.execute("CREATE TABLE django_migrations (id INTEGER, app TEXT, name TEXT, applied TEXT)")
    link.execute(
        "INSERT INTO django_migrations VALUES (1, 'plumbing', '9999_future', '2030-01-01')"
    )
    link.commit()
    link.close()
    code, _, err = ended(start(tmp_path, "--port", str(free_port())))
    assert code == 1 and "newer version of the hub (plumbing.9999_future)" in err


def test_production_without_secrets_does_not_start(tmp_path):
    code, _, err = ended(start(tmp_path, FONDOUK_ENV="production"))
    assert code == 2 and "FONDOUK_SECRET_KEY" in err


def worker_of(folder) -> int:
    link = sqlite3.connect(folder / "fondouk.sqlite3")
    row = link.execute("SELECT facts FROM plumbing_beat WHERE name = 'worker'").fetchone()
    link.close()
    return json.loads(row[0])["pid"] if row else 0


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.2)
    raise AssertionError("it did not happen in time")


def test_the_hub_opens_and_a_killed_worker_comes_back(tmp_path):
    port = free_port()
    process = start(tmp_path, "--port", str(port), "--json", FONDOUK_WEB_WORKERS="1")
    try:
        opened = json.loads(process.stdout.readline())
        assert opened["address"] == f"http://127.0.0.1:{port}/"
        first = until(lambda: worker_of(tmp_path))
        with urllib.request.urlopen(f"{opened['address']}readyz", timeout=10) as answer:
            assert json.loads(answer.read())["status"] == "ok"
        os.kill(first, signal.SIGKILL)
        assert until(lambda: worker_of(tmp_path) != first)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        process.communicate()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
