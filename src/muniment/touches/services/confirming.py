"""The customer's own word on who its contact is."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.ledger.services import append_entry
from muniment.touches.domain.kinds import Direction, Kind, Source, Trace
from muniment.touches.errors import ConfirmationNotYours
from muniment.touches.models import Confirmation, Touch

CONFIRMED = "touches.contact.confirmed"


def note_confirmed(
    *, dossier_id: UUID, person_id: UUID, source: str, by: Actor, at: datetime
) -> UUID:
    """Note that the customer confirmed a person of ours as its contact; a traced touch of hers.

    Args:
        source: a code for how it came, like `handover`; at most 40 letters.
        by: the customer at a one-time page, or the house itself.

    Raises:
        ConfirmationNotYours: somebody of the house wants to speak for the customer.
    """
    if by.person_id is not None:
        raise ConfirmationNotYours
    with transaction.atomic():
        row_id = new_id()
        Confirmation.objects.create(
            id=row_id, dossier_id=dossier_id, person_id=person_id, source=source[:40], at=at
        )
        Touch.objects.create(
            dossier_id=dossier_id, person_id=person_id, kind=Kind.MESSAGE.value,
            direction=Direction.IN.value, source=Source.CONFIRMED.value,
            trace=Trace.CONFIRMED.value, happened_on=timezone.localdate(at), recorded_at=at,
        )  # fmt: skip
        facts = {"person": str(person_id), "source": source[:40]}
        append_entry(kind=CONFIRMED, subject=dossier_id, by=by, at=at, facts=facts)
    return row_id
