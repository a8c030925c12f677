"""Who may take a customer on: its keeper, its deputy, and the keeper's managers."""

from uuid import UUID

from muniment.people import queries as people
from muniment.people.domain.employment import State


def fit_people(keeper_id: UUID | None, deputy_id: UUID | None) -> list[tuple[str, str]]:
    """Choices of a form, keeper first; people who are leaving are left out."""
    above = people.managers_of(keeper_id) if keeper_id else frozenset[UUID]()
    found = []
    for person_id in [keeper_id, deputy_id, *sorted(above, key=lambda it: it.hex)]:
        reader = people.reader(person_id) if person_id else None
        if reader is not None and reader.state is State.ACTIVE:
            found.append((str(reader.id), reader.name))
    return found
