"""Areas and posts changing hands without a leaver: same plan, same board, nothing shrunk."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.handover import planning
from muniment.handover.domain.states import Kind
from muniment.handover.errors import NothingToHand, PlanMoved
from muniment.handover.planning import Plan
from muniment.handover.services.beginning import Begun, begin_handover
from muniment.handover.services.preparing import outlook
from muniment.vault import queries as vault
from muniment.vault.gate import SweepPurpose, sweep
from muniment.vault.gate.showing import open_among
from muniment.vault.gate.standing import reader_of

_COUNTRY = "identity.country"
_MOST = 10_000
UNKNOWN = ""
"""The market of customers whose country nobody has entered, or the reader may not know."""


@dataclass(frozen=True, slots=True)
class Market:
    """Customers of some people in one country, as a number; the codes are ISO 3166."""

    country: str
    customers: int


@dataclass(frozen=True, slots=True)
class Rotation:
    """What would be done, person by person; confirming names the fingerprint."""

    plans: tuple[Plan, ...]
    fingerprint: str

    @property
    def unplaced(self) -> int:
        """Count the customers without an heir."""
        return sum(one.unplaced for one in self.plans)


def markets_of(*, person_ids: Collection[UUID], by: Actor, at: datetime) -> tuple[Market, ...]:
    """Count the customers of people by country, the most first; the house reads, on record.

    Raises:
        NotYoursToHand: neither an owner nor somebody above each of them.
        RuntimeError: inside a transaction.
    """
    found = _by_country(person_ids, by, at)
    rows = [Market(country, len(ids)) for country, ids in found.items()]
    return tuple(sorted(rows, key=lambda one: (-one.customers, one.country)))


def plan_rotation(
    *, person_ids: Collection[UUID], markets: Collection[str] | None, heirs: Collection[UUID],
    by: Actor, at: datetime, only: Collection[UUID] | None = None, capacity: int | None = None,
) -> Rotation:  # fmt: skip
    """Say which customers of these people would go to which heirs; nothing is written.

    Args:
        markets: countries; None takes all. only: just these customers; None takes all.
        heirs: who may take customers; empty asks everybody who could.

    Raises:
        NothingToHand: nobody of them keeps such customers.
        NotYoursToHand: neither an owner nor somebody above each of them.
    """
    by_country = _by_country(person_ids, by, at)
    wanted = {
        one
        for country, ids in by_country.items()
        if markets is None or country in markets
        for one in ids
        if only is None or one in only
    }
    plans = [
        planning.plan(
            person_id=one, by=by, at=at, only=hers, heirs=list(heirs) or None, capacity=capacity
        )
        for one in sorted(set(person_ids))
        if (hers := wanted & {row.id for row in vault.dossiers_kept_by(one, limit=_MOST)})
    ]
    if not plans:
        raise NothingToHand
    return Rotation(tuple(plans), _fingerprint(plans))


def begin_rotation(
    *, kind: Kind, rotation: Rotation, fingerprint: str, reason: str, by: Actor, at: datetime
) -> tuple[Begun, ...]:
    """Do what a rotation says, for all people of it or for none; one board a person.

    Raises:
        PlanMoved: what holds now is not what was seen.
        As `begin_handover` says; nothing was written.
    """
    if kind is Kind.LEAVER or rotation.fingerprint != fingerprint:
        raise PlanMoved
    for plan in rotation.plans:
        planning.require_lead(by, plan.person_id)
    views = outlook(
        [item.dossier_id for plan in rotation.plans for item in plan.items], by=by, at=at
    )
    with transaction.atomic():
        return tuple(
            begin_handover(
                kind=kind, plan=plan, fingerprint=plan.fingerprint, reason=reason, by=by, at=at,
                views=views,
            )
            for plan in rotation.plans
        )  # fmt: skip


def _by_country(person_ids: Collection[UUID], by: Actor, at: datetime) -> dict[str, list[UUID]]:
    for one in person_ids:
        planning.require_lead(by, one)
    told = dict(
        sweep(
            purpose=SweepPurpose.HANDING_OVER, fields=[_COUNTRY], by=by, at=at,
            kept_by=list(person_ids),
        )
    )  # fmt: skip
    kept = [one for ids in vault.kept_by_any(person_ids).values() for one in ids]
    shown = open_among(reader_of(by), kept, field=_COUNTRY, at=at)
    found: dict[str, list[UUID]] = defaultdict(list)
    for dossier_id in kept:
        country = told.get(dossier_id, {}).get(_COUNTRY, UNKNOWN)
        found[country if dossier_id in shown else UNKNOWN].append(dossier_id)
    return dict(found)


def _fingerprint(plans: Sequence[Plan]) -> str:
    return hashlib.sha256("\n".join(one.fingerprint for one in plans).encode()).hexdigest()
