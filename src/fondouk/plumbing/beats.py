"""Signs of life: a process writes one every few seconds, readiness checks read how old it is."""

from datetime import datetime, timedelta

from fondouk.plumbing.models import Beat


def beat(name: str, *, at: datetime, **facts: str | int) -> None:
    Beat.objects.update_or_create(name=name, defaults={"at": at, "facts": facts})


def alive(name: str, *, at: datetime, within: timedelta = timedelta(seconds=15)) -> bool:
    row = Beat.objects.filter(name=name).first()
    return row is not None and at - row.at <= within
