"""The main menu: one row an entry, shown to those who may do what the page is for."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from fondouk.kernel.actor import Actor, Deed, Member, Staff, Visitor


def _anybody(actor: Actor) -> bool:
    return not isinstance(actor, Staff)


def _keeping(actor: Actor) -> bool:
    """For people whose main menu does not show already what they keep."""
    return isinstance(actor, Member) and not _buying(actor)


def _selling(deed: Deed) -> Callable[[Actor], bool]:
    """For those who may do this for a company that lists products."""
    return lambda actor: isinstance(actor, Member) and actor.sells and actor.may(deed)


def _buying(actor: Actor) -> bool:
    """For people of a company that only buys: what they keep stands in the main menu."""
    return isinstance(actor, Member) and actor.company_id is not None and not actor.sells


def _desk(*deeds: Deed) -> Callable[[Actor], bool]:
    """For the desk's people who hold one of these deeds; any of them when none is named."""
    return lambda actor: (
        isinstance(actor, Staff) and (not deeds or any(actor.may(deed) for deed in deeds))
    )


def _may(deed: Deed) -> Callable[[Actor], bool]:
    return lambda actor: not isinstance(actor, Visitor) and actor.may(deed)


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu entry: an English msgid, a view's name, and who sees it."""

    label: str
    view: str
    shown_to: Callable[[Actor], bool]

    def address(self) -> str:
        return reverse(self.view)


ENTRIES: tuple[Entry, ...] = (
    Entry(_("Products"), "public:search", _anybody),
    Entry(_("Your requests"), "buyer:rfqs", _may(Deed.READ_TRADE)),
    Entry(_("Requests from buyers"), "supplier:requests", _selling(Deed.READ_TRADE)),
    Entry(_("Orders"), "buyer:orders", _may(Deed.READ_TRADE)),
    Entry(_("Messages"), "buyer:messages", _may(Deed.READ_TRADE)),
    Entry(_("Your products"), "supplier:products", _selling(Deed.READ_CATALOGUE)),
    Entry(_("Saved searches"), "buyer:searches", _buying),
    Entry(_("Suppliers you follow"), "buyer:following", _buying),
    Entry(_("Desk"), "desk:home", _desk()),
    Entry(_("Companies"), "desk:companies", _desk(Deed.DESK_VERIFY)),
    Entry(_("Certificates"), "desk:certificates", _desk(Deed.DESK_VERIFY)),
    Entry(_("Listings"), "desk:listings", _desk(Deed.DESK_MODERATE)),
    Entry(_("Translations"), "desk:translations", _desk(Deed.DESK_MODERATE)),
    Entry(_("Categories"), "desk:categories", _desk(Deed.DESK_CATEGORIES)),
    Entry(_("Exchange rates"), "desk:rates", _desk(Deed.DESK_CATEGORIES)),
    Entry(_("Import products"), "supplier:imports", _selling(Deed.EDIT_CATALOGUE)),
    Entry(_("Import for suppliers"), "supplier:imports", _desk(Deed.DESK_IMPORT)),
    Entry(_("History"), "desk:history", _desk(Deed.DESK_AUDIT)),
)


# What stands in the account menu of somebody signed in.
ACCOUNT_ENTRIES: tuple[Entry, ...] = (
    Entry(_("Your account"), "account:home", lambda actor: not isinstance(actor, Visitor)),
    Entry(_("Your company"), "account:company", lambda actor: actor.company_id is not None),
    Entry(_("Saved searches"), "buyer:searches", _keeping),
    Entry(_("Suppliers you follow"), "buyer:following", _keeping),
)


def entries(actor: Actor, among: tuple[Entry, ...] | None = None) -> list[Entry]:
    """The entries for this reader, in their order; the main menu's if none are given."""
    return [entry for entry in (ENTRIES if among is None else among) if entry.shown_to(actor)]
