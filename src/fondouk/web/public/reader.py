"""Who reads: the language and the currency in which this page speaks."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from markupsafe import Markup, escape

from fondouk.kernel.texts import Texts
from fondouk.web.ui.shortcuts import language_of

CURRENCY_COOKIE = "currency"
CURRENCIES = ("EUR", "USD", "GBP", "MAD", "CHF", "AED", "SAR", "CAD", "TRY", "CNY", "XOF")
"""Offered in the switch; the starter table of rates knows them all."""

_RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader's language code and ISO 4217 currency."""

    language: str
    currency: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Reader":
        """From the request's cookies; euros where nothing was chosen."""
        chosen = request.COOKIES.get(CURRENCY_COOKIE, "")
        return cls(language_of(request), chosen if chosen in CURRENCIES else "EUR")

    def text(self, texts: Texts | Mapping[str, str]) -> str:
        """The text in the reader's language, else in the first one given."""
        given = texts if isinstance(texts, Texts) else Texts(tuple(texts.items()))
        return given.best(self.language)

    def marked(self, texts: Texts | Mapping[str, str]) -> str | Markup:
        """As `text`, marked with its own language where that is not the page's."""
        given = texts if isinstance(texts, Texts) else Texts(tuple(texts.items()))
        words, own = given.best(self.language), given.language_of_best(self.language)
        return words if own == self.language else foreign(words, own)


def foreign(words: str, language: str) -> Markup:
    """Words in another language than the page's, marked for readers aloud and for direction."""
    direction = "rtl" if language in _RIGHT_TO_LEFT else "ltr"
    return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction, escape(words))
