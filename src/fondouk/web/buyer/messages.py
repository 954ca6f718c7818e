"""Messages on requests, quotes and orders, for both sides."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fondouk.flows.write_message import KINDS, write_message
from fondouk.kernel.actor import Deed
from fondouk.kernel.refused import Refused
from fondouk.notices import queries
from fondouk.notices.commands import mark_read
from fondouk.notices.events import (
    FILE_BYTES_MAX,
    FILES_MAX,
    AttachmentFile,
    Thread,
    ThreadCard,
    Upload,
)
from fondouk.plumbing import blobs, clock
from fondouk.sourcing.events import Side
from fondouk.sourcing.queries import get_rfq
from fondouk.web.buyer import trade
from fondouk.web.buyer.forms import MessageForm
from fondouk.web.ui.shortcuts import actor_of, for_company, local_address, render


def conversation(
    request: HttpRequest, about: tuple[str, str], parties: tuple[str, str]
) -> dict[str, Any]:
    """What the macro `talk` shows of the conversation of these two about this thing.

    Showing it is reading it.
    """
    actor = actor_of(request)
    kind, subject = about
    thread = queries.find_thread(actor, subject_kind=kind, subject=subject, parties=parties)
    names = trade.Names(request, parties)
    if thread and thread.first_unread:
        mark_read(actor=actor, thread_id=thread.id, at=clock.now())
    other = next((one for one in parties if one != actor.company_id), parties[0])
    return {
        "form": MessageForm(),
        "action": reverse("buyer:say", kwargs={"kind": kind, "subject": subject}),
        "supplier": other if kind == "rfq" else "",
        "other": names(other),
        "messages": _shown(thread, names) if thread else [],
        "seen_at": thread.seen_by_others_at if thread else None,
        "may_write": actor.may(Deed.MESSAGE),
        "token": trade.new_token(),
    }


@for_company
@require_POST
def say(request: HttpRequest, kind: str, subject: str) -> HttpResponse:
    """Write a message, and go back to the page of the thing that it is about."""
    if kind not in KINDS:
        raise Refused("not_found")
    supplier = request.POST.get("supplier") or None
    back = local_address(request, request.POST.get("next"), reverse("buyer:messages"))

    def write() -> str:
        write_message(
            actor=actor_of(request),
            about=(kind, subject),
            supplier_id=supplier,
            text=request.POST.get("text", ""),
            files=tuple(_uploads(request)),
            at=clock.now(),
        )
        return f"{back}#talk"

    return trade.once_only(request, write)


@for_company
def inbox(request: HttpRequest) -> HttpResponse:
    """The conversations of the company, the newest first."""
    actor = actor_of(request)
    page = queries.list_threads(actor, cursor=request.GET.get("cursor"))
    names = trade.Names(request, {party for card in page.items for party in card.parties})
    rows = [_row(card, names) for card in page.items]
    return render(request, "buyer/messages.html", {"rows": rows, "next": page.next})


@for_company
def rfq_talk(request: HttpRequest, rfq_id: str, supplier_id: str) -> HttpResponse:
    """A buyer's conversation about a request with one of its suppliers."""
    found = get_rfq(actor_of(request), rfq_id, on=clock.today())
    asked = {one.supplier_id for one in found.invitations}
    if found.side is Side.SUPPLIER:
        own = reverse("supplier:request", kwargs={"rfq_id": rfq_id})
        return HttpResponseRedirect(f"{own}#talk")
    if supplier_id not in asked:
        raise Refused("not_found")
    context = {
        "rfq": found,
        "names": trade.Names(request, [supplier_id]),
        "supplier_id": supplier_id,
        "talk": conversation(request, ("rfq", rfq_id), (found.buyer_id, supplier_id)),
    }
    return render(request, "buyer/rfq_talk.html", context)


@for_company
def file(request: HttpRequest, attachment_id: str) -> HttpResponse:
    """A file of a message, to its thread's parties alone; it is saved, never opened in place."""
    found = queries.get_attachment(actor_of(request), attachment_id)
    return attachment_response(found)


def attachment_response(found: AttachmentFile) -> HttpResponse:
    """The bytes as a download that no browser interprets."""
    response = HttpResponse(blobs.read(found.sha256), content_type=found.attachment.media_type)
    disposition = content_disposition_header(True, found.attachment.name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _uploads(request: HttpRequest) -> list[Upload]:
    """The files as they came; one more than is allowed is enough to refuse them."""
    files = request.FILES.getlist("attached")[: FILES_MAX + 1]
    return [Upload(name=str(one.name), content=one.read(FILE_BYTES_MAX + 1)) for one in files]


def _shown(thread: Thread, names: trade.Names) -> list[Mapping[str, Any]]:
    return [
        {
            "author": names(one.author),
            "at": one.at,
            "text": one.text,
            "own": one.mine,
            "attachments": [
                {
                    "name": kept.name,
                    "size": kept.size,
                    "href": reverse("buyer:file", kwargs={"attachment_id": kept.id}),
                }
                for kept in one.attachments
            ],
        }
        for one in thread.messages
    ]


def _row(card: ThreadCard, names: trade.Names) -> dict[str, Any]:
    others = [party for party in card.parties if party != names.own]
    kinds = {"rfq": _("Request"), "quote": _("Quote"), "order": _("Order")}
    return {
        "with": ", ".join(names(one) for one in others),
        "about": kinds.get(card.subject_kind, ""),
        "href": _address(card, others),
        "last": card.last_text,
        "by": names(card.last_author),
        "at": card.last_at,
        "unread": card.unread,
    }


def _address(card: ThreadCard, others: list[str]) -> str:
    subject = card.subject
    if card.subject_kind == "order":
        return reverse("buyer:order", kwargs={"order_id": subject}) + "#talk"
    if card.subject_kind == "quote":
        return reverse("buyer:quote", kwargs={"quote_id": subject}) + "#talk"
    given = {"rfq_id": subject, "supplier_id": others[0]}
    return reverse("buyer:talk", kwargs=given) + "#talk"
