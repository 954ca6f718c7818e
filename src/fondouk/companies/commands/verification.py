"""A company asks to be verified; the desk verifies it with a recorded ground, or suspends it."""

from datetime import datetime

from fondouk.companies.events import (
    COMPANY_CHANGED,
    COMPANY_JUDGED,
    COMPANY_VERIFIED,
    CompanyState,
    Verdict,
)
from fondouk.companies.models import Company, Decision
from fondouk.companies.store import any_company, own_company
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing.audit import record
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.tx import command
from fondouk.plumbing.versions import check_version

GROUND_LENGTH_MAX = 400


@command
def submit_for_verification(*, actor: Actor, company_id: str, at: datetime) -> None:
    """Ask the desk to verify the company. Asking again while it waits changes nothing.

    Refuses `document_needed`, `registry_number_needed`, `already_verified`,
    `company_suspended`.
    """
    row = own_company(actor, company_id, Deed.MANAGE_COMPANY)
    if row.state == CompanyState.SUBMITTED:
        return
    if row.state == CompanyState.VERIFIED:
        raise Refused("already_verified")
    if row.state == CompanyState.SUSPENDED:
        raise Refused("company_suspended")
    if not row.registry_number:
        raise Refused("registry_number_needed", "registry_number")
    if not row.documents.exists():
        raise Refused("document_needed", "file")
    _move(row, CompanyState.SUBMITTED)
    publish(COMPANY_CHANGED, row.id, {"company": row.id}, at=at)
    record(actor, "submit_for_verification", "company", row.id, at=at)


@command
def verify_company(
    *,
    actor: Actor,
    company_id: str,
    ground: str,
    expected_version: int | None = None,
    at: datetime,
) -> None:
    """Mark the company as verified, on this ground (what was looked at, in staff's words).

    Refuses `not_allowed`, `not_found`, `stale_version`, `ground_needed`, `already_verified`.
    """
    actor.require(Deed.DESK_VERIFY)
    row = any_company(company_id)
    check_version(expected_version, row.version)
    if row.state == CompanyState.VERIFIED:
        raise Refused("already_verified")
    row.verified_at = at
    _decide(actor, row, Verdict.VERIFIED, ground, at)
    _move(row, CompanyState.VERIFIED)
    publish(COMPANY_VERIFIED, row.id, {"company": row.id}, at=at)
    record(actor, "verify_company", "company", row.id, at=at, facts={"version": row.version})


@command
def suspend_company(
    *,
    actor: Actor,
    company_id: str,
    ground: str,
    expected_version: int | None = None,
    at: datetime,
) -> None:
    """Take a company out of public view; `reinstate_company` and `verify_company` bring it back.

    Refuses as `verify_company`, and `company_suspended`.
    """
    actor.require(Deed.DESK_VERIFY)
    row = any_company(company_id)
    check_version(expected_version, row.version)
    if row.state == CompanyState.SUSPENDED:
        raise Refused("company_suspended")
    _decide(actor, row, Verdict.SUSPENDED, ground, at)
    _move(row, CompanyState.SUSPENDED)
    publish(COMPANY_CHANGED, row.id, {"company": row.id}, at=at)
    record(actor, "suspend_company", "company", row.id, at=at, facts={"version": row.version})


@command
def reinstate_company(
    *,
    actor: Actor,
    company_id: str,
    ground: str,
    expected_version: int | None = None,
    at: datetime,
) -> None:
    """Lift a suspension. What was verified before is checked anew, since it may have changed.

    Refuses `not_allowed`, `not_found`, `stale_version`, `ground_needed`,
    `company_not_suspended`.
    """
    actor.require(Deed.DESK_VERIFY)
    row = any_company(company_id)
    check_version(expected_version, row.version)
    if row.state != CompanyState.SUSPENDED:
        raise Refused("company_not_suspended")
    _decide(actor, row, Verdict.REINSTATED, ground, at)
    _move(row, CompanyState.SUBMITTED if row.verified_at else CompanyState.UNVERIFIED)
    publish(COMPANY_CHANGED, row.id, {"company": row.id}, at=at)
    record(actor, "reinstate_company", "company", row.id, at=at, facts={"version": row.version})


def _decide(actor: Actor, row: Company, verdict: Verdict, ground: str, at: datetime) -> None:
    row.verification_ground = _ground(ground)
    Decision.objects.create(
        company=row, decided=verdict, ground=row.verification_ground, by=actor.id, at=at
    )
    told = {"company": row.id, "verdict": verdict.value, "ground": row.verification_ground}
    publish(COMPANY_JUDGED, f"{row.id}:{row.version}", told, at=at)


def _move(row: Company, state: CompanyState) -> None:
    row.state = state
    row.version += 1
    row.save()


def _ground(ground: str) -> str:
    kept = " ".join(ground.split())
    if not kept:
        raise Refused("ground_needed", "ground")
    if len(kept) > GROUND_LENGTH_MAX:
        raise Refused("company_text_too_long", "ground", max=GROUND_LENGTH_MAX)
    return kept
