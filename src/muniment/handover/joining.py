"""Two customers of a running board, or one of them, turn out to be one customer.

What a leaver hands over is on hold and cannot be merged, so it happens to rotations and transfers.
A board that ended keeps what stood on it; what became of its customers follows them (`after`).
"""

from datetime import datetime
from uuid import UUID

from muniment.core.actor import Actor
from muniment.handover.domain.states import Stage
from muniment.handover.models import HandoverItem, PromiseItem
from muniment.handover.services.preparing import close_open
from muniment.ledger.services import append_entry

MERGED = "handover.customer.merged"
_CENTS = ("expected_cents", "low_cents", "hang_cents", "high_cents")


def on_merged(gone: UUID, kept: UUID, by: Actor, at: datetime) -> None:
    """Take the customer that closed off its running boards; its question at the customer ends.

    Where the one that stays is on the same board, what hangs and what was promised goes with
    it; it is asked for its own word. Elsewhere it did not change hands, so no board holds it.
    """
    items = HandoverItem.objects.select_for_update().filter(
        dossier=gone, handover__stage=Stage.RUNNING
    )
    for item in items.order_by("id"):
        twin = HandoverItem.objects.filter(handover=item.handover_id, dossier=kept).first()
        if twin is not None:
            _join(item, twin)
        item.merged_at = at
        item.save(update_fields=["merged_at"])
        close_open([item.id], at)
        append_entry(
            kind=MERGED, subject=item.handover_id, by=by, at=at, refs=[gone, kept],
            facts={
                "other": str(gone), "into": str(kept), "item": str(item.id),
                "joined": twin is not None,
            },
        )  # fmt: skip


def _join(item: HandoverItem, twin: HandoverItem) -> None:
    """One customer now: the money adds up, and either place makes it a main one.

    Its heir accepts again where promises came with it that she has not taken on.
    """
    for name in _CENTS:
        setattr(twin, name, getattr(twin, name) + getattr(item, name))
    twin.is_main = twin.is_main or item.is_main
    moved = PromiseItem.objects.filter(item=item)
    if item.heir_id != twin.heir_id:
        moved.update(accepted_at=None, accepted_by=None)
    if moved.filter(accepted_at=None).exists():
        twin.accepted_at = None
    moved.update(item=twin)
    twin.save(update_fields=[*_CENTS, "is_main", "accepted_at"])
