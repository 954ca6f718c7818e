"""History is the audit row that a command writes in its own transaction: ids only, no content."""

from collections.abc import Mapping
from contextvars import ContextVar
from datetime import datetime

from fondouk.kernel.actor import Actor
from fondouk.plumbing.models import AuditRow

request_id: ContextVar[str] = ContextVar("request_id", default="")


def record(
    actor: Actor,
    deed: str,
    object_kind: str,
    object_id: str,
    *,
    at: datetime,
    facts: Mapping[str, str | int | bool | None] | None = None,
) -> None:
    """Write who did what to which object. `facts` hold ids, codes and counts, never free text."""
    AuditRow.objects.create(
        at=at,
        actor_kind=actor.kind,
        actor=actor.id,
        company=actor.company_id or "",
        deed=deed,
        object_kind=object_kind,
        object=object_id,
        facts=dict(facts or {}),
        request=request_id.get(),
    )
