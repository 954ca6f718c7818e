"""What other rooms and pages may ask about people and companies."""

from fondouk.companies.queries.cards import card_of, find_written, list_cards
from fondouk.companies.queries.people import (
    actor_for_session,
    find_demonstration_person,
    get_person,
    list_workplaces,
    read_address,
)

__all__ = [
    "actor_for_session",
    "card_of",
    "find_demonstration_person",
    "find_written",
    "get_person",
    "list_cards",
    "list_workplaces",
    "read_address",
]
