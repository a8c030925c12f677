"""Whom to ask when the gate says no."""

from uuid import UUID

from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.people.queries import PeopleFilter, ReaderRow


def whom_to_ask(reader: ReaderRow, keeper_id: UUID | None) -> str:
    """Name the nearest person who can help: the keeper's managers upwards, then an owner.

    Never the reader. An outsider gets no name of staff, and "" stands for "your contact".
    A query for each step up the line, three at the most in a company of usual height.
    """
    if reader.role.is_outside:
        return ""
    step = people.person(keeper_id) if keeper_id else None
    while step is not None and step.line_manager_id is not None:
        step = people.person(step.line_manager_id)
        if step is not None and step.id != reader.id and step.state.may_sign_in:
            return step.name
    owners = people.people(PeopleFilter(role=Role.OWNER), limit=3).rows
    return next((owner.name for owner in owners if owner.id != reader.id), "")
