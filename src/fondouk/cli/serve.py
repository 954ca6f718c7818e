"""Open the hub: prepare what is missing, start the web processes and the worker, watch both."""

import contextlib
import ipaddress
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from types import FrameType

import click
from django.conf import settings

_GRACE_SECONDS = 15.0
_OPEN_SECONDS = 60.0
_RESTART_PAUSE_SECONDS = 1.0


@click.command(help="Open the hub: prepare what is missing, start web and worker, watch both.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Port to listen on.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--json", "as_json", is_flag=True, help="Say in JSON when the hub is open.")
def command(port: int, host: str, as_json: bool) -> None:
    """Stay until interrupted; every foreseen obstacle is one sentence."""
    started = time.monotonic()
    _check_host(host)
    _check_port(host, port)
    _prepare(as_json)
    processes = {"web": _start_web(host, port), "worker": _start_worker()}
    with _stopping() as stop:
        opened = _wait_until_open(host, port, processes["web"])
        if opened:
            _announce(host, port, time.monotonic() - started, as_json)
            _watch(processes, host, port, stop)
    _end(processes)
    if not opened:
        sys.exit("fondouk: the web processes did not open. Their last lines above say why.")


def _check_host(host: str) -> None:
    if settings.FONDOUK.demo and not _is_loopback(host):
        sys.exit(
            f"fondouk: demo mode listens on this machine only, not on {host}: "
            "anybody could sign in. Set FONDOUK_DEMO=0 to open a real hub."
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _check_port(host: str, port: int) -> None:
    # The server shares its port on purpose, so a hub left over would go unnoticed without this.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except PermissionError:
            sys.exit(f"fondouk: this user may not open port {port}. Try: make run PORT=8080")
        except OSError:
            sys.exit(f"fondouk: port {port} is in use. Try another one: make run PORT={port + 1}")


def _prepare(quiet: bool) -> None:
    from fondouk.cli.prepare import prepared

    if prepared():
        return
    if not quiet:
        click.echo("Preparing the hub (first start or new version) ...")
    done = subprocess.run([sys.executable, "-m", "fondouk", "prepare"], check=False)
    if done.returncode:
        sys.exit(done.returncode)


def _start_web(host: str, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", host.strip("[]"), "--port", str(port)),
            *("--workers", str(settings.FONDOUK.web_workers), "--blocking-threads", "4"),
            *("--respawn-failed-workers", "--no-ws", "--log-level", "warning"),
            "fondouk.config.wsgi:application",
        ]
    )


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "fondouk", "worker"])


@contextlib.contextmanager
def _stopping() -> Iterator[list[int]]:
    stop: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        stop.append(number)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    yield stop
    for number, handler in before.items():
        signal.signal(number, handler)


def _wait_until_open(host: str, port: int, web: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + _OPEN_SECONDS
    while time.monotonic() < until and web.poll() is None:
        if _answers(host, port):
            return True
        time.sleep(0.05)
    return False


def _answers(host: str, port: int) -> bool:
    reached = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared, not bound
    request = urllib.request.Request(
        f"http://{reached}:{port}/healthz", headers={"Host": settings.ALLOWED_HOSTS[0]}
    )
    try:
        with urllib.request.urlopen(request, timeout=2) as answer:  # noqa: S310
            return bool(answer.status < 400)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _announce(host: str, port: int, seconds: float, as_json: bool) -> None:
    address = f"http://{host}:{port}/"
    if as_json:
        click.echo(f'{{"address": "{address}", "seconds": {seconds:.1f}}}')
    else:
        click.echo(f"The hub is open at {address} ({seconds:.1f} s). Ctrl+C closes it.")


def _watch(
    processes: dict[str, subprocess.Popen[bytes]], host: str, port: int, stop: list[int]
) -> None:
    """Start again whichever process ends by itself, until asked to stop."""
    starters = {"web": lambda: _start_web(host, port), "worker": _start_worker}
    while not stop:
        time.sleep(0.3)
        for name, process in processes.items():
            if process.poll() is not None and not stop:
                click.echo(
                    f"The {name} ended (code {process.returncode}); starting it again.", err=True
                )
                time.sleep(_RESTART_PAUSE_SECONDS)
                processes[name] = starters[name]()


def _end(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    for process in processes.values():
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    until = time.monotonic() + _GRACE_SECONDS
    for process in processes.values():
        try:
            process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
