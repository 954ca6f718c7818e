"""What goes in and out everywhere: money, quantities, texts, pages, versions.

Input is checked by pydantic, with the kernel's own refusals as its errors. Output is written by
hand with orjson and described by the same kind of models, which the contract tests hold it to.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

import orjson
from django.http import HttpResponse
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from fondouk.kernel.codes import HSCode, Incoterm, country_code
from fondouk.kernel.money import Money
from fondouk.kernel.numbers import decimal_of
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts

T = TypeVar("T")
JSON = "application/json"
_DECIMAL = r"^[0-9]{1,14}(\.[0-9]{1,6})?$"


def answer(
    body: Any, status: int = 200, *, version: int | None = None, location: str = ""
) -> HttpResponse:
    """The JSON answer; `version` becomes its ETag, `location` the address of what was made."""
    response = HttpResponse(orjson.dumps(body), status=status, content_type=JSON)
    if version is not None:
        response["ETag"] = f'"{version}"'
    if location:
        response["Location"] = location
    return response


def no_content() -> HttpResponse:
    """Done, and there is nothing to say."""
    return HttpResponse(status=204)


def page_of(items: Iterable[Any], cursor: str | None) -> dict[str, Any]:
    """A list as every interface shows it."""
    return {"items": list(items), "next": cursor}


def coded(check: Callable[[Any], T]) -> Callable[[Any], T]:
    """A check of the kernel as a pydantic validator: its refusal keeps code and facts."""

    def run(value: Any) -> T:
        try:
            return check(value)
        except Refused as refused:
            raise PydanticCustomError(
                refused.code,
                "refused",
                {name: str(fact) for name, fact in refused.facts.items()},
            ) from None

    return run


def _text_decimal(value: object) -> Decimal:
    if not isinstance(value, str | Decimal):
        raise Refused("not_a_number", value=str(value)[:40])
    return decimal_of(value)


def _positive(value: object) -> Decimal:
    number = _text_decimal(value)
    if number <= 0:
        raise Refused("not_positive", value=str(value)[:40])
    return number


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise Refused("not_a_number", value=str(value)[:40])
    number = decimal_of(repr(value) if isinstance(value, float) else value)
    if number <= 0:
        raise Refused("not_positive", value=str(value)[:40])
    return number


def _code(check: Callable[[Any], T]) -> Callable[[Any], T]:
    def run(value: object) -> T:
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "takes text")
        return check(value)

    return coded(run)


def _currency(value: object) -> str:
    return Money.of("1", str(value)).currency


# A decimal string of an amount, such as "12.50"; more than zero.
Amount = Annotated[
    Decimal,
    BeforeValidator(coded(_positive)),
    WithJsonSchema({"type": "string", "pattern": _DECIMAL, "examples": ["12.50"]}),
]
# A number of units, more than zero: a decimal string, or a JSON number.
Number = Annotated[
    Decimal,
    BeforeValidator(coded(_number)),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": _DECIMAL},
                {"type": "number", "exclusiveMinimum": 0},
            ],
            "examples": ["500"],
        }
    ),
]
CurrencyCode = Annotated[
    str,
    BeforeValidator(_code(_currency)),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"]}),
]
CountryCode = Annotated[
    str,
    BeforeValidator(_code(country_code)),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$", "examples": ["FR"]}),
]
UnitCode = Annotated[
    Unit,
    BeforeValidator(_code(Unit.of)),
    WithJsonSchema({"type": "string", "enum": [unit.value for unit in Unit]}),
]
IncotermCode = Annotated[
    Incoterm,
    BeforeValidator(_code(Incoterm.of)),
    WithJsonSchema({"type": "string", "enum": [term.value for term in Incoterm]}),
]
HSCodeIn = Annotated[
    HSCode,
    BeforeValidator(_code(HSCode.of)),
    WithJsonSchema(
        {"type": "string", "pattern": r"^[0-9]{4}(\.?[0-9]{2}){0,3}$", "examples": ["1515.90"]}
    ),
]
Cursor = Annotated[
    str | None, Field(description="The `next` of the page before; absent for the first page.")
]
Size = Annotated[
    int | None, Field(ge=1, le=100, description="Rows a page, 1 to 100; 24 where absent.")
]


class In(BaseModel):
    """Input: a member that nobody knows is a mistake, not a silence."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


class Out(BaseModel):
    """Output, as described; the bytes are written by hand."""


class MoneyIn(In):
    """An amount and its currency."""

    amount: Amount
    currency: CurrencyCode

    def money(self) -> Money:
        return Money(self.amount, self.currency)


class TextsIn(In):
    """One text in up to four languages."""

    en: str | None = Field(None, max_length=8000)
    fr: str | None = Field(None, max_length=8000)
    ar: str | None = Field(None, max_length=8000)
    es: str | None = Field(None, max_length=8000)

    def texts(self) -> Texts:
        return Texts.of(dict(self))


class MoneyOut(Out):
    """An amount as a decimal string, and its currency (ISO 4217)."""

    amount: str = Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$", examples=["12.50"])
    currency: str = Field(pattern="^[A-Z]{3}$", examples=["EUR"])


class QuantityOut(Out):
    """A number of a unit, as a decimal string."""

    quantity: str = Field(examples=["20"])
    unit: str = Field(examples=["kg"])


class TextsOut(Out):
    """A text by language: only the languages in which its author gave it."""

    en: str | None = None
    fr: str | None = None
    ar: str | None = None
    es: str | None = None

    model_config = ConfigDict(json_schema_extra={"required": []})


class PageOut(Out, Generic[T]):
    """Some rows, and the cursor of the rows after them: null at the end."""

    items: list[T]
    next: str | None


class ObjectOut(Out):
    """What every object answers."""

    id: str
    state: str
    version: int
    actions: list[str] = Field(description="What this caller may do with it next.")


def money(amount: Money | None) -> dict[str, str] | None:
    """`{"amount": "12.50", "currency": "EUR"}`, or null for unknown."""
    return amount.shown() if amount else None


def quantity(value: Decimal | None, unit: Unit | None) -> dict[str, str] | None:
    """`{"quantity": "20", "unit": "kg"}`, or null for unknown."""
    return Quantity(value, unit).shown() if value is not None and unit is not None else None


def label(texts: Texts | Mapping[str, str], language: str) -> str:
    """A text in the reader's language, else in one that its author gave."""
    return texts.best(language) if isinstance(texts, Texts) else Texts.of(texts).best(language)
