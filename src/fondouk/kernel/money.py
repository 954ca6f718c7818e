"""An amount and its currency. Two currencies never add; every rounding names its rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fondouk.kernel.numbers import decimal_of, plain
from fondouk.kernel.refused import Refused
from fondouk.kernel.rounding import Rounding

# ISO 4217 minor units that are not 2, for the currencies which the hub meets.
_DIGITS = dict.fromkeys(
    ("JPY", "KRW", "XOF", "XAF", "XPF", "CLP", "ISK", "VND"), 0
) | dict.fromkeys(("TND", "JOD", "KWD", "BHD", "OMR", "LYD", "IQD"), 3)


def minor_digits(currency: str) -> int:
    """How many decimals the currency's smallest coin has (ISO 4217)."""
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """A Decimal amount in one currency (three capital letters, ISO 4217), kept at full
    precision.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise TypeError(f"Money takes a finite Decimal, not {self.amount!r}")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"not an ISO 4217 code: {self.currency!r}")

    @classmethod
    def of(cls, amount: object, currency: str, field: str | None = None) -> "Money":
        """From what a person typed. Refuses `not_a_number` and `bad_currency`."""
        code = str(currency).strip().upper()
        if len(code) != 3 or not code.isalpha() or not code.isascii():
            raise Refused("bad_currency", field, value=str(currency)[:10])
        return cls(decimal_of(amount, field), code)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        return Money(self.amount * factor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def rounded(self, rule: Rounding = Rounding.HALF_UP) -> "Money":
        """To the currency's minor unit, by the named rule."""
        return Money(rule.apply(self.amount, minor_digits(self.currency)), self.currency)

    def minor(self) -> int:
        """The amount as whole minor units; the amount must already be rounded."""
        scaled = self.amount.scaleb(minor_digits(self.currency))
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{self} is not rounded to its minor unit")
        return int(scaled)

    def shown(self) -> dict[str, str]:
        """As every interface shows it: `{"amount": "12.50", "currency": "EUR"}`, never losing
        digits.
        """
        digits = minor_digits(self.currency)
        exponent = self.amount.normalize().as_tuple().exponent
        places = max(digits, -exponent if isinstance(exponent, int) else 0)
        return {"amount": format(self.amount, f".{places}f"), "currency": self.currency}

    def __str__(self) -> str:
        return f"{plain(self.amount)} {self.currency}"

    def _same(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise Refused("mixed_currencies", currencies=f"{self.currency}, {other.currency}")
        return other.amount


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum, zero of `currency` for none. Refuses `mixed_currencies`."""
    return sum(amounts, Money(Decimal(0), currency))
