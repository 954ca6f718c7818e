"""Figures, days, places and languages as the reader writes them.

Every function is pure in its arguments and the active language, and cheap enough to be called
for each cell of a table: the formatted text is remembered per value and language.
Amounts carry the ISO currency code rather than a sign, because "$" names a dozen currencies.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from babel import Locale, dates, numbers, units
from django.utils import timezone
from django.utils.translation import get_language

from fondouk.web.ui.units import OWN_UNITS, STANDARD_UNITS, count_of_unit, name_of_unit

LANGUAGES = (("en", "English"), ("fr", "Français"), ("ar", "العربية"), ("es", "Español"))
"""The languages of the hub, each under its own name, in the order of the switch."""

RIGHT_TO_LEFT = frozenset({"ar"})
# English as Europe writes days; Arabic as Morocco names the months and writes the digits.
_LOCALES = {"en": "en_GB", "fr": "fr_FR", "ar": "ar_MA", "es": "es_ES"}
# A month by its name cannot be mistaken for a day, whatever the reader's habit.
_STYLES = {"medium": "d MMM y"}


class HasMoney(Protocol):
    """Anything with an amount and an ISO 4217 currency."""

    @property
    def amount(self) -> Decimal: ...
    @property
    def currency(self) -> str: ...


class HasQuantity(Protocol):
    """Anything with a value and a unit code of the hub."""

    @property
    def value(self) -> Decimal: ...
    @property
    def unit(self) -> str: ...


def current_language() -> str:
    """The active language as one of the hub's codes; English where another is active."""
    code = (get_language() or "en").split("-")[0]
    return code if code in _LOCALES else "en"


def text_direction() -> str:
    """ "rtl" or "ltr", for the active language."""
    return "rtl" if current_language() in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES[language])


def money(value: HasMoney | None, rounded: bool = False) -> str:
    """ "12.50 EUR" in the reader's digits and separators; "" for None.

    Decimals: those of the currency at least, four at most, so that a unit price keeps its cents;
    `rounded` (for converted, "about" amounts) keeps the currency's own alone.
    """
    if value is None:
        return ""
    return _money(Decimal(value.amount), str(value.currency), rounded, current_language())


@lru_cache(maxsize=8192)
def _money(amount: Decimal, currency: str, rounded: bool, language: str) -> str:
    digits = numbers.get_currency_precision(currency)
    most = digits if rounded else max(digits, 4 if digits else 0)
    pattern = "#,##0" + ("." + "0" * digits + "#" * (most - digits) if digits else "")
    figure = numbers.format_decimal(amount, pattern, _locale(language))
    return _wide(f"{figure}\u00a0{currency}")


def _wide(text: str) -> str:
    """With ordinary no-break spaces: the narrow one is hardly seen at the size of a table."""
    return text.replace("\u202f", "\u00a0")


def number(value: Decimal | float | int | None, digits: int | None = None) -> str:
    """A plain figure; `digits` fixes the decimals, else they are kept up to four. "" for None."""
    if value is None:
        return ""
    return _number(Decimal(str(value)), digits, current_language())


@lru_cache(maxsize=8192)
def _number(value: Decimal, digits: int | None, language: str) -> str:
    decimals = "#" * 4 if digits is None else "0" * digits
    pattern = f"#,##0.{decimals}" if decimals else "#,##0"
    return _wide(numbers.format_decimal(value, pattern, _locale(language)))


def percent(value: Decimal | float | None, digits: int = 0) -> str:
    """A share of one as per cent. "" for None."""
    if value is None:
        return ""
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
    return numbers.format_percent(Decimal(str(value)), pattern, _locale(current_language()))


def quantity(value: HasQuantity | None) -> str:
    """ "200 kg", "12 cartons": the figure with its unit in words. "" for None."""
    if value is None:
        return ""
    return amount_of(Decimal(value.value), str(value.unit))


def amount_of(value: Decimal | int, unit: str) -> str:
    """As `quantity`, from a value and a unit code."""
    language = current_language()
    return _amount_of(Decimal(value), unit, language)


@lru_cache(maxsize=8192)
def _amount_of(value: Decimal, unit: str, language: str) -> str:
    if unit in STANDARD_UNITS:
        pattern = "#,##0.####"
        code = STANDARD_UNITS[unit]
        return _wide(units.format_unit(value, code, "short", pattern, _locale(language)))
    figure = _number(value, None, language)
    if unit in OWN_UNITS:
        return count_of_unit(unit, value, figure)
    return f"{figure}\u00a0{unit}"


def unit_name(unit: str) -> str:
    """One unit in words or by its sign, as after "per"; the code itself where unknown."""
    return _unit_name(str(unit), current_language())


@lru_cache(maxsize=512)
def _unit_name(unit: str, language: str) -> str:
    return name_of_unit(unit)


def day(value: date | None, style: str = "medium") -> str:
    """A day; style "short", "medium" or "long". An instant is taken on the hub's clock."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    return dates.format_date(value, _STYLES.get(style, style), _locale(current_language()))


def instant(value: datetime | None, style: str = "medium") -> str:
    """A day and a time to the minute on the hub's clock."""
    if value is None:
        return ""
    here = timezone.localtime(value) if timezone.is_aware(value) else value
    locale = _locale(current_language())
    on = dates.format_date(here, _STYLES.get(style, style), locale)
    at = dates.format_time(here, "short", here.tzinfo, locale)
    return f"{on}, {at}" if current_language() != "ar" else f"{on}، {at}"


def month_name(month: int) -> str:
    """The month 1 to 12, standing alone."""
    return str(_locale(current_language()).months["stand-alone"]["wide"][month])


def _name_in(table: Callable[[Locale], object], code: str | None) -> str:
    if not code:
        return ""
    names = table(_locale(current_language()))
    return str(names.get(code, code)) if hasattr(names, "get") else code


def country_name(code: str | None) -> str:
    """The country of an ISO 3166-1 code; the code itself where unknown."""
    return _name_in(lambda locale: locale.territories, code and str(code).upper())


def currency_name(code: str | None) -> str:
    """The currency of an ISO 4217 code; the code itself where unknown."""
    return _name_in(lambda locale: locale.currencies, code and str(code).upper())


def language_name(code: str | None) -> str:
    """The language of an ISO 639 code; the code itself where unknown."""
    return _name_in(lambda locale: locale.languages, code and str(code).lower())


def filesize(size: int | None) -> str:
    """Bytes in the largest unit that keeps the figure above one. "" for None."""
    if size is None:
        return ""
    value, name = Decimal(size), "digital-byte"
    for larger in ("digital-kilobyte", "digital-megabyte", "digital-gigabyte"):
        if value < 1000:
            break
        value, name = value / 1000, larger
    pattern = "#,##0.#" if value < 10 and name != "digital-byte" else "#,##0"
    return _wide(units.format_unit(value, name, "short", pattern, _locale(current_language())))
