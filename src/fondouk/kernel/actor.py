"""Who asks. Every query and command takes one of these first; nobody reaches a row without one."""

from dataclasses import dataclass, field
from enum import StrEnum

from fondouk.kernel.refused import Refused


class Deed(StrEnum):
    """What an actor may do in principle; whether on *this* object is the query's or command's
    answer.

    The value of a deed which an API key can hold is also the name of its scope.
    """

    MANAGE_COMPANY = "company:manage"
    MANAGE_MEMBERS = "members:manage"
    MANAGE_KEYS = "keys:manage"
    EDIT_CATALOGUE = "catalogue:write"
    READ_CATALOGUE = "catalogue:read"
    PUBLISH = "catalogue:publish"
    ASK = "rfq:write"
    QUOTE = "quote:write"
    AWARD = "quote:award"
    READ_TRADE = "trade:read"
    MESSAGE = "message:write"
    READ_MONEY = "money:read"
    DESK_VERIFY = "desk:verify"
    DESK_MODERATE = "desk:moderate"
    DESK_CATEGORIES = "desk:categories"
    DESK_AUDIT = "desk:audit"
    DESK_IMPORT = "desk:import"


@dataclass(frozen=True, slots=True)
class _Actor:
    """What all actors answer."""

    kind = "none"

    @property
    def company_id(self) -> str | None:
        return None

    @property
    def person_id(self) -> str | None:
        return None

    @property
    def id(self) -> str:
        """What audit rows hold: an opaque id, never a name."""
        return self.person_id or self.kind

    def may(self, deed: Deed) -> bool:
        return deed in self.deeds

    def require(self, deed: Deed) -> None:
        """Refuses `not_allowed`."""
        if not self.may(deed):
            raise Refused("not_allowed", deed=deed.value)

    @property
    def deeds(self) -> frozenset[Deed]:
        return frozenset()


@dataclass(frozen=True, slots=True)
class Visitor(_Actor):
    """Anybody who has not signed in."""

    kind = "visitor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(_Actor):
    """A person at work for a company, or signed in without one (`company` is None then).

    `sells` says whether the company's kind lists products, so that pages offer what it can use;
    it grants nothing.
    """

    person: str
    company: str | None = None
    sells: bool = False
    role: str | None = None
    granted: frozenset[Deed] = field(default_factory=frozenset)
    kind = "member"

    @property
    def company_id(self) -> str | None:
        return self.company

    @property
    def person_id(self) -> str | None:
        return self.person

    @property
    def deeds(self) -> frozenset[Deed]:
        return self.granted


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff(_Actor):
    """A person who works at the hub's desk."""

    person: str
    granted: frozenset[Deed] = field(default_factory=frozenset)
    kind = "staff"

    @property
    def person_id(self) -> str | None:
        return self.person

    @property
    def deeds(self) -> frozenset[Deed]:
        return self.granted


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHolder(_Actor):
    """A program that acts for a company by an API key with scopes."""

    key: str
    company: str
    granted: frozenset[Deed] = field(default_factory=frozenset)
    kind = "key"

    @property
    def company_id(self) -> str | None:
        return self.company

    @property
    def id(self) -> str:
        return self.key

    @property
    def deeds(self) -> frozenset[Deed]:
        return self.granted


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest(_Actor):
    """Somebody with a signed link to one object."""

    link: str
    subject: str
    kind = "guest"

    @property
    def id(self) -> str:
        return self.link


@dataclass(frozen=True, slots=True)
class System(_Actor):
    """The hub itself: the worker, a start-up step, an operator at the command line."""

    kind = "system"

    @property
    def deeds(self) -> frozenset[Deed]:
        return frozenset(Deed)


Actor = Visitor | Member | Staff | KeyHolder | Guest | System


def at_work(actor: Actor, deed: Deed) -> str:
    """The company for which the actor does this deed. Refuses `not_allowed`, also without one."""
    actor.require(deed)
    if actor.company_id is None:
        raise Refused("not_allowed", deed=deed.value)
    return actor.company_id
