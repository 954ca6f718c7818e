"""What the hub's desk asks about companies: who waits, how they stand, what was decided why."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from fondouk.companies.events import CompanyCard, CompanyDraft, CompanyKind, CompanyState, Verdict
from fondouk.companies.models import Company, Decision
from fondouk.companies.queries.cards import card_of
from fondouk.companies.store import draft_of
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.codes import Language
from fondouk.kernel.refused import Refused
from fondouk.plumbing.audit import AuditEntry, history_of
from fondouk.plumbing.paging import Page, decode_cursor, encode_cursor, page_size

_WORDS_MAX = 8
_FOUND_MAX = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyQuestion:
    """Which companies: every part narrows, "" and None leave wide. Each of `words` stands in a
    name, the slug, the town or a register number.
    """

    words: str = ""
    state: CompanyState | None = None
    kind: CompanyKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyRow:
    """A company in the desk's list, with how many papers it has shown."""

    card: CompanyCard
    registry_number: str
    papers: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """What the desk decided, on what ground, by whom (an opaque id)."""

    decided: Verdict
    ground: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingView:
    """A company as the desk judges it: what it says of itself, what was decided, its history."""

    card: CompanyCard
    draft: CompanyDraft
    people: int
    verified_at: datetime | None
    created_at: datetime
    decisions: tuple[DecisionView, ...]
    history: tuple[AuditEntry, ...]
    version: int


def list_companies(
    actor: Actor,
    question: CompanyQuestion,
    *,
    cursor: str | None = None,
    size: int | None = None,
) -> Page[CompanyRow]:
    """All companies, newest first; those that wait for the desk, the longest waiting first.

    Refuses `not_allowed`, `bad_cursor`, `bad_page_size`.
    """
    actor.require(Deed.DESK_VERIFY)
    waiting = question.state == CompanyState.SUBMITTED
    rows = _asked(question).order_by("pk" if waiting else "-pk")
    if place := decode_cursor(cursor, 1):
        after = {"pk__gt" if waiting else "pk__lt": str(place[0])}
        rows = rows.filter(**after)
    most = page_size(size)
    found = list(rows.annotate(papers=Count("documents"))[: most + 1])
    return Page(
        items=tuple(
            CompanyRow(
                card=card_of(row),
                registry_number=row.registry_number,
                papers=row.papers,
                created_at=row.created_at,
            )
            for row in found[:most]
        ),
        next=encode_cursor(found[most - 1].pk) if len(found) > most else None,
    )


def count_companies(actor: Actor) -> dict[CompanyState, int]:
    """How many companies the hub holds, by state. Refuses `not_allowed`."""
    actor.require(Deed.DESK_VERIFY)
    rows = Company.objects.values("state").order_by("state").annotate(many=Count("pk"))
    return {CompanyState(row["state"]): row["many"] for row in rows}


def find_by_words(actor: Actor, words: str) -> tuple[CompanyCard, ...]:
    """At most 50 companies, whatever their state, whose names bear each of the words, by slug.

    Refuses `not_allowed`.
    """
    if not actor.may(Deed.DESK_VERIFY):
        actor.require(Deed.DESK_MODERATE)
    rows = _asked(CompanyQuestion(words=words)).order_by("slug")
    return tuple(card_of(row) for row in rows[:_FOUND_MAX])


def get_standing(actor: Actor, company_id: str) -> StandingView:
    """A company with what was decided about it. Refuses `not_allowed`, `not_found`."""
    actor.require(Deed.DESK_VERIFY)
    row = Company.objects.filter(pk=company_id).first()
    if row is None:
        raise Refused("not_found")
    decisions = Decision.objects.filter(company=row).order_by("-id")
    return StandingView(
        card=card_of(row),
        draft=draft_of(row),
        people=row.memberships.count(),
        verified_at=row.verified_at,
        created_at=row.created_at,
        decisions=tuple(
            DecisionView(decided=Verdict(one.decided), ground=one.ground, by=one.by, at=one.at)
            for one in decisions
        ),
        history=history_of("company", company_id),
        version=row.version,
    )


def _asked(question: CompanyQuestion) -> QuerySet[Company]:
    rows = Company.objects.all()
    if question.state is not None:
        rows = rows.filter(state=question.state)
    if question.kind is not None:
        rows = rows.filter(kind=question.kind)
    for word in question.words.split()[:_WORDS_MAX]:
        known = Q(pk=word) | Q(slug__icontains=word) | Q(town__icontains=word)
        known |= Q(registry_number__icontains=word) | Q(export_number__icontains=word)
        for language in Language:
            known |= Q(**{f"names__{language.value}__icontains": word})
        rows = rows.filter(known)
    return rows
