"""What the layout needs on every page, and nothing that costs a query for a visitor."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from fondouk.companies.queries import get_person, list_cards
from fondouk.web.ui.shortcuts import actor_of


def page(request: HttpRequest) -> dict[str, Any]:
    """`actor`, `account_name`, `nav`, `account_menu`, `language`, `direction`, `languages`,
    `demo_mode`."""
    language = (get_language() or "en")[:2]
    return {
        "actor": actor_of(request),
        "account_name": _account_name(request),
        "nav": _navigation(request),
        "account_menu": _account_menu(request),
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
        "languages": settings.LANGUAGES,
        "demo_mode": settings.FONDOUK.demo,
    }


def _account_name(request: HttpRequest) -> str | None:
    """Whom the reader works as: the company, else the person; None for a visitor."""
    actor = actor_of(request)
    if actor.company_id is None:
        return get_person(actor).name or None if actor.person_id else None
    card = list_cards(actor, [actor.company_id]).get(actor.company_id)
    if card is None:
        return None
    name = card.names.best((get_language() or "en")[:2])
    return (
        gettext("%(company)s (demonstration)") % {"company": name} if card.demonstration else name
    )


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    from fondouk.web.ui.navigation import entries

    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        {"label": gettext(entry.label), "href": entry.address(), "current": here == entry.view}
        for entry in entries(actor_of(request))
    ]


def _account_menu(request: HttpRequest) -> list[dict[str, str]]:
    from fondouk.web.ui.navigation import ACCOUNT_ENTRIES, entries

    actor = actor_of(request)
    if actor.kind == "visitor":
        return []
    return [
        {"label": gettext(entry.label), "href": entry.address()}
        for entry in entries(actor, ACCOUNT_ENTRIES)
    ]
