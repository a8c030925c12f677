"""Codes of the house in the reader's words: roles, employment states, cells."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role

ROLES: dict[Role, str | Promise] = {
    Role.OWNER: gettext_lazy("Owner"),
    Role.SALES_MANAGER: gettext_lazy("Sales manager"),
    Role.SALESPERSON: gettext_lazy("Salesperson"),
    Role.DOCUMENT_CLERK: gettext_lazy("Document clerk"),
    Role.CUSTODIAN: gettext_lazy("Custodian"),
    Role.FINANCE: gettext_lazy("Finance"),
    Role.COMPLIANCE: gettext_lazy("Compliance"),
    Role.ADMINISTRATOR: gettext_lazy("Administrator"),
    Role.EXPORT_AGENT: gettext_lazy("Export agent"),
    Role.LAWYER: gettext_lazy("Lawyer"),
}
STATES: dict[State, str | Promise] = {
    State.INVITED: gettext_lazy("Invited"),
    State.ACTIVE: gettext_lazy("Active"),
    State.ON_NOTICE: gettext_lazy("On notice"),
    State.LEFT: gettext_lazy("Left"),
}
CELLS: dict[str, str | Promise] = {
    "open": gettext_lazy("open"),
    "masked": gettext_lazy("masked"),
    "counted": gettext_lazy("counted"),
    "ask": gettext_lazy("ask"),
    "shut": gettext_lazy("shut"),
}


def role_name(role: Role) -> str:
    """Name a role in the reader's language."""
    return str(ROLES[role])


def state_name(state: State) -> str:
    """Name an employment state in the reader's language."""
    return str(STATES[state])
