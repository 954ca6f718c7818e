"""What other rooms and pages may ask about people and companies."""

from fondouk.companies.queries.cards import card_of, find_written, list_cards
from fondouk.companies.queries.desk import (
    CompanyQuestion,
    CompanyRow,
    DecisionView,
    StandingView,
    count_companies,
    find_by_words,
    get_standing,
    list_companies,
)
from fondouk.companies.queries.people import (
    actor_for_session,
    find_demonstration_person,
    get_person,
    list_workplaces,
    read_address,
)

__all__ = [
    "CompanyQuestion",
    "CompanyRow",
    "DecisionView",
    "StandingView",
    "actor_for_session",
    "card_of",
    "count_companies",
    "find_by_words",
    "find_demonstration_person",
    "find_written",
    "get_person",
    "get_standing",
    "list_cards",
    "list_companies",
    "list_workplaces",
    "read_address",
]
