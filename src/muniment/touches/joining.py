"""Two dossiers turn out to be one customer: what was noted about either stands with the one left.

Who sees it there follows from how she stands to that one; who kept the other and does not keep
this one sees her own touches, as any colleague does.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from muniment.core.actor import Actor
from muniment.keys.ring import SealingKey
from muniment.ledger.services import append_entry
from muniment.touches.models import Confirmation, Duty, Promise, Touch, Visit
from muniment.touches.sealing import key_of, keys_of, resealed

JOINED = "touches.customer.joined"
_BATCH = 400


def on_merged(gone: UUID, kept: UUID, by: Actor, at: datetime) -> None:
    """Move touches, promises, visits, confirmations and duties; words are sealed afresh.

    A mail that both have is withdrawn once. A rule that the one left has of its own stays. Costs
    a few queries and, for each row, opening and sealing its words.
    """
    facts = {
        "twice": _withdraw_twins(gone, kept, at),
        "touches": _move(Touch, "touch", gone, kept),
        "promises": _move(Promise, "promise", gone, kept),
        "visits": _move(Visit, "visit", gone, kept),
        "duties": _move_duties(gone, kept, at),
    }
    Confirmation.objects.filter(dossier=gone).update(dossier=kept)
    if any(facts.values()):
        append_entry(
            kind=JOINED, subject=kept, by=by, at=at, facts={"other": str(gone), **facts},
            refs=[gone],
        )  # fmt: skip


def _withdraw_twins(gone: UUID, kept: UUID, at: datetime) -> int:
    there = Touch.objects.filter(dossier=kept).exclude(digest=None)
    known = {(row.person_id, bytes(row.digest or b"")) for row in there}
    rows = Touch.objects.filter(dossier=gone).exclude(digest=None)
    twins = [row.id for row in rows if (row.person_id, bytes(row.digest or b"")) in known]
    Touch.objects.filter(pk__in=twins, withdrawn_at=None).update(withdrawn_at=at)
    Touch.objects.filter(pk__in=twins).update(digest=None)
    return len(twins)


def _move(table: Any, kind: str, gone: UUID, kept: UUID) -> int:
    rows = list(table.objects.filter(dossier=gone).order_by("id"))
    if any(row.sealed for row in rows):
        _reseal(rows, kind, keys_of([gone]).get(gone), key_of(kept))
    for row in rows:
        row.dossier_id = kept
    table.objects.bulk_update(rows, ["dossier", "sealed"], batch_size=_BATCH)
    return len(rows)


def _reseal(rows: Iterable[Any], kind: str, old: SealingKey | None, new: SealingKey) -> None:
    for row in rows:
        row.sealed = resealed(old, new, kind, row.id, row.sealed)


def _move_duties(gone: UUID, kept: UUID, at: datetime) -> int:
    rules = Duty.objects.filter(dossier=gone, ends_at=None).order_by("part")
    own = set(Duty.objects.filter(dossier=kept, ends_at=None).values_list("part", flat=True))
    moved = [
        Duty(
            dossier_id=kept, part=row.part, days=row.days, person_id=row.person_id,
            set_by_id=row.set_by_id, starts_at=at,
        )
        for row in rules
        if row.part not in own
    ]  # fmt: skip
    rules.update(ends_at=at)
    Duty.objects.bulk_create(moved)
    return len(moved)
