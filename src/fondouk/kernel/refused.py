"""A foreseen "no": a stable code and facts, never prose. The words stand in data/refusals."""

from collections.abc import Iterator, Mapping, Sequence


class Refused(Exception):
    """One refusal: `code` is stable, `field` names what to mend, `facts` fill the words'
    braces.
    """

    def __init__(self, code: str, field: str | None = None, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.facts: Mapping[str, object] = facts

    def __iter__(self) -> Iterator["Refused"]:
        """A single refusal reads like a list of one, so that every caller handles both alike."""
        yield self

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({self.field or '-'}{', ' + facts if facts else ''})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refused) and (self.code, self.field, self.facts) == (
            other.code,
            other.field,
            other.facts,
        )

    def __hash__(self) -> int:
        return hash((self.code, self.field))


class Refusals(Refused):
    """Several refusals at once, for a form that should say everything that it misses in one
    answer.
    """

    def __init__(self, refusals: Sequence[Refused]) -> None:
        if not refusals:
            raise ValueError("Refusals needs at least one refusal")
        first = refusals[0]
        super().__init__(first.code, first.field, **first.facts)
        self.all = tuple(refusals)

    def __iter__(self) -> Iterator[Refused]:
        return iter(self.all)


class Unavailable(Exception):
    """A neighbour (a provider, an index, a mail server) failed: worth another try, not the
    user's fault.
    """


def refuse_all(refusals: Sequence[Refused]) -> None:
    """Raise what was gathered, if anything was."""
    if refusals:
        raise Refusals(refusals)
