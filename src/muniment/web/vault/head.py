"""What every page of one dossier shows first: codename, state, people, and what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from muniment.core import clock
from muniment.investigations.domain.duties import may_open as may_open_case
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.people.queries import ReaderRow
from muniment.vault import gate, queries
from muniment.vault.domain.duties import Verb, may
from muniment.vault.domain.policy import Relation
from muniment.vault.domain.states import DossierState
from muniment.vault.gate import Cards
from muniment.vault.queries import DossierHead
from muniment.web.access import StaffRequest
from muniment.web.vault.words import STATES, freshness, relation_name

_READING_RECORDS = frozenset({Role.OWNER, Role.COMPLIANCE})
_ELSEWHERE = {"contact": "touches:contact"}
"""Tabs of a dossier that other rooms of pages bring."""
_ANSWERING = frozenset({Relation.KEEPER, Relation.LINE_MANAGER})


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with this dossier now; pages show no button that would refuse."""

    verbs: frozenset[Verb]
    register: bool
    watches: bool

    @classmethod
    def of(cls, reader: ReaderRow, relation: Relation, head: DossierHead) -> "Rights":
        """Ask the rules of the vault."""
        unkept = head.keeper_id is None
        allowed = frozenset(
            verb for verb in Verb if may(verb, role=reader.role, relation=relation, unkept=unkept)
        )
        if head.keeper_id == reader.id:
            allowed -= {Verb.FILE}
        at_work = reader.state is State.ACTIVE
        watches = at_work and reader.role in _READING_RECORDS
        return cls(allowed, watches or (at_work and relation in _ANSWERING), watches)

    def __contains__(self, verb: str) -> bool:
        """Let templates ask `"submit" in rights`."""
        return verb in self.verbs


@dataclass(frozen=True, slots=True)
class DossierPage:
    """One dossier on the table of one reader."""

    request: StaffRequest
    now: datetime
    laid: Cards
    head: DossierHead
    rights: Rights

    @property
    def is_open(self) -> bool:
        """Whether the dossier is worked on."""
        return self.head.state == DossierState.OPEN

    def names_of(self, ids: Iterable[UUID | None]) -> dict[UUID, str]:
        """Names of staff for a reader of the staff; an outsider gets none."""
        return {} if self.request.reader.role.is_outside else people.names(ids)

    def sitting_over(self, compartment: str) -> datetime | None:
        """When the running sitting over a compartment ends."""
        found = (card for card in self.laid.cards if card.compartment.code == compartment)
        return next((card.sitting_ends_at for card in found), None)

    def content(self, here: str) -> dict[str, Any]:
        """What `vault/dossier_base.html` needs; `here` names the tab of the page."""
        head, reader = self.head, self.request.reader
        outside = reader.role.is_outside
        names = self.names_of([head.keeper_id, head.deputy_id])
        return {
            "head": head,
            "state": STATES[head.state],
            "relation": relation_name(self.laid.relation),
            "fresh": freshness(head.touched_at, self.now),
            "keeper": names.get(head.keeper_id, "") if head.keeper_id else "",
            "deputy": names.get(head.deputy_id, "") if head.deputy_id else "",
            "merged_into": self._merged_into(),
            "rights": self.rights,
            "is_open": self.is_open,
            "outside": outside,
            "may_check": may_open_case(reader.role) and self.is_open,
            "tabs": self._tabs(here),
        }

    def _merged_into(self) -> dict[str, Any] | None:
        target = self.head.merged_into
        if target is None or self.request.reader.role.is_outside:
            return None
        return {"id": target, "codename": queries.codenames_of([target]).get(target, "")}

    def _tabs(self, here: str) -> list[dict[str, Any]]:
        inside = not self.request.reader.role.is_outside
        tabs = [
            ("dossier", gettext("Compartments"), "archive", True),
            ("contact", gettext("Contact"), "phone", inside),
            ("orders", gettext("Orders"), "package", True),
            ("record", gettext("Who looked"), "history", True),
            ("rights", gettext("Keepers and rights"), "users", inside),
            ("secrets", gettext("Secret register"), "certificate", self.rights.register),
            ("closing", gettext("Close, merge, erase"), "eraser", self._closes()),
        ]  # fmt: skip
        return [
            {
                "label": label,
                "icon": icon,
                "url": reverse(_ELSEWHERE.get(name, f"customers:{name}"), args=[self.head.id]),
                "here": name == here,
            }
            for name, label, icon, offered in tabs
            if offered
        ]

    def _closes(self) -> bool:
        closing = {Verb.RETIRE, Verb.MERGE, Verb.ASK_ERASURE, Verb.ERASE}
        return bool(self.rights.verbs & closing)


def open_page(request: StaffRequest, dossier_id: UUID) -> DossierPage:
    """Lay a dossier on the table, closed.

    Raises:
        DossierNotFound: missing, or none that this reader may know of.
    """
    now = clock.now()
    laid = gate.cards(reader=request.actor, dossier_id=dossier_id, at=now)
    head = queries.dossier(dossier_id)
    if head is None:
        raise gate.DossierNotFound
    return DossierPage(request, now, laid, head, Rights.of(request.reader, laid.relation, head))
