"""What views share: who asks, rendering, refusals in a form or as a page."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render as django_render
from django.urls import reverse
from django.utils.http import (
    content_disposition_header,
    url_has_allowed_host_and_scheme,
    urlencode,
)
from django.utils.translation import get_language

from fondouk.companies.queries import actor_for_session
from fondouk.kernel.actor import Actor, Member, Staff, Visitor
from fondouk.kernel.refused import Refused
from fondouk.plumbing import blobs, refusals

View = Callable[..., HttpResponse]

COMPANY_IN_SESSION = "company"


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, read once a request: a visitor costs no database query."""
    held: Actor | None = getattr(request, "_actor", None)
    if held is None:
        held = Visitor()
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            company = request.session.get(COMPANY_IN_SESSION)
            held = actor_for_session(person_id=request.user.pk, company_id=company)
        request._actor = held  # type: ignore[attr-defined]
    return held


def language_of(request: HttpRequest) -> str:
    """The reader's language, one of en, fr, ar, es."""
    return (get_language() or "en")[:2]


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `actor` is always in its context."""
    return django_render(
        request, template, {"actor": actor_of(request), **(context or {})}, status=status
    )


def signed_in(view: View) -> View:
    """Send a visitor to sign in, and back again afterwards."""

    @wraps(view)
    def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(actor_of(request), Visitor):
            after = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{reverse(settings.LOGIN_URL)}?{after}")
        return view(request, *args, **kwargs)

    return check


def for_company(view: View) -> View:
    """For somebody at work for a company; a person without one registers one, or chooses anew
    where the company of this session is gone.
    """

    @wraps(view)
    def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = actor_of(request)
        if isinstance(actor, Member) and actor.company_id is None:
            chosen = COMPANY_IN_SESSION in request.session
            where = "account:home" if chosen else "account:register-company"
            return HttpResponseRedirect(reverse(where))
        if isinstance(actor, Staff):
            raise Refused("not_allowed", deed="company")
        return view(request, *args, **kwargs)

    return signed_in(check)


def for_staff(view: View) -> View:
    """For the hub's desk; everybody else gets the answer for a page that is not there."""

    @wraps(view)
    def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(actor_of(request), Staff):
            raise Refused("not_found")
        return view(request, *args, **kwargs)

    return signed_in(check)


def put_refusals(form: forms.Form, refused: Refused, language: str) -> None:
    """Show each refusal at its field, or above the form where no field bears it."""
    for one in refused:
        words = f"{refusals.sentence(one, language)} {refusals.remedy(one, language)}".strip()
        form.add_error(one.field if one.field in form.fields else None, words)


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The page that says what is wrong and what to do, with the refusal's own status."""
    language = language_of(request)
    status = refusals.status_of(refused)
    problems = [
        {"sentence": refusals.sentence(one, language), "remedy": refusals.remedy(one, language)}
        for one in refused
    ]
    context = {"status": status, "code": refused.code, "problems": problems}
    response = render(request, "ui/refusal.html", context, status=status)
    if refused.code == "too_many":
        response["Retry-After"] = str(refused.facts.get("retry_after_seconds", 60))
    return response


def attachment(sha256: str, *, name: str, media_type: str) -> HttpResponse:
    """A private file, to be kept and never shown as a page of the hub. Who may have it has been
    decided before.
    """
    response = HttpResponse(blobs.read(sha256), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def local_address(request: HttpRequest, address: str | None, otherwise: str) -> str:
    """`address` if it stays on this hub, else `otherwise`."""
    safe = address and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return str(address) if safe else otherwise
