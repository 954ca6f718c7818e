"""`make bench`: the hub's figures on this machine, each with its ratio to the calibration loop.

    python -m bench [--products 100000] [--json FILE] [--keep FOLDER]

A hub of its own is started on a synthetic catalogue; nothing is timed inside tests. CPU is that of
all web processes over the requests; the worker is apart. Other load on the machine widens the
latencies; CPU per request is the figure to trust.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from bench import calibration, corpus, http

ROOT = Path(__file__).resolve().parents[1]
PORT = 8470
BASE = f"http://127.0.0.1:{PORT}"
REQUESTS = 600
GOALS = {
    "search JSON": 5.0,
    "search page": 8.0,
    "category page": 8.0,
    "product JSON": 3.0,
    "product page": 5.0,
}


class Bench:
    """One run: a hub in a folder, the figures found so far."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.count = count
        self.unit_ms = calibration.unit_ms()
        self.figures: list[dict[str, Any]] = []
        self.environment = {
            name: text for name, text in os.environ.items() if not name.startswith("FONDOUK_")
        } | {
            "FONDOUK_DATA_DIR": str(folder),
            "FONDOUK_DEMO": "0",
            "FONDOUK_LIMIT_READS_PER_MINUTE": "0",
            "FONDOUK_LIMIT_WRITES_PER_MINUTE": "0",
        }

    def note(self, name: str, value: float, unit: str, goal: float | None = None) -> None:
        """Keep a figure; times are also given in passes of the calibration loop."""
        ratio = round(value / self.unit_ms, 3) if unit == "ms" else None
        row = {"name": name, "value": round(value, 2), "unit": unit, "ratio": ratio, "goal": goal}
        self.figures.append(row)
        print(_line(row), flush=True)

    def run(self, *words: str) -> str:
        """A command of the hub; its output."""
        done = subprocess.run(
            [sys.executable, "-m", "fondouk", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(
                f"fondouk {' '.join(words)}: {done.stderr[-2000:]} {done.stdout[-1000:]}"
            )
        return done.stdout

    def start(self) -> subprocess.Popen[str]:
        """Open the hub and wait until it says so."""
        process = subprocess.Popen(
            [sys.executable, "-m", "fondouk", "serve", "--port", str(PORT), "--json"],
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        opened = json.loads(process.stdout.readline())
        self.note("open the hub", opened["seconds"], "s")
        return process


def get(path: str) -> Any:
    with urllib.request.urlopen(BASE + urllib.parse.quote(path, safe="/?&=%+")) as answer:
        return json.loads(answer.read())


def fill(bench: Bench) -> None:
    """Import the catalogue through the public importer, and wait until all of it is found."""
    file = bench.folder / "corpus.jsonl"
    with file.open("wb") as out:
        for record in corpus.products(bench.count):
            out.write(corpus.orjson.dumps(record) + b"\n")
    started = time.monotonic()
    said = bench.run("catalogue", "import", str(file), "--publish", "--json")
    imported = time.monotonic() - started
    report = json.loads(said.strip().splitlines()[-1])
    if report["published"] != bench.count:
        raise RuntimeError(f"published {report['published']} of {bench.count}: {report}")
    while get("/api/v1/search?size=1")["total"] < bench.count:
        time.sleep(0.2)
    seconds = time.monotonic() - started
    bench.note("import: rows a second, database", bench.count / imported, "1/s", 2000)
    bench.note("import: rows a second, until all are found", bench.count / seconds, "1/s", 1000)


def targets(bench: Bench) -> dict[str, list[str]]:
    """The paths of each kind of request."""
    asked = corpus.queries(REQUESTS)
    ids = []
    for words, lang in asked[:40]:
        found = get(f"/api/v1/search?q={words}&lang={lang}&size=24")
        ids += [hit["id"] for hit in found["hits"]]
    ids = (ids * REQUESTS)[:REQUESTS]
    codes = [leaf["code"] for leaf in corpus.leaves()]
    return {
        "search JSON": [f"/api/v1/search?q={words}&lang={lang}" for words, lang in asked],
        "search page": [f"/search?q={words}" for words, _ in asked],
        "category page": [f"/c/{codes[n % len(codes)]}" for n in range(REQUESTS)],
        "product JSON": [f"/api/v1/products/{one}" for one in ids],
        "product page": [f"/p/{one}" for one in ids],
    }


def serve(bench: Bench, process: subprocess.Popen[str]) -> None:
    """CPU a request, latencies at 2 and 16 connections, memory of the web processes."""
    web = [
        pid
        for pid, line in http.descendants(process.pid).items()
        if "granian" in line or "spawn" in line
    ]
    paths = targets(bench)
    for kind, many in paths.items():
        http.ask(BASE, many[:100], 2)
        before = http.cpu_seconds(web)
        times = http.ask(BASE, many, 2)
        spent = http.cpu_seconds(web) - before
        bench.note(f"{kind}: CPU", spent * 1000 / len(many), "ms", GOALS[kind])
        bench.note(f"{kind}: median at 2", http.percentile(times, 0.5), "ms")
        bench.note(f"{kind}: p99 at 2", http.percentile(times, 0.99), "ms", 40)
        times = http.ask(BASE, many, 16)
        bench.note(f"{kind}: p99 at 16", http.percentile(times, 0.99), "ms", 150)
    bench.note("web processes: memory (PSS)", http.pss_mb(web), "MB", 450)


def _line(row: dict[str, Any]) -> str:
    ratio = f"{row['ratio']:>9.3f}" if row["ratio"] is not None else " " * 9
    goal = f"  goal {row['goal']:g}" if row["goal"] is not None else ""
    return f"{row['name']:<46} {row['value']:>10} {row['unit']:<4}{ratio}{goal}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", type=Path, help="use this folder and keep it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fondouk-bench-") as scratch:
        bench = Bench(given.keep or Path(scratch), given.products)
        bench.note("calibration loop", bench.unit_ms, "ms")
        process = bench.start()
        try:
            if not given.keep or get("/api/v1/search?size=1")["total"] < given.products:
                fill(bench)
            serve(bench, process)
        finally:
            process.terminate()
            process.wait(timeout=60)
    if given.json:
        given.json.write_text(json.dumps(bench.figures, indent=1))


if __name__ == "__main__":
    main()
