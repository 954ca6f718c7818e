"""Who may come to which of the desk's pages, and the few things that its views share."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from fondouk.kernel.actor import Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing import refusals
from fondouk.web.ui.shortcuts import View, actor_of, for_staff, language_of

F = TypeVar("F", bound=forms.Form)


def at_desk(*deeds: Deed) -> Callable[[View], View]:
    """For desk people who hold one of these deeds; for everybody else the page is not there."""

    def guard(view: View) -> View:
        @wraps(view)
        def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = actor_of(request)
            if not any(actor.may(deed) for deed in deeds):
                raise Refused("not_found")
            return view(request, *args, **kwargs)

        return for_staff(check)

    return guard


def asked(form: F) -> dict[str, Any]:
    """What a form of filters asks: its valid parts, so that one bad value loses no other."""
    form.is_valid()
    return {name: form.cleaned_data.get(name) for name in form.fields}


def tell_refused(request: HttpRequest, refused: Refused) -> None:
    """Say on the next page what was refused and what to do about it."""
    language = language_of(request)
    for one in refused:
        words = f"{refusals.sentence(one, language)} {refusals.remedy(one, language)}"
        messages.error(request, words.strip())
