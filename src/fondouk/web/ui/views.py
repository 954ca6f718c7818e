"""Pages and switches of no audience: language, theme, motifs, style guide, errors."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from fondouk.kernel.refused import Refused
from fondouk.web.ui.motif import svg
from fondouk.web.ui.sample import sample
from fondouk.web.ui.shortcuts import local_address, render

YEAR = 365 * 24 * 3600
THEMES = frozenset({"light", "dark"})


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the reader's language in a cookie and go back; an unknown language is ignored."""
    back = HttpResponseRedirect(local_address(request, request.POST.get("next"), "/"))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        back.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    return back


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep "light" or "dark" in a cookie and go back; anything else forgets the choice."""
    back = HttpResponseRedirect(local_address(request, request.POST.get("next"), "/"))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        back.set_cookie(
            "theme",
            chosen,
            max_age=YEAR,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )
    else:
        back.delete_cookie("theme", samesite="Lax")
    return back


@require_safe
def motif(request: HttpRequest, seed: str) -> HttpResponse:
    """The drawing of a category's motif; the same for ever, so kept for a year."""
    response = HttpResponse(svg(seed), content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Tokens and components on one page; only in demo mode."""
    if not settings.FONDOUK.demo:
        raise Refused("not_found")
    return render(request, "ui/styleguide.html", sample())


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """The page for an HTTP status: what happened in plain words and what to do."""
    return render(request, "ui/error.html", {"status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return error_page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return error_page(request, HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return error_page(request, HTTPStatus.NOT_FOUND)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old."""
    return render(request, "ui/error.html", {"status": 403, "form_expired": True}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: no database, no session, nothing that may have been the fault."""
    from django.template.loader import render_to_string

    words = render_to_string("ui/broken.html", {"status": 500})
    return HttpResponse(words, status=500)
