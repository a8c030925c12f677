"""Who may know what hangs on a person: those who answer for her, the owner, and compliance."""

from muniment.people.domain.roles import OUTSIDE, Role

EVERYBODY = frozenset({Role.OWNER, Role.COMPLIANCE})
"""Roles that see all people."""
VIEWERS = frozenset(Role) - OUTSIDE - {Role.ADMINISTRATOR}
"""Roles that may see the people below them, if there are any."""
_PROPOSERS = EVERYBODY | {Role.SALES_MANAGER}


def may_propose_weights(role: Role) -> bool:
    """Say whether somebody may propose other weights."""
    return role in _PROPOSERS


def may_adopt_weights(role: Role) -> bool:
    """Say whether somebody may put proposed weights into force, as the second person."""
    return role in EVERYBODY
