"""What a reader can do next with a product or supplier: ask for a quote, follow."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from fondouk.companies.events import CompanyCard
from fondouk.discovery.queries import follows
from fondouk.kernel.actor import Actor, Member, Visitor
from fondouk.web.ui.jinja import find_url

ASK_PAGE = "buyer:rfq-new"


def ask_address(**choices: str | list[str]) -> str | None:
    """Where a request for a quotation begins, with these products or supplier already in it.

    None where the hub has no such page.
    """
    address = find_url(ASK_PAGE)
    if address is None or not choices:
        return address
    return f"{address}?{urlencode(choices, doseq=True)}"


def follow_of(request: HttpRequest, actor: Actor, supplier: CompanyCard) -> dict[str, Any] | None:
    """What the follow button needs; None for those who have nothing to follow with."""
    here = request.get_full_path()
    if isinstance(actor, Visitor):
        return {"sign_in": f"{reverse('account:sign-in')}?{urlencode({'next': here})}"}
    if not isinstance(actor, Member) or actor.company_id == supplier.id:
        return None
    return {
        "href": reverse("buyer:follow", kwargs={"company_id": supplier.id}),
        "on": follows(actor, supplier.id),
        "next": here,
        "sign_in": None,
    }
