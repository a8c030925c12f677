"""The roles of the house, and who may give them."""

from enum import Enum


class Role(Enum):
    """What somebody is here for. The access table of the vault has one column family a role."""

    OWNER = "owner"
    SALES_MANAGER = "sales_manager"
    SALESPERSON = "salesperson"
    DOCUMENT_CLERK = "document_clerk"
    CUSTODIAN = "custodian"
    FINANCE = "finance"
    COMPLIANCE = "compliance"
    ADMINISTRATOR = "administrator"
    EXPORT_AGENT = "export_agent"
    LAWYER = "lawyer"

    @property
    def is_outside(self) -> bool:
        """Say whether people of this role belong to another company."""
        return self in OUTSIDE


OUTSIDE = frozenset({Role.EXPORT_AGENT, Role.LAWYER})
STAFF = frozenset(Role) - OUTSIDE
WATCHERS = frozenset({Role.OWNER, Role.COMPLIANCE})
"""Roles that hold the others to account; only an owner gives them or takes them away."""
KEEPERS_OF_ACCOUNTS = frozenset({Role.OWNER, Role.ADMINISTRATOR})


def may_manage_accounts(role: Role) -> bool:
    """Say whether somebody of this role may manage the accounts of others at all."""
    return role in KEEPERS_OF_ACCOUNTS


def may_manage(role: Role, *touched: Role) -> bool:
    """Say whether `role` may manage an account whose old and new roles are `touched`.

    An administrator manages accounts, but no owner's and no auditor's: otherwise she
    could make herself owner, or blind the one who watches.
    """
    if role is Role.OWNER:
        return True
    return role is Role.ADMINISTRATOR and WATCHERS.isdisjoint(touched)
