"""The dry run: what handing somebody's customers over would do, before anything is done.

Nothing is written but the house's own record that it compared countries, industries and
languages to find heirs. What is shown carries a fingerprint, and only what was shown is done.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from muniment.core.actor import Actor
from muniment.exposure.purse import purse_of
from muniment.handover import around
from muniment.handover.domain import heirs as rules
from muniment.handover.domain.heirs import Candidate, Customer, Fit, Traits
from muniment.handover.domain.ranking import Ranked, Told, told
from muniment.handover.errors import NothingToHand, NotYoursToHand
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.vault import queries as vault
from muniment.vault import services as custody
from muniment.vault.domain.duties import KEEPERS
from muniment.vault.gate import SweepPurpose, sweep
from muniment.vault.gate.standing import reader_of
from muniment.vault.queries import DossierHead
from muniment.vault.services import NotYours

_TRAITS = ("identity.country", "identity.industry", "profile.languages")
_MOST = 10_000  # customers that one person can keep


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One customer of the plan, with the heir that is proposed or was chosen."""

    dossier_id: UUID
    codename: str
    deputy_id: UUID | None
    ranked: Ranked
    fit: Fit | None
    chosen: bool
    promises: int


@dataclass(frozen=True, slots=True)
class HeirRow:
    """One heir of the plan: customers kept now, and those that would come."""

    person_id: UUID
    name: str
    kept: int
    gets: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What must be the same before and after."""

    customers: int
    contacts: int
    fields: int
    versions: int
    promises: int
    quotations: int

    @property
    def facts(self) -> dict[str, int]:
        """The counts by name, for tables and entries."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done.

    Attributes:
        items: every customer, the heaviest first; `unplaced` counts those without an heir.
        before: as counted for this look; what is done counts again, with the customers locked.
        fingerprint: of the person and who gets whom; confirming names it.
    """

    person_id: UUID
    items: tuple[PlannedItem, ...]
    heirs: tuple[HeirRow, ...]
    capacity: int
    before: Counts
    fingerprint: str = field(default="")

    @property
    def unplaced(self) -> int:
        """Count the customers without an heir."""
        return sum(item.fit is None for item in self.items)

    @property
    def main(self) -> int:
        """Count the main customers."""
        return sum(item.ranked.is_main for item in self.items)


def plan(
    *,
    person_id: UUID,
    by: Actor,
    at: datetime,
    only: Collection[UUID] | None = None,
    heirs: Collection[UUID] | None = None,
    capacity: int | None = None,
    chosen: Mapping[UUID, UUID] | None = None,
) -> Plan:
    """Say who would take which customer, and what is counted.

    Args:
        only: some of the person's customers (rotation); None takes all.
        heirs: who may take customers; None asks everybody at work who keeps customers.
        capacity: new customers an heir may get; None gives half more than an even share.
        chosen: heirs named by hand.

    Raises:
        NotYoursToHand: neither an owner nor somebody above the person.
        NothingToHand: she keeps no customers, or none of `only`.
        RuntimeError: inside a transaction, which could undo the record of comparing.

    Costs about twenty queries whatever the number of customers, and opening three short fields
    of each customer of hers and of the candidates.
    """
    require_lead(by, person_id)
    kept = [
        one
        for one in vault.dossiers_kept_by(person_id, limit=_MOST)
        if only is None or one.id in only
    ]
    if not kept:
        raise NothingToHand
    able = candidates(person_id, by)
    wanted = [one for one in able if heirs is None or one in heirs]
    ranking = around.ranking(person_id, [one.id for one in kept], on=timezone.localdate(at))
    customers, candidate_rows = _facts(person_id, kept, wanted, ranking, by=by, at=at)
    named = {one: heir for one, heir in (chosen or {}).items() if heir in able}
    found = rules.propose(customers, candidate_rows, capacity=capacity, chosen=named)
    promised = around.promises([one.id for one in kept])
    items = _items(kept, ranking, found.fits, named, promised)
    rows = _heir_rows(candidate_rows, found.by_heir)
    before = counts([one.id for one in kept], kept_by=[person_id])
    most = rules.default_capacity(len(kept), len(wanted)) if capacity is None else capacity
    made = Plan(person_id, items, rows, most, before)
    return Plan(person_id, items, rows, most, before, fingerprint_of(made))


def money_of(made: Plan, *, by: Actor, at: datetime) -> Told:
    """What hangs on the person by the newest survey, as far as the access table opens it to `by`.

    Seven queries at most.
    """
    purse = purse_of(reader_of(by), at=at)
    return told((item.ranked.weight for item in made.items), purse.open)


def _heir_rows(found: Sequence[Candidate], by_heir: Mapping[UUID, int]) -> tuple[HeirRow, ...]:
    ids = {one.person_id for one in found} | by_heir.keys()
    names, kept = people.names(ids), {one.person_id: one.kept for one in found}
    rows = [HeirRow(one, names.get(one, ""), kept.get(one, 0), by_heir.get(one, 0)) for one in ids]
    return tuple(sorted(rows, key=lambda row: (row.name, row.person_id)))


def require_lead(by: Actor, person_id: UUID) -> None:
    """Let owners and those above a person in the line decide about her customers.

    Raises:
        NotYoursToHand: anybody else, she herself, and anybody on notice.
    """
    try:
        custody.require_lead(by, person_id)
    except NotYours:
        raise NotYoursToHand from None


def candidates(person_id: UUID, by: Actor) -> tuple[UUID, ...]:
    """Everybody who could be an heir: at work, not leaving, not the one who decides."""
    out = {person_id, by.person_id}
    return tuple(
        row.id
        for row in people.people(limit=_MOST).rows
        if row.state is State.ACTIVE and row.role in KEEPERS and row.id not in out
    )


def counts(
    dossier_ids: Collection[UUID], *, kept_by: Collection[UUID],
    among: Sequence[around.Promise] | None = None,
) -> Counts:  # fmt: skip
    """Count what these people keep of these customers, and what was promised to them.

    Args:
        among: only promises that were open before; None counts all. A promise that is noted
            while customers change hands is one more, and never one that was lost.
    """
    stock = vault.stock_of(dossier_ids, kept_by=kept_by)
    wanted = None if among is None else {one.id for one in among}
    promised = [one for one in around.promises(dossier_ids) if wanted is None or one.id in wanted]
    quotations = sum(one.kind == around.QUOTATION for one in promised)
    return Counts(
        stock.customers, stock.contacts, stock.fields, stock.versions,
        promises=len(promised) - quotations, quotations=quotations,
    )  # fmt: skip


def _facts(
    person_id: UUID,
    kept: Sequence[DossierHead],
    heirs: Sequence[UUID],
    ranking: Sequence[Ranked],
    *,
    by: Actor,
    at: datetime,
) -> tuple[list[Customer], list[Candidate]]:
    """Customers in the order of their weight, and candidates with what they know."""
    swept = sweep(
        purpose=SweepPurpose.HANDING_OVER, fields=_TRAITS, by=by, at=at,
        kept_by=[person_id, *heirs],
    )  # fmt: skip
    traits = {dossier_id: _traits(told) for dossier_id, told in swept}
    theirs = vault.kept_by_any(heirs)
    rows = [
        rules.candidate(one, [traits.get(dossier, Traits()) for dossier in theirs.get(one, ())])
        for one in heirs
    ]
    known = around.known_to([one.id for one in kept], at=at)
    by_id = {one.id: one for one in kept}
    customers = [
        Customer(one, traits.get(one, Traits()), by_id[one].deputy_id, known.get(one, frozenset()))
        for one in (row.weight.dossier_id for row in ranking)
    ]
    return customers, rows


def _traits(told: Mapping[str, str]) -> Traits:
    languages = told.get("profile.languages", "").replace("\n", ",").split(",")
    return Traits(
        country=told.get("identity.country", ""),
        industry=told.get("identity.industry", ""),
        languages=frozenset(one.strip().casefold() for one in languages if one.strip()),
    )


def _items(
    kept: Sequence[DossierHead],
    ranking: Sequence[Ranked],
    fits: Mapping[UUID, Fit],
    named: Mapping[UUID, UUID],
    promised: Sequence[around.Promise],
) -> tuple[PlannedItem, ...]:
    by_id = {one.id: one for one in kept}
    open_words = Counter(one.dossier_id for one in promised)
    return tuple(
        PlannedItem(
            dossier_id=row.weight.dossier_id,
            codename=by_id[row.weight.dossier_id].codename,
            deputy_id=by_id[row.weight.dossier_id].deputy_id,
            ranked=row,
            fit=fits.get(row.weight.dossier_id),
            chosen=row.weight.dossier_id in named,
            promises=open_words[row.weight.dossier_id],
        )
        for row in ranking
    )


def fingerprint_of(made: Plan) -> str:
    """The SHA-256 of who gets whom.

    Counts are left out: whoever writes a value or a promise each second could otherwise keep
    her own hand-over from ever beginning.
    """
    pairs = sorted(
        f"{item.dossier_id}>{item.fit.heir_id if item.fit else ''}" for item in made.items
    )
    return hashlib.sha256("\n".join([str(made.person_id), *pairs]).encode()).hexdigest()
