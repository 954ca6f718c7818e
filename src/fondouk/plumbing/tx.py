"""Transactions: a command joins the one that is open or opens its own; a flow opens exactly
one.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

_TRIES = 3
_RETRIED_STATES = {"40001", "40P01"}  # PostgreSQL: serialization_failure, deadlock_detected


def command(deed: Callable[P, R]) -> Callable[P, R]:
    """Run inside one transaction: alone it opens it, called from a flow it joins the flow's."""

    @wraps(deed)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            return deed(*args, **kwargs)

    return run


def flow(deed: Callable[P, R]) -> Callable[P, R]:
    """Run inside one transaction; a deadlock or a lost race is tried again, three times in all."""

    @wraps(deed)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        tries = 1 if connection.in_atomic_block else _TRIES
        for left in reversed(range(tries)):
            try:
                with transaction.atomic():
                    return deed(*args, **kwargs)
            except OperationalError as error:
                if not left or not _worth_another_try(error):
                    raise
        raise AssertionError("unreachable: the last try returns or raises")

    return run


def _worth_another_try(error: OperationalError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _RETRIED_STATES or "database is locked" in str(error)
