"""Days and months: validity from a day to a day, and seasons that come back each year."""

from dataclasses import dataclass
from datetime import date

from fondouk.kernel.refused import Refused


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; an open end is None."""

    from_on: date | None = None
    to_on: date | None = None

    def __post_init__(self) -> None:
        if self.from_on and self.to_on and self.to_on < self.from_on:
            raise Refused(
                "period_ends_before_it_starts", from_on=str(self.from_on), to_on=str(self.to_on)
            )

    def covers(self, on: date) -> bool:
        return (self.from_on is None or self.from_on <= on) and (
            self.to_on is None or on <= self.to_on
        )


@dataclass(frozen=True, slots=True)
class Season:
    """Months of each year, both included; October to February crosses the year's end."""

    from_month: int
    to_month: int

    def __post_init__(self) -> None:
        if not (1 <= self.from_month <= 12 and 1 <= self.to_month <= 12):
            raise Refused("bad_month", value=f"{self.from_month}-{self.to_month}")

    def months(self) -> tuple[int, ...]:
        """The months in their order, 1 to 12 numbers."""
        length = (self.to_month - self.from_month) % 12 + 1
        return tuple((self.from_month - 1 + step) % 12 + 1 for step in range(length))

    def covers(self, on: date) -> bool:
        return on.month in self.months()
