"""Who may bring customs data in, take it out, and look at it."""

from typing import Final

from muniment.people.domain.roles import Role

LOADERS: Final = frozenset({Role.OWNER, Role.SALES_MANAGER, Role.COMPLIANCE, Role.CUSTODIAN})
"""Roles that may load bought data and correct what its columns mean."""

REMOVERS: Final = frozenset({Role.OWNER, Role.COMPLIANCE})
"""Roles that may remove a load: what others' findings rest on goes with it."""

READERS: Final = LOADERS | {Role.SALESPERSON, Role.FINANCE}
"""Roles that may look buyers up: whoever investigates a customer, and whoever keeps the data."""


def may_load(role: Role) -> bool:
    """Say whether somebody of this role may load customs data."""
    return role in LOADERS


def may_remove(role: Role) -> bool:
    """Say whether somebody of this role may remove a load."""
    return role in REMOVERS


def may_read(role: Role) -> bool:
    """Say whether somebody of this role may look buyers up in the loaded records."""
    return role in READERS
