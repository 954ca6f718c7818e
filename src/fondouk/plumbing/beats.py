"""Signs of life: a process writes one every few seconds, readiness checks read how old it is."""

from datetime import datetime, timedelta

from fondouk.plumbing.models import Beat


def beat(name: str, *, at: datetime, **facts: str | int) -> None:
    Beat.objects.update_or_create(name=name, defaults={"at": at, "facts": facts})


def alive(name: str, *, at: datetime, within: timedelta = timedelta(seconds=15)) -> bool:
    row = Beat.objects.filter(name=name).first()
    return row is not None and at - row.at <= within


def facts_of(name: str) -> dict[str, str | int]:
    """What the last sign of life said; empty where there was none."""
    row = Beat.objects.filter(name=name).first()
    return dict(row.facts) if row else {}
