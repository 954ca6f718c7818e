"""A plain HTTP client in processes of its own, and the CPU of the servers it asks."""

import asyncio
import multiprocessing
import os
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of these processes so far."""
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / _TICKS


def pss_mb(pids: list[int]) -> float:
    """Proportional memory of these processes, in MB."""
    kilobytes = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kilobytes += int(line.split()[1])
    return kilobytes / 1024


def descendants(pid: int) -> dict[int, str]:
    """Every process below this one, with its command line."""
    parents: dict[int, int] = {}
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                parents[int(place.name)] = int(
                    (place / "stat").read_text().rsplit(")", 1)[1].split()[1]
                )
            except OSError:
                continue
    found = {}
    for one in parents:
        above = one
        while above in parents and above != pid:
            above = parents[above]
        if above == pid and one != pid:
            try:
                line = Path(f"/proc/{one}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            found[one] = line
    return found


def ask(base: str, paths: list[str], connections: int) -> list[float]:
    """Ask each path once over so many kept connections; milliseconds of each. Not 200: raises."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_run, (base, paths, connections))


def _run(base: str, paths: list[str], connections: int) -> list[float]:
    return asyncio.run(_ask_all(base, paths, connections))


async def _ask_all(base: str, paths: list[str], connections: int) -> list[float]:
    queue: asyncio.Queue[str] = asyncio.Queue()
    for path in paths:
        queue.put_nowait(path)
    lists = await asyncio.gather(*(_ask_some(base, queue) for _ in range(connections)))
    return [one for many in lists for one in many]


async def _ask_some(base: str, queue: "asyncio.Queue[str]") -> list[float]:
    place = urlsplit(base)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    times = []
    while not queue.empty():
        path = queue.get_nowait()
        started = time.perf_counter()
        target = quote(path, safe="/?&=%+")
        writer.write(
            f"GET {target} HTTP/1.1\r\nHost: {place.netloc}\r\nAccept-Encoding: gzip\r\n"
            "Accept-Language: en\r\n\r\n".encode()
        )
        status = await _answer(reader)
        times.append((time.perf_counter() - started) * 1000)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
    writer.close()
    return times


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    if "content-length:" in head:
        await reader.readexactly(int(head.split("content-length:")[1].split("\r\n")[0]))
    elif "transfer-encoding: chunked" in head:
        while size := int((await reader.readline()).strip(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return status


def percentile(times: list[float], share: float) -> float:
    """The value under which this share of the times lies."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
