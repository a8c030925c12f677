"""Two dossiers turn out to be one customer: a commission tail goes where the orders go.

What was handed in and verified stays where it was said: it is about values, and values stay with
their dossier. The origin file of the one that closed tells where the other has none.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from muniment.core.actor import Actor
from muniment.ledger.services import append_entry
from muniment.submissions.models import Tail

TAIL_JOINED = "submissions.tail.joined"


def on_merged(gone: UUID, kept: UUID, by: Actor, at: datetime) -> None:
    """Move the tails that run; of two of one person, the one that runs longer stays.

    The other ends today, so no order earns twice.
    """
    today = timezone.localdate(at)
    running = Tail.objects.select_for_update().filter(ends_on__gt=today)
    own = {row.person_id: row for row in running.filter(dossier=kept).order_by("starts_on", "id")}
    for row in running.filter(dossier=gone).order_by("id"):
        there = own.get(row.person_id)
        if there is None:
            _move(row, kept)
        elif row.ends_on > there.ends_on and row.starts_on != there.starts_on:
            _end(there, today)
            _move(row, kept)
        else:
            _end(row, today)
        facts = {
            "person": str(row.person_id), "other": str(gone), "moved": row.dossier_id == kept,
            "ended": there is not None, "ends_on": row.ends_on.isoformat(),
        }  # fmt: skip
        append_entry(
            kind=TAIL_JOINED, subject=kept, by=by, at=at, facts=facts, refs=[gone, row.entry]
        )


def _move(row: Tail, kept: UUID) -> None:
    row.dossier_id = kept
    row.save(update_fields=["dossier"])


def _end(row: Tail, today: date) -> None:
    """It earns nothing from today on; one that began today ends tomorrow, for its days' sake."""
    row.ends_on = max(today, row.starts_on + timedelta(days=1))
    row.save(update_fields=["ends_on"])
