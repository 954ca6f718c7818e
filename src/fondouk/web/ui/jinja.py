"""The Jinja2 environment of every page: translation, addresses, static files, figures, icons.

Named in settings as the `environment` of Django's Jinja2 backend. Pages may rely on:

globals  `_`, `gettext`, `ngettext`, `pgettext` (named arguments fill the text), `url(name, **kw)`,
         `find_url(name)`, `static(path)`, `icon(name, label="")`,
         `querystring(request, **changes)`, `toggled(request, name, value)`, `languages`,
         `current_language()`, `text_direction()`, `messages_of(request)`,
         `motif_svg(seed, size)`,
         `htmx_script()` (for a page that polls or swaps, in its block `scripts`)
filters  `money`, `number`, `percent`, `quantity`, `amount_of`, `unit_name`, `date`, `instant`,
         `month_name`, `country_name`, `currency_name`, `language_name`, `filesize`
"""

from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, QueryDict
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined, pass_context
from markupsafe import Markup

from fondouk.web.ui import words
from fondouk.web.ui.motif import svg

# Arrows that follow the direction of reading.
_TURNING = frozenset(
    {"arrow-right", "arrow-left", "chevron-right", "chevron-left", "send", "log-out", "log-in"}
)


def environment(**options: Any) -> Environment:
    """Build the environment; an undefined name in a page is an error, not an empty place."""
    options.setdefault("undefined", StrictUndefined)
    options["extensions"] = [*options.get("extensions", []), "jinja2.ext.i18n"]
    env = Environment(trim_blocks=True, lstrip_blocks=True, **options)  # noqa: S701 - Django sets autoescape
    env.install_gettext_callables(  # type: ignore[attr-defined]
        _text, ngettext, newstyle=True, pgettext=_text_of, npgettext=npgettext
    )
    env.globals.update(
        url=url,
        find_url=find_url,
        static=static,
        icon=icon,
        htmx_script=htmx_script,
        querystring=querystring,
        toggled=toggled,
        languages=words.LANGUAGES,
        current_language=words.current_language,
        text_direction=words.text_direction,
        messages_of=messages_of,
        motif_svg=lambda seed, size=320: Markup(svg(seed, size)),  # noqa: S704 - our own drawing
    )
    env.filters.update({name: _spoken(shown) for name, shown in _FILTERS.items()})
    return env


_FILTERS: dict[str, Callable[..., str]] = {
    "money": words.money,
    "number": words.number,
    "percent": words.percent,
    "quantity": words.quantity,
    "amount_of": words.amount_of,
    "unit_name": words.unit_name,
    "date": words.day,
    "instant": words.instant,
    "month_name": words.month_name,
    "country_name": words.country_name,
    "currency_name": words.currency_name,
    "language_name": words.language_name,
    "filesize": words.filesize,
}


def _text(message: str) -> str:
    """As gettext; a page asks for the same few texts by the hundred."""
    return _text_in(get_language(), message)


def _text_of(context: str, message: str) -> str:
    """As pgettext."""
    return _text_in(get_language(), message, context)


@lru_cache(maxsize=8192)
def _text_in(language: str | None, message: str, context: str | None = None) -> str:
    return gettext(message) if context is None else pgettext(context, message)


def _spoken(shown: Callable[..., str]) -> Callable[..., str]:
    """The filter, asked at each rendering.

    Jinja works out filters of constants when it compiles a page, which would freeze them in the
    first reader's language; a filter that takes the context is left alone.
    """

    @pass_context
    @wraps(shown)
    def apply(_context: object, *args: Any, **kwargs: Any) -> str:
        return shown(*args, **kwargs)

    return apply


def url(name: str, **kw: Any) -> str:
    """The address of a named page; keyword arguments fill its places."""
    return reverse(name, kwargs=kw or None)


@lru_cache(maxsize=256)
def find_url(name: str) -> str | None:
    """The address of a named page without places, or None where the hub has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


@lru_cache(maxsize=512)
def icon(name: str, turns: bool | None = None, label: str = "") -> Markup:
    """One picture of the sprite, silent to screen readers unless it is given a `label`."""
    turning = name in _TURNING if turns is None else turns
    heard = (
        Markup('role="img" aria-label="{}"').format(label)
        if label
        else Markup('aria-hidden="true"')
    )
    return Markup(
        '<svg class="icon{}" width="20" height="20" {}><use href="{}#{}"></use></svg>'
    ).format(" icon-turns" if turning else "", heard, static("ui/icons/icons.svg"), name)


def querystring(request: HttpRequest, **changes: Any) -> str:
    """The request's query with some names set anew: None takes a name away, a list sets several.

    A new choice starts at the first page: the cursor goes unless it is among the changes.
    """
    query = request.GET.copy()
    if "cursor" not in changes:
        query.pop("cursor", None)
    for name, value in changes.items():
        _set(query, name, value)
    return "?" + query.urlencode()


def toggled(request: HttpRequest, name: str, value: str) -> str:
    """The request's query with one value of a repeated name added, or taken away again."""
    values = request.GET.getlist(name)
    left = [v for v in values if v != value] if value in values else [*values, value]
    return querystring(request, **{name: left})


def _set(query: QueryDict, name: str, value: Any) -> None:
    if value is None or value == "" or value == []:
        query.pop(name, None)
    elif isinstance(value, (list, tuple)):
        query.setlist(name, [str(v) for v in value])
    else:
        query[name] = str(value)


def messages_of(request: HttpRequest | None) -> Iterable[Any]:
    """The messages waiting for this visitor; reading takes them away."""
    if request is None or not hasattr(request, "_messages"):
        return ()
    return get_messages(request)
