"""A person's own page: name, language, addresses, where they work."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fondouk.companies import commands, queries
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.web.ui.shortcuts import actor_of, language_of, put_refusals, render, signed_in


class PersonForm(forms.Form):
    """What a person may say about themselves."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Who I am, how I sign in, where I work."""
    actor = actor_of(request)
    me = queries.get_person(actor)
    given = request.POST or None
    form = PersonForm(given, initial={"name": me.name, "language": me.language})
    if request.method == "POST" and form.is_valid():
        try:
            commands.describe_person(actor=actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            put_refusals(form, refused, language_of(request))
        else:
            return _in_language(form.cleaned_data["language"])
    context = {"form": form, "me": me, "workplaces": queries.list_workplaces(actor)}
    return render(request, "account/home.html", context)


def _in_language(language: str) -> HttpResponse:
    response = HttpResponseRedirect(reverse("account:home"))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.PRODUCTION,
    )
    return response
