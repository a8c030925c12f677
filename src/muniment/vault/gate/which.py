"""The second shape of the policy: "which dossiers may she?", as an SQL filter.

A property test holds this and `policy.decide` together: for every dossier the filter
keeps, `decide` answers with one of the wanted cells, and for no other.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.vault.domain.policy import (
    AccessTable,
    Cell,
    Relation,
    relation_of,
    relations_with,
)
from muniment.vault.domain.states import DossierState
from muniment.vault.models import Engagement, Grant, Handing
from muniment.vault.models.leaving import PeriodQuerySet

_SEE_FROZEN = frozenset({Role.OWNER, Role.COMPLIANCE})
NOTHING = Q(pk__in=())
EVERYTHING = ~NOTHING


class Reach:
    """One reader's reach over dossiers at one moment; asks for reports once."""

    def __init__(self, reader: ReaderRow, at: datetime) -> None:
        self.reader = reader
        self.at = at
        self.reports: frozenset[UUID] = (
            frozenset() if reader.role.is_outside else people.reports_of(reader.id)
        )
        self.handed: frozenset[UUID] = frozenset(
            self._handings().values_list("dossier", flat=True) if self._on_notice() else ()
        )

    def known(self) -> Q:
        """Dossiers whose codename this reader may know.

        Staff know all, outsiders the engaged ones, people on notice their own.
        """
        if self._on_notice():
            return self.related({Relation.KEEPER, Relation.DEPUTY})
        return Q(self._engaged()) if self.reader.role.is_outside else EVERYTHING

    def with_cell(self, table: AccessTable, field: str, cells: Collection[Cell]) -> Q:
        """Dossiers in which the reader's effective cell for `field` is one of `cells`."""
        plain, granted = (
            relations_with(
                table=table, role=self.reader.role, field=field, cells=cells,
                state=self.reader.state, has_grant=has_grant,
            )
            for has_grant in (False, True)
        )  # fmt: skip
        compartment = field.partition(".")[0]
        within = self.related(plain)
        if granted != plain:
            holds = Q(self._granted(compartment))
            within = (~holds & within) | (holds & self.related(granted))
        if self.reader.role not in _SEE_FROZEN:
            within &= Q(state=DossierState.OPEN)
        return within

    def related(self, relations: Collection[Relation]) -> Q:
        """Dossiers to which the reader stands in one of these relations."""
        found = NOTHING
        for relation in relations:
            found |= self._relation(relation)
        return found

    def relation_to(
        self,
        keeper_id: UUID | None,
        deputy_id: UUID | None,
        engaged: bool,
        dossier_id: UUID | None = None,
    ) -> Relation:
        """Name the relation to one dossier already loaded; no query."""
        return relation_of(
            self.reader.role,
            keeps=keeper_id == self.reader.id or dossier_id in self.handed,
            deputises=deputy_id == self.reader.id,
            manages=keeper_id in self.reports,
            engaged=engaged,
        )

    def _relation(self, relation: Relation) -> Q:
        me = self.reader.id
        if self.reader.role.is_outside:
            engaged = Q(self._engaged())
            return {Relation.ENGAGED: engaged, Relation.OUTSIDER: ~engaged}.get(relation, NOTHING)
        keeps = Q(keeper__isnull=False, keeper=me)
        if self._on_notice():
            keeps |= Q(pk__in=self._handings().values("dossier"))
        deputises = Q(deputy__isnull=False, deputy=me) & ~keeps
        manages = Q(keeper__isnull=False, keeper__in=self.reports) & ~keeps & ~deputises
        return {
            Relation.KEEPER: keeps,
            Relation.DEPUTY: deputises,
            Relation.LINE_MANAGER: manages,
            Relation.COLLEAGUE: ~keeps & ~deputises & ~manages,
        }.get(relation, NOTHING)

    def _on_notice(self) -> bool:
        return self.reader.state is State.ON_NOTICE

    def _handings(self) -> PeriodQuerySet:
        return Handing.objects.in_force(self.at).filter(person=self.reader.id)

    def _granted(self, compartment: str) -> Exists:
        grants = Grant.objects.in_force(self.at).filter(
            dossier=OuterRef("pk"), compartment=compartment, holder=self.reader.id
        )
        return Exists(grants)

    def _engaged(self) -> Exists:
        live = Engagement.objects.in_force(self.at).filter(
            dossier=OuterRef("pk"), company=self.reader.outside_company_id
        )
        return Exists(live)
