"""Work that outlives a request, through Django's Tasks API; the worker process runs it.

A job is idempotent: one that a killed worker left half done is run again from its start.
"""

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

__all__ = ["failed", "recover", "run_next", "task", "waiting"]

_WORKER = "worker"


def run_next() -> bool:
    """Run one waiting job in this thread; False where none waits."""
    ready = DBTaskResult.objects.ready()
    if not ready.exists():  # a plain read, so that an idle worker never takes the write lock
        return False
    with exclusive_transaction(ready.db):
        result = ready.get_locked()
        if result is None:
            return False
        result.claim(_WORKER)
    _runner().run_task(result)
    return True


def recover() -> int:
    """Put jobs that a killed worker was running back in the queue; call it before working."""
    return int(
        DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(
            status=TaskResultStatus.READY, started_at=None
        )
    )


def waiting() -> int:
    """How many jobs wait or run."""
    states = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    return int(DBTaskResult.objects.filter(status__in=states).count())


def failed() -> int:
    """How many jobs ended in an error and will not be tried again."""
    return int(DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count())


def _runner() -> Worker:
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=_WORKER,
        excluded_queue_names=[],
    )
