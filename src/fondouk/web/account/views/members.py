"""Colleagues: invited, joining by a signed link or after sign-in, changing role, leaving."""

from datetime import timedelta

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fondouk.companies import commands, queries
from fondouk.companies.events import CompanyState, Role
from fondouk.kernel.actor import Deed, Visitor
from fondouk.kernel.refused import Refused
from fondouk.notices.events import Channel
from fondouk.plumbing import clock
from fondouk.web.account import limits
from fondouk.web.account.adapter import send_words
from fondouk.web.account.company_forms import InviteForm, RoleForm
from fondouk.web.account.views.company import company_context
from fondouk.web.account.words import ROLES, ROLES_MEAN
from fondouk.web.ui.shortcuts import (
    COMPANY_IN_SESSION,
    actor_of,
    for_company,
    language_of,
    put_refusals,
    render,
    signed_in,
)

_SALT = "fondouk.invitation"
_LINK_FOR = timedelta(days=14)


@for_company
def members(request: HttpRequest) -> HttpResponse:
    """Who works here; owners invite and change roles."""
    actor = actor_of(request)
    manages = actor.may(Deed.MANAGE_MEMBERS)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _invite(request, form.cleaned_data["address"], Role(form.cleaned_data["role"]))
        except Refused as refused:
            put_refusals(form, refused, language_of(request))
        else:
            messages.success(request, _("The invitation is on its way."))
            return HttpResponseRedirect(reverse("account:members"))
    context = company_context(actor) | {
        "form": form,
        "manages": manages,
        "roles": ROLES,
        "roles_mean": ROLES_MEAN,
        "colleagues": queries.list_colleagues(actor),
        "invitations": queries.list_open_invitations(actor, clock.now()) if manages else [],
    }
    return render(request, "account/members.html", context)


def _invite(request: HttpRequest, address: str, role: Role) -> None:
    actor = actor_of(request)
    actor.require(Deed.MANAGE_MEMBERS)
    company_id = actor.company_id or ""
    company = queries.list_cards(actor, [company_id])[company_id]
    verified = company.state is CompanyState.VERIFIED
    limits.spend_invitation(request, actor.person_id or "", company_id, verified=verified)
    invitation = commands.invite_member(
        actor=actor, company_id=company_id, address=address, role=role, at=clock.now()
    )
    token = signing.dumps(invitation, salt=_SALT)
    link = request.build_absolute_uri(reverse("account:join", kwargs={"token": token}))
    channel = Channel.MAIL if "@" in address else Channel.SMS
    facts = {"company": company.names.best(language_of(request)), "link": link}
    send_words(channel, address, "invitation", facts)


def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of an invitation: sign in, then join by one click."""
    try:
        invitation_id = signing.loads(token, salt=_SALT, max_age=_LINK_FOR)
    except signing.BadSignature:
        raise Refused("not_found") from None
    actor = actor_of(request)
    invitation = queries.find_invitation(actor, invitation_id, clock.now())
    if invitation is None:
        raise Refused("not_found")
    if request.method == "POST" and not isinstance(actor, Visitor):
        return _accept(request, invitation_id, by_link=True)
    context = {
        "invitation": invitation,
        "role": ROLES[invitation.role],
        "meaning": ROLES_MEAN[invitation.role],
    }
    return render(request, "account/join.html", context)


@require_POST
@signed_in
def accept(request: HttpRequest, invitation_id: str) -> HttpResponse:
    """Join a company that has invited an address of mine."""
    return _accept(request, invitation_id, by_link=False)


def _accept(request: HttpRequest, invitation_id: str, *, by_link: bool) -> HttpResponse:
    company = commands.accept_invitation(
        actor=actor_of(request), invitation_id=invitation_id, by_link=by_link, at=clock.now()
    )
    request.session[COMPANY_IN_SESSION] = company
    return HttpResponseRedirect(reverse("account:home"))


@require_POST
@for_company
def withdraw(request: HttpRequest, invitation_id: str) -> HttpResponse:
    """Take an invitation back."""
    commands.withdraw_invitation(
        actor=actor_of(request), invitation_id=invitation_id, at=clock.now()
    )
    return HttpResponseRedirect(reverse("account:members"))


@require_POST
@for_company
def change_role(request: HttpRequest, membership_id: str) -> HttpResponse:
    """Give a colleague another role."""
    form = RoleForm(request.POST)
    if form.is_valid():
        commands.change_role(
            actor=actor_of(request),
            membership_id=membership_id,
            role=Role(form.cleaned_data["role"]),
            at=clock.now(),
        )
    return HttpResponseRedirect(reverse("account:members"))


@require_POST
@signed_in
def remove(request: HttpRequest, membership_id: str) -> HttpResponse:
    """End a colleague's membership, or one's own."""
    actor = actor_of(request)
    commands.remove_member(actor=actor, membership_id=membership_id, at=clock.now())
    mine = {place.company.id for place in queries.list_workplaces(actor)}
    where = "account:members" if actor.company_id in mine else "account:home"
    return HttpResponseRedirect(reverse(where))
