"""The one worker process: it reads the outbox, writes the index, runs jobs, and gives signs of
life.
"""

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

import click
import structlog

from fondouk.cli.ready import get_ready

log = structlog.get_logger("fondouk.worker")

_IDLE_SECONDS = 0.4
_BEAT_SECONDS = 3.0
_TIDY_SECONDS = 3600.0


@click.command(help="Run the worker: outbox, index, jobs. `fondouk serve` starts and watches one.")
def command() -> None:
    """Work until told to stop."""
    get_ready()
    _recover_jobs()
    _mend_index()
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    threads = [
        threading.Thread(target=_loop, args=(step, pause, stopping), name=name, daemon=True)
        for name, step, pause in (
            ("outbox", _pump_outbox, _IDLE_SECONDS),
            ("jobs", _run_job, _IDLE_SECONDS),
            ("beat", _beat, _BEAT_SECONDS),
            ("tidy", _tidy_up, _TIDY_SECONDS),
        )
    ]
    for thread in threads:
        thread.start()
    parent = os.getppid()
    while not stopping.wait(_BEAT_SECONDS / 3):
        if os.getppid() != parent or not all(thread.is_alive() for thread in threads):
            break
    stopping.set()
    for thread in threads:
        thread.join(timeout=20)


def _loop(step: Callable[[], bool], pause_seconds: float, stopping: threading.Event) -> None:
    from django.db import close_old_connections, connection

    failures = 0
    while not stopping.is_set():
        try:
            close_old_connections()
            worked = step()
            failures = 0
        except Exception as error:  # the loop outlives a failing database; the log tells
            failures += 1
            log.error("worker_step_failed", step=step.__name__, exc_info=error)
            stopping.wait(min(30.0, 0.5 * 2**failures))
            continue
        if not worked:
            stopping.wait(pause_seconds)
    connection.close()


def _beat() -> bool:
    """Its own thread, since a long reaction or job is no sign of death."""
    from fondouk.plumbing import beats, clock

    beats.beat("worker", at=clock.now(), pid=os.getpid())
    return False


def _tidy_up() -> bool:
    from fondouk.flows.tidy_up import tidy_up
    from fondouk.plumbing import clock

    tidy_up(at=clock.now())
    return False


def _pump_outbox() -> bool:
    from fondouk.flows.subscriptions import CONSUMERS
    from fondouk.plumbing import outbox

    worked = [outbox.pump(name, reactions) for name, reactions in CONSUMERS.items()]
    return any(worked)


def _recover_jobs() -> None:
    from fondouk.plumbing.jobs import recover

    if left := recover():
        log.warning("jobs_recovered", count=left)


def _mend_index() -> None:
    from fondouk.flows.subscriptions import mend_index
    from fondouk.plumbing import clock

    mend_index(at=clock.now())


def _run_job() -> bool:
    from fondouk.plumbing.jobs import run_next

    return run_next()
