"""What changes a request and its invitations."""

from datetime import datetime

from fondouk.kernel.actor import Actor, Deed, at_work
from fondouk.kernel.refused import Refused
from fondouk.plumbing import tx
from fondouk.plumbing.audit import record
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.versions import check_version
from fondouk.sourcing import models, store
from fondouk.sourcing.commands.steps import (
    refuse_quotes,
    require_answers_taken,
    require_suppliers,
    save,
)
from fondouk.sourcing.domain import checks
from fondouk.sourcing.domain.states import INVITATIONS, RFQS
from fondouk.sourcing.events import (
    INVITATION_DECLINED,
    RFQ_CANCELLED,
    RFQ_SENT,
    SUPPLIER_INVITED,
    How,
    InvitationDeed,
    InvitationState,
    RfqDeed,
    RfqDraft,
    Visibility,
)


@tx.command
def start_rfq(*, actor: Actor, draft: RfqDraft, at: datetime) -> str:
    """Keep a new draft of the actor's company; return its id. Refuses as `check_rfq` does."""
    buyer = at_work(actor, Deed.ASK)
    checks.check_rfq(draft, buyer)
    row = models.Rfq(buyer_id=buyer, asked_by=actor.id, created_at=at, updated_at=at)
    store.write_draft(row, draft)
    row.save(force_insert=True)
    store.write_lines(row, draft)
    record(actor, "start_rfq", "rfq", row.id, at=at, facts={"lines": len(draft.lines)})
    return row.id


@tx.command
def edit_rfq(
    *,
    actor: Actor,
    rfq_id: str,
    draft: RfqDraft,
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Put a draft's new text in place of the old. Refuses `wrong_state` once it was sent."""
    row = _own_rfq(actor, rfq_id, Deed.ASK, expected_version)
    RFQS.after(store.state_on(row, at.date()), RfqDeed.EDIT)
    checks.check_rfq(draft, row.buyer_id)
    store.write_draft(row, draft)
    store.write_lines(row, draft)
    save(row, at)
    record(actor, "edit_rfq", "rfq", row.id, at=at, facts={"lines": len(draft.lines)})


@tx.command
def send_rfq(
    *,
    actor: Actor,
    rfq_id: str,
    matched: tuple[str, ...] = (),
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Open the request to its chosen suppliers and to those whom the matching found.

    Refuses `wrong_state`, `no_lines`, `no_suppliers`, `unknown_supplier`, `day_is_past`.
    """
    row = _own_rfq(actor, rfq_id, Deed.ASK, expected_version)
    following = RFQS.after(store.state_on(row, at.date()), RfqDeed.SEND)
    checks.check_sending(
        visibility=Visibility(row.visibility),
        lines=row.lines.count(),
        suppliers=len(row.chosen),
        needed_by=row.needed_by,
        on=at.date(),
    )
    row.state, row.sent_at = following, at
    save(row, at)
    _invite(actor, row, tuple(row.chosen), How.CHOSEN, at)
    _invite(actor, row, matched, How.MATCHED, at)
    publish(RFQ_SENT, row.id, {"rfq": row.id, "buyer": row.buyer_id}, at=at)
    record(actor, "send_rfq", "rfq", row.id, at=at, facts={"visibility": row.visibility})


@tx.command
def invite_suppliers(
    *,
    actor: Actor,
    rfq_id: str,
    suppliers: tuple[str, ...],
    at: datetime,
    expected_version: int | None = None,
) -> None:
    """Ask further suppliers while the request is open; who was asked already stays as is."""
    row = _own_rfq(actor, rfq_id, Deed.ASK, expected_version)
    RFQS.after(store.state_on(row, at.date()), RfqDeed.INVITE)
    if not suppliers:
        raise Refused("no_suppliers", "suppliers")
    if row.buyer_id in suppliers:
        raise Refused("own_company", "suppliers")
    if len(suppliers) + row.invitations.count() > checks.SUPPLIERS_MAX:
        raise Refused("too_many_suppliers", "suppliers", most=checks.SUPPLIERS_MAX)
    _invite(actor, row, suppliers, How.CHOSEN, at)
    save(row, at)
    record(actor, "invite_suppliers", "rfq", row.id, at=at, facts={"count": len(suppliers)})


@tx.command
def close_rfq(
    *, actor: Actor, rfq_id: str, at: datetime, expected_version: int | None = None
) -> None:
    """Take no further answers; what was quoted can still be awarded."""
    _step(actor, rfq_id, RfqDeed.CLOSE, at, expected_version)


@tx.command
def reopen_rfq(
    *, actor: Actor, rfq_id: str, at: datetime, expected_version: int | None = None
) -> None:
    """Take answers again."""
    _step(actor, rfq_id, RfqDeed.REOPEN, at, expected_version)


@tx.command
def cancel_rfq(
    *, actor: Actor, rfq_id: str, reason: str, at: datetime, expected_version: int | None = None
) -> None:
    """End the request without an order; its open quotes are refused with the reason."""
    row = _step(actor, rfq_id, RfqDeed.CANCEL, at, expected_version)
    if row.sent_at is None:
        return
    words = checks.check_reason(reason)
    refuse_quotes(row, None, words, at)
    publish(RFQ_CANCELLED, row.id, {"rfq": row.id, "buyer": row.buyer_id}, at=at)


@tx.command
def see_invitation(*, actor: Actor, rfq_id: str, at: datetime) -> None:
    """Note that the invited supplier has read the request; nothing for anybody else."""
    mine = models.RfqInvitation.objects.filter(
        rfq_id=rfq_id, supplier_id=actor.company_id, state=InvitationState.SENT
    )
    mine.update(state=InvitationState.SEEN, seen_at=at)


@tx.command
def decline_invitation(*, actor: Actor, rfq_id: str, reason: str, at: datetime) -> None:
    """Say no to a request, with a reason that the buyer reads. Refuses `wrong_state`."""
    supplier = at_work(actor, Deed.QUOTE)
    row = models.Rfq.objects.select_for_update().filter(pk=rfq_id).first()
    if row is None:
        raise Refused("not_found")
    invitation = row.invitations.filter(supplier_id=supplier).first()
    if invitation is None:
        raise Refused("not_found")
    require_answers_taken(row, at)
    state = InvitationState(invitation.state)
    invitation.state = INVITATIONS.after(state, InvitationDeed.DECLINE)
    invitation.reason, invitation.answered_at = checks.check_reason(reason), at
    invitation.save()
    names = {"rfq": row.id, "buyer": row.buyer_id, "supplier": supplier}
    publish(INVITATION_DECLINED, invitation.id, names, at=at)
    record(actor, "decline_invitation", "rfq", row.id, at=at)


def _own_rfq(actor: Actor, rfq_id: str, deed: Deed, expected_version: int | None) -> models.Rfq:
    company = at_work(actor, deed)
    row = models.Rfq.objects.select_for_update().filter(pk=rfq_id, buyer_id=company).first()
    if row is None:
        raise Refused("not_found")
    check_version(expected_version, row.version)
    return row


def _step(
    actor: Actor, rfq_id: str, deed: RfqDeed, at: datetime, expected_version: int | None
) -> models.Rfq:
    row = _own_rfq(actor, rfq_id, Deed.ASK, expected_version)
    row.state = RFQS.after(store.state_on(row, at.date()), deed)
    save(row, at)
    record(actor, f"{deed.value}_rfq", "rfq", row.id, at=at)
    return row


def _invite(
    actor: Actor, row: models.Rfq, suppliers: tuple[str, ...], how: How, at: datetime
) -> None:
    known = set(row.invitations.values_list("supplier_id", flat=True))
    fresh = tuple(one for one in dict.fromkeys(suppliers) if one not in known)
    require_suppliers(actor, fresh)
    made = models.RfqInvitation.objects.bulk_create(
        models.RfqInvitation(rfq=row, supplier_id=supplier, how=how, sent_at=at)
        for supplier in fresh
    )
    for one in made:
        names = {"rfq": row.id, "buyer": row.buyer_id, "supplier": one.supplier_id}
        publish(SUPPLIER_INVITED, one.id, names, at=at)
