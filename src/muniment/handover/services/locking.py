"""Locking a hand-over for the running transaction, if it still runs."""

from uuid import UUID

from muniment.handover.domain.states import Kind, Stage
from muniment.handover.errors import HandoverNotFound, HandoverOver
from muniment.handover.models import Handover


def locked_running(handover_id: UUID) -> Handover:
    """Lock a hand-over that runs.

    Raises:
        HandoverNotFound: there is none. HandoverOver: it is complete or was taken back.
    """
    row = Handover.objects.select_for_update().filter(pk=handover_id).first()
    if row is None:
        raise HandoverNotFound
    if row.stage != Stage.RUNNING:
        raise HandoverOver
    return row


def locked_leaving(handover_id: UUID) -> Handover:
    """The same where somebody leaves; a rotation has no exit.

    Raises:
        HandoverNotFound, HandoverOver: as `locked_running`.
    """
    row = locked_running(handover_id)
    if row.kind != Kind.LEAVER:
        raise HandoverNotFound
    return row
