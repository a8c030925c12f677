"""Who may propose and adopt an access table, by the duties of the vault."""

from muniment.people.domain.roles import STAFF, Role
from muniment.people.queries import ReaderRow
from muniment.vault.domain.duties import Verb, may
from muniment.vault.domain.policy import Relation
from muniment.vault.queries import TableRow


def may_do(verb: Verb, role: Role) -> bool:
    """Say whether a role alone allows the verb."""
    return may(verb, role=role, relation=Relation.COLLEAGUE)


READERS = tuple(role for role in Role if role in STAFF)
PROPOSERS = tuple(role for role in Role if may_do(Verb.PROPOSE_TABLE, role))
ADOPTERS = tuple(role for role in Role if may_do(Verb.ADOPT_TABLE, role))


def may_adopt(reader: ReaderRow, row: TableRow) -> bool:
    """Say whether this reader can be the second person for this version."""
    waiting = row.state == "proposed" and row.proposed_by != reader.id
    return waiting and reader.role in ADOPTERS


def may_withdraw(reader: ReaderRow, row: TableRow) -> bool:
    """Say whether this reader can take the version back or turn it down."""
    return row.state == "proposed" and reader.role in PROPOSERS
