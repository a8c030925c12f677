"""Who may do what with a dossier, apart from reading it: reading is the access table's.

Filing, custody, borrowing and approval are different people; the tables say so too.
"""

from enum import StrEnum

from muniment.people.domain.roles import OUTSIDE, Role
from muniment.vault.domain.policy import Relation

KEEPING = frozenset({Relation.KEEPER, Relation.DEPUTY})
LEADING = frozenset({Role.OWNER, Role.SALES_MANAGER})
KEEPERS = frozenset({Role.OWNER, Role.SALES_MANAGER, Role.SALESPERSON})
"""Roles whose people can keep a customer."""


class Verb(StrEnum):
    """What somebody wants to do with a dossier."""

    OPEN = "open"
    SUBMIT = "submit"
    VERIFY = "verify"
    FILE = "file"
    ASSIGN = "assign"
    GRANT = "grant"
    ALLOW_LOOKS = "allow_looks"
    ENGAGE = "engage"
    MERGE = "merge"
    RETIRE = "retire"
    CLAIM_SECRET = "claim_secret"  # noqa: S105 - a verb, not a password
    ASK_ERASURE = "ask_erasure"
    ERASE = "erase"
    CHANGE_FIELDS = "change_fields"
    PROPOSE_TABLE = "propose_table"
    ADOPT_TABLE = "adopt_table"
    CHECK_CLASH = "check_clash"
    IMPORT = "import"


_BY_ROLE = {
    Verb.OPEN: KEEPERS,
    Verb.FILE: frozenset({Role.CUSTODIAN, Role.DOCUMENT_CLERK}),
    Verb.MERGE: LEADING,
    Verb.RETIRE: LEADING,
    Verb.CLAIM_SECRET: LEADING | {Role.COMPLIANCE},
    Verb.ASK_ERASURE: frozenset({Role.OWNER, Role.COMPLIANCE, Role.SALES_MANAGER}),
    Verb.ERASE: frozenset({Role.OWNER, Role.COMPLIANCE}),
    Verb.CHANGE_FIELDS: frozenset({Role.OWNER, Role.SALES_MANAGER, Role.COMPLIANCE}),
    Verb.PROPOSE_TABLE: frozenset({Role.OWNER, Role.SALES_MANAGER, Role.COMPLIANCE}),
    Verb.ADOPT_TABLE: frozenset({Role.OWNER, Role.COMPLIANCE}),
    Verb.CHECK_CLASH: KEEPERS | {Role.CUSTODIAN, Role.DOCUMENT_CLERK},
    Verb.IMPORT: LEADING | {Role.CUSTODIAN},
}
"""Verbs that a role alone decides."""

_BY_LEADERS = frozenset({Verb.ASSIGN, Verb.GRANT, Verb.ALLOW_LOOKS, Verb.VERIFY})
"""Verbs of the keeper's manager: somebody above the keeper, or the owner of the company."""


def may(verb: Verb, *, role: Role, relation: Relation, unkept: bool = False) -> bool:
    """Say whether a person of this role and relation may do this to this dossier.

    Args:
        unkept: the dossier has no keeper; then any sales manager leads it.
    """
    if role in OUTSIDE:
        return False
    if verb in _BY_ROLE:
        return role in _BY_ROLE[verb]
    leads = role is Role.OWNER or relation is Relation.LINE_MANAGER
    leads = leads or (unkept and role in LEADING)
    if verb in _BY_LEADERS:
        return leads
    return leads or relation in KEEPING
