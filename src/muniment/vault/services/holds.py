"""A hold keeps a dossier as it is: nothing of it is erased, merged or retired meanwhile."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger.services import append_entry
from muniment.vault.models import Hold

LIFTED = "vault.hold.lifted"


class DossierOnHold(MunimentError):
    """Somebody who knew this customer is leaving; what is here must stay. Nothing was written."""

    code = "vault.dossier.on_hold"
    kind = ErrorKind.CONFLICT
    title = gettext_noop("This dossier is on hold: it must stay as it is.")
    next_step = gettext_noop("Wait until the hand-over is over, or have the owner lift the hold.")


def require_free(dossier_ids: Collection[UUID], at: datetime) -> None:
    """Let a verb pass that would take something away; one query.

    Raises:
        DossierOnHold: one of them must stay as it is.
    """
    standing = Hold.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), dossier__in=dossier_ids)
    if standing.exists():
        raise DossierOnHold


def place_holds(dossier_ids: Iterable[UUID], *, cause: UUID, by: UUID, at: datetime) -> None:
    """Put dossiers on hold; the caller is in a transaction and writes the entries."""
    Hold.objects.bulk_create(
        [
            Hold(dossier_id=dossier_id, cause=cause, placed_by_id=by, starts_at=at)
            for dossier_id in dossier_ids
        ],
        batch_size=500,
    )


def lift_holds(*, cause: UUID, by: Actor, at: datetime) -> int:
    """Lift the holds that one hand-over placed, with an entry a dossier; say how many.

    A verb of rooms above: they decide who may end what they began.
    """
    with transaction.atomic():
        standing = Hold.objects.select_for_update().filter(cause=cause, ends_at=None)
        held = list(standing.order_by("dossier_id").values_list("dossier_id", flat=True))
        standing.update(ends_at=at)
        for dossier_id in held:
            append_entry(
                kind=LIFTED, subject=dossier_id, by=by, at=at, facts={"cause": str(cause)},
                refs=[cause],
            )  # fmt: skip
    return len(held)
