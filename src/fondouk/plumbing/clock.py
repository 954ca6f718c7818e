"""The one place where the hub reads the time; rules get it handed in."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day in UTC; a rule that means another place's day says so and converts."""
    return now().date()
