"""One import from upload to end: its states, and what decides between them.

```
preview -> waiting -> checking -> checked            (a dry run, or wrong rows that stop it)
                               -> applying -> releasing -> done
```
An import that fails or is cancelled before `releasing` has changed nothing that others see.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from fondouk.catalogue.domain.intake.check import Candidate, Problem
from fondouk.catalogue.domain.intake.rows import Kind
from fondouk.kernel.refused import Refused


class ImportState(StrEnum):
    """Where an import stands."""

    PREVIEW = "preview"
    WAITING = "waiting"
    CHECKING = "checking"
    CHECKED = "checked"
    APPLYING = "applying"
    RELEASING = "releasing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def runs(self) -> bool:
        """Whether somebody works on it now, or should after a restart."""
        return self in _RUNNING

    @property
    def ended(self) -> bool:
        return self in (ImportState.DONE, ImportState.FAILED, ImportState.CANCELLED)


_RUNNING = frozenset(
    {ImportState.WAITING, ImportState.CHECKING, ImportState.APPLYING, ImportState.RELEASING}
)
_CHECKING_SHARE, _APPLYING_SHARE = 0.3, 0.65


class OnError(StrEnum):
    """What wrong rows do: stop everything, or only stay out themselves."""

    ABORT = "abort"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user chose. `publish` publishes every row, whatever it says."""

    mapping: Mapping[str, Any] | None = None
    publish: bool = False
    on_error: OnError = OnError.ABORT
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Rows by what became of them. `read` = valid + `refused`; each valid row is at the end one
    of created, updated, unchanged; `published` counts those that this import made public.
    """

    read: int = 0
    refused: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    published: int = 0

    def plus(self, other: "Counts") -> "Counts":
        return Counts(
            **{name: getattr(self, name) + getattr(other, name) for name in self.__slots__}
        )

    def shown(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """An import as its people see it. `share` is the part done, 0 to 1."""

    id: str
    company_id: str | None
    file_name: str
    sha256: str
    kind: Kind
    state: ImportState
    options: Options
    counts: Counts
    share: float
    chunks: int
    applied: int
    version: int
    created_at: datetime
    finished_at: datetime | None
    seconds: float
    failure: Refused | None = None
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedChunk:
    """Some rows after the check: what may be applied, flat to be kept and typed to be used at
    once, and what is wrong with the rest.
    """

    number: int
    read: int
    rows: tuple[tuple[int, Mapping[str, object]], ...]
    candidates: tuple[Candidate, ...]
    problems: tuple[Problem, ...]
    refused: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedMappingView:
    """A mapping that a company has kept under a name."""

    id: str
    name: str
    written: Mapping[str, Any]
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a user sees before an import starts: the columns, some rows as the file gives them,
    a mapping, and what the check says of those rows under it.
    """

    kind: Kind
    encoding: str
    columns: tuple[str, ...]
    samples: tuple[Mapping[str, object], ...]
    written: Mapping[str, Any] | None
    native: bool
    needed: tuple[str, ...]
    unused: tuple[str, ...]
    problems: tuple[Problem, ...] = field(default=())
    valid: int = 0
    read: int = 0
    pictures: int = 0
    notes: tuple[tuple[str, Mapping[str, object]], ...] = ()


def after_checking(options: Options, refused: int) -> ImportState:
    """What follows a finished check."""
    if options.dry_run or (refused and options.on_error is OnError.ABORT):
        return ImportState.CHECKED
    return ImportState.APPLYING


def share_of(state: ImportState, checked: float, applied: int, chunks: int) -> float:
    """The part of the whole work that is done: the check counts for about a third."""
    if state is ImportState.DONE:
        return 1.0
    if state in (ImportState.APPLYING, ImportState.RELEASING):
        return _CHECKING_SHARE + _APPLYING_SHARE * applied / max(chunks, 1)
    return _CHECKING_SHARE * min(checked, 1.0)


def actions_of(state: ImportState, options: Options, counts: Counts) -> tuple[str, ...]:
    """What its people may do next."""
    if state in (ImportState.PREVIEW, ImportState.FAILED):
        return ("prepare", "start", "cancel")
    if state is ImportState.CHECKED:
        valid = counts.read > counts.refused
        blocked = counts.refused and options.on_error is OnError.ABORT
        return ("prepare", *(["apply"] if valid and not blocked else []), "cancel")
    if state in (ImportState.WAITING, ImportState.CHECKING):
        return ("cancel",)
    return ("start",) if state.runs else ()
