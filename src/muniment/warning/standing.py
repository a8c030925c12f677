"""How somebody stands to the customers and people that warnings are about.

Deny by default: keeper, deputy, the keeper's managers, owners and compliance. Somebody on notice
reads no warnings: a list of whose orders are due when is what a competitor would pay for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from muniment.core.actor import Actor
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.vault import queries as vault
from muniment.vault.gate.showing import open_among
from muniment.vault.gate.standing import reader_of
from muniment.vault.queries import DossierHead
from muniment.warning.errors import WarningNotYours

ORDERS = "product.order_history"
"""The field of the access table that governs what a customer ordered."""
PEOPLE = "contacts.people"
"""The field that governs what people at a customer said."""
READERS = frozenset({Role.OWNER, Role.COMPLIANCE, Role.SALES_MANAGER, Role.SALESPERSON})
"""Roles that can keep customers, or answer for those who do."""
_ALL = frozenset({Role.OWNER, Role.COMPLIANCE})


@dataclass(frozen=True, slots=True)
class Standing:
    """One person before the warnings; `reports` is everybody below, at any depth."""

    reader: ReaderRow
    reports: frozenset[UUID]
    at: datetime

    @property
    def sees_all(self) -> bool:
        """Say whether every customer of the house is within reach."""
        return self.reader.role in _ALL

    @property
    def leads(self) -> bool:
        """Say whether she answers for somebody: line managers, owners, compliance."""
        return self.sees_all or bool(self.reports)

    def within(self, prefix: str = "dossier__") -> Q:
        """Open dossiers within reach; `prefix` leads from the table to the dossier."""
        is_open = Q(**{f"{prefix}state": "open"})
        if self.sees_all:
            return is_open
        me = self.reader.id
        return is_open & (
            Q(**{f"{prefix}keeper__in": self.reports | {me}}) | Q(**{f"{prefix}deputy": me})
        )

    def is_within(self, dossier: DossierHead) -> bool:
        """The same for one dossier that is loaded already."""
        me = self.reader.id
        kept = dossier.keeper_id is not None and dossier.keeper_id in self.reports | {me}
        return dossier.state == "open" and (self.sees_all or kept or dossier.deputy_id == me)

    def may_suspect(self, employee_id: UUID | None) -> bool:
        """Say whether she may read what is suspected of somebody; nobody reads it of herself.

        Leading others is not enough: peers and those above her are not hers to suspect.
        """
        if self.sees_all:
            return employee_id != self.reader.id
        return employee_id in self.reports

    def money_of(self, dossiers: Iterable[UUID]) -> frozenset[UUID]:
        """Dossiers whose amounts she may see; the access table decides, for managers too."""
        return open_among(self.reader, set(dossiers), field=ORDERS, at=self.at)

    def hears(self, dossier_id: UUID) -> bool:
        """Say whether she may read what people at the customer said, and what they were offered."""
        return bool(open_among(self.reader, [dossier_id], field=PEOPLE, at=self.at))


def standing(by: Actor, at: datetime) -> Standing:
    """Load how somebody stands; two queries.

    Raises:
        ReaderUnknown: nobody, or somebody who left.
        WarningNotYours: a role without customers, somebody from outside, or on notice.
    """
    stands = standing_of(reader_of(by), at)
    if stands is None:
        raise WarningNotYours
    return stands


def standing_of(reader: ReaderRow, at: datetime) -> Standing | None:
    """Say how a person stands who was loaded already, or None where warnings are not hers."""
    if reader.role not in READERS or reader.state is not State.ACTIVE:
        return None
    return Standing(reader, people.reports_of(reader.id), at)


def dossier_of(stands: Standing, dossier_id: UUID) -> DossierHead:
    """Load a customer within reach; one query.

    Raises:
        WarningNotYours: missing, closed, or not within reach: they look the same.
    """
    head = vault.dossier(dossier_id)
    if head is None or not stands.is_within(head):
        raise WarningNotYours
    return head
