"""Running the tripwire: watched parties met in the customs records that the house has.

The house does the comparing, on record before it begins. What it finds is read by few, through
`read_tripwire`, and names a customer by its codename only to those who know that customer.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from muniment.core.actor import HOUSE, Actor
from muniment.core.ids import new_id
from muniment.customs_data import engine, store
from muniment.customs_data.domain.tripwire import Hit, Watched
from muniment.customs_data.profile.rows import rows_at
from muniment.customs_data.profile.tripwire import tripwire
from muniment.investigations.domain import duties
from muniment.investigations.domain.tokens import HIDDEN
from muniment.investigations.errors import CaseNotYours
from muniment.investigations.gate.naming import known_codenames
from muniment.investigations.models import TripwireHit, WatchedParty
from muniment.investigations.sealing import CaseSeal, seals_of
from muniment.keys import ring
from muniment.ledger.services import append_entry
from muniment.people.domain.employment import State
from muniment.vault import gate as vault
from muniment.vault.gate import SweepPurpose
from muniment.vault.gate.recording import on_record
from muniment.vault.gate.standing import reader_of

RUN = "investigations.tripwire.run"
READ = "investigations.tripwire.read"
_NAMES = ("identity.legal_name", "identity.trading_names")
_BLIND = "investigations.tripwire"
_MOST_ROWS = 50  # meetings whose record is looked up for one page
_OF_SELLER_AND_GOODS = frozenset({
    "load_id", "source_row", "source_kind", "seller", "seller_address", "seller_phone",
    "seller_email", "seller_country", "hs_code", "hs6", "origin", "shipped_on", "period",
    "value_usd",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class WatchedRow:
    """Somebody who is watched, in clear."""

    id: UUID
    label: str
    names: tuple[str, ...]
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    addresses: tuple[str, ...]
    reason: str
    entered_by: UUID
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class TripwireRow:
    """One meeting of a watched party with a customer or goods of ours.

    Attributes:
        customer: codename, dots for whoever may not know, "" when only the goods are ours.
        why: trace, what we know, what is written; told: the rest of `Hit` as JSON.
        row: the first of the rows as the records have it, while nobody judged; without the buyer
            for whoever may not know the customer; empty when the load was removed.
    """

    id: UUID
    watched_id: UUID
    label: str
    customer: str
    state: str
    why: tuple[Mapping[str, str], ...]
    told: Mapping[str, Any]
    row: Mapping[str, Any]
    found_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Tripwire:
    """Whom the house watches, and whom they met; newest first."""

    watched: tuple[WatchedRow, ...]
    hits: tuple[TripwireRow, ...]


def run_tripwire(*, products: Sequence[str] = (), at: datetime) -> int:
    """Look for everybody who is watched in the loaded customs rows; count new meetings.

    Args:
        products: beginnings of HS codes that we sell.
    """
    rows = {row.id: row for row in WatchedParty.objects.filter(ended_at=None)}
    paths = store.paths()
    if not rows or not paths:
        return 0
    with on_record():
        append_entry(kind=RUN, subject=None, by=HOUSE, at=at, facts={"watched": len(rows)})
    customers = _customers(at)
    seals = seals_of(rows)
    watched = [_watched(row, seals[row.id]) for row in rows.values() if row.id in seals]
    hits = tripwire(
        engine.connect(), paths, watched=watched, customers=customers, products=products
    )
    with transaction.atomic():
        return sum(_write(hit, seals[UUID(hit.watched)], at) for hit in hits)


def _customers(at: datetime) -> dict[str, list[str]]:
    swept = vault.sweep(purpose=SweepPurpose.TRIPWIRE, fields=_NAMES, by=HOUSE, at=at)
    return {
        str(dossier_id): [line for text in told.values() for line in text.split("\n") if line]
        for dossier_id, told in swept
    }


def _watched(row: WatchedParty, seal: CaseSeal) -> Watched:
    told = seal.open("watched", row.id, row.sealed)
    return Watched(
        str(row.id), tuple(told["names"]), tuple(told["phones"]), tuple(told["emails"]),
        tuple(told["addresses"]),
    )  # fmt: skip


def _write(hit: Hit, seal: CaseSeal, at: datetime) -> int:
    """Write a meeting down once; one that is known is only seen again."""
    place = json.dumps([hit.watched, hit.party, hit.role, hit.buyer, hit.customer, hit.is_product])
    mark = ring.blind(_BLIND, place).hex()
    row = TripwireHit.objects.filter(mark=mark).first()
    row_id = row.id if row else new_id()
    sealed = seal.seal("tripwire", row_id, _told(hit))
    if row is not None:
        TripwireHit.objects.filter(pk=row_id).update(sealed=sealed, seen_at=at)
        return 0
    TripwireHit.objects.create(
        id=row_id, watched_id=UUID(hit.watched), mark=mark, sealed=sealed, found_at=at, seen_at=at,
        dossier_id=UUID(hit.customer) if hit.customer else None,
    )  # fmt: skip
    return 1


def _told(hit: Hit) -> dict[str, Any]:
    return {
        "why": [
            {"trace": it.trace.value, "known": it.known, "written": it.written} for it in hit.why
        ],
        "party": hit.party, "role": hit.role, "is_product": hit.is_product,
        "load_id": hit.load_id, "source_row": hit.source_row, "rows": hit.rows,
        "value_usd": hit.value_usd,
        "first_seen": hit.first_seen.isoformat() if hit.first_seen else None,
        "last_seen": hit.last_seen.isoformat() if hit.last_seen else None,
    }  # fmt: skip


def read_tripwire(*, reader: Actor, at: datetime) -> Tripwire:
    """Read who is watched and whom they met; each reading is on record first.

    Raises:
        CaseNotYours: only owner, sales manager and compliance read it, until they give notice.
        LedgerUnavailable: nothing can be put on record, so nothing is read.
    """
    who = reader_of(reader)
    if who.state is not State.ACTIVE or not duties.may_blacklist(who.role):
        raise CaseNotYours
    rows = {row.id: row for row in WatchedParty.objects.order_by("-entered_at", "-id")}
    hits = list(TripwireHit.objects.order_by("-found_at", "-id")[:500])
    with on_record():
        append_entry(
            kind=READ, subject=who.id, by=reader, at=at,
            facts={"watched": len(rows), "hits": len(hits)},
        )  # fmt: skip
    seals = seals_of(rows)
    told = {one: seals[one].open("watched", one, row.sealed) for one, row in rows.items()}
    known = known_codenames({hit.dossier_id for hit in hits if hit.dossier_id}, reader, at)
    met = [
        _hit_row(hit, seals[hit.watched_id], told[hit.watched_id]["label"], known) for hit in hits
    ]
    return Tripwire(
        tuple(_watched_row(row, told[row.id]) for row in rows.values() if row.ended_at is None),
        tuple(_with_rows(met)),
    )


def _watched_row(row: WatchedParty, told: Mapping[str, Any]) -> WatchedRow:
    return WatchedRow(
        id=row.id, label=told["label"], names=tuple(told["names"]), phones=tuple(told["phones"]),
        emails=tuple(told["emails"]), addresses=tuple(told["addresses"]), reason=told["reason"],
        entered_by=row.entered_by_id, entered_at=row.entered_at,
    )  # fmt: skip


def _hit_row(
    row: TripwireHit, seal: CaseSeal, label: str, known: Mapping[UUID, str]
) -> TripwireRow:
    told = seal.open("tripwire", row.id, row.sealed)
    why = tuple(told.pop("why"))
    customer = known.get(row.dossier_id, HIDDEN) if row.dossier_id else ""
    return TripwireRow(
        id=row.id, watched_id=row.watched_id, label=label, customer=customer, state=row.state,
        why=why, told=told, row={}, found_at=row.found_at, seen_at=row.seen_at,
    )  # fmt: skip


def _with_rows(met: Sequence[TripwireRow]) -> Iterator[TripwireRow]:
    """Put the records beside the meetings that wait for a person."""
    asked = [one for one in met if one.state == TripwireHit.State.OPEN][:_MOST_ROWS]
    rows = rows_at((one.told["load_id"], one.told["source_row"]) for one in asked)
    for one in met:
        row = rows.get((one.told["load_id"], one.told["source_row"]), {})
        yield replace(one, row=_shown(row, is_hidden=one.customer == HIDDEN))


def _shown(row: Mapping[str, Any], *, is_hidden: bool) -> Mapping[str, Any]:
    """Leave out what would name a customer to somebody who does not know that customer."""
    if not is_hidden:
        return row
    return {name: value for name, value in row.items() if name in _OF_SELLER_AND_GOODS}
