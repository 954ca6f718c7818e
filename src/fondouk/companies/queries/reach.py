"""How the hub reaches the people of a company: for letters that the hub itself writes."""

from fondouk.companies.domain.roles import DEEDS_OF_ROLE
from fondouk.companies.events import Reachable, Role
from fondouk.companies.models import Membership
from fondouk.kernel.actor import Actor, Deed, System
from fondouk.kernel.refused import Refused


def list_reachable(actor: Actor, company_id: str, deed: Deed) -> tuple[Reachable, ...]:
    """The people of a company who may do this deed, with an address and their language, the
    oldest membership first. For the hub alone: refuses `not_allowed` to everybody else.
    """
    if not isinstance(actor, System):
        raise Refused("not_allowed", deed=deed.value)
    roles = [role.value for role in Role if deed in DEEDS_OF_ROLE[role]]
    rows = Membership.objects.filter(
        company_id=company_id, role__in=roles, person__is_active=True
    ).select_related("person")
    return tuple(
        Reachable(email=row.person.email, phone=row.person.phone, language=row.person.language)
        for row in rows.order_by("id")
        if row.person.email or row.person.phone
    )
