"""What changes requests and quotes."""

from fondouk.sourcing.commands.quotes import award_quote, give_quote, revise_quote, withdraw_quote
from fondouk.sourcing.commands.requests import (
    cancel_rfq,
    close_rfq,
    decline_invitation,
    edit_rfq,
    invite_suppliers,
    reopen_rfq,
    see_invitation,
    send_rfq,
    start_rfq,
)

__all__ = [
    "award_quote",
    "cancel_rfq",
    "close_rfq",
    "decline_invitation",
    "edit_rfq",
    "give_quote",
    "invite_suppliers",
    "reopen_rfq",
    "revise_quote",
    "see_invitation",
    "send_rfq",
    "start_rfq",
    "withdraw_quote",
]
