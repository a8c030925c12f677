"""How many old days one person may have computed again in an hour.

Each one reads the whole book and computes the whole house: asked for without end, it would stop
the house, and lay the past of one customer after another side by side.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.ledger import queries as ledger
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry

COMPUTED, REFUSED = "warning.day.computed", "warning.day.refused"
_HOUR = timedelta(hours=1)


class OldDaysUsedUp(MunimentError):
    """The person has asked as often as an hour allows; nothing was computed."""

    code = "warning.day.used_up"
    kind = ErrorKind.LIMITED
    title = gettext_noop("You have had {limit} old days computed again in the last hour.")
    next_step = gettext_noop("Go on in an hour; the page itself shows each night’s warnings.")


def take_one(*, reader: Actor, dossier_id: UUID, on: date, at: datetime) -> None:
    """Count one old day, on record, before anything is read.

    Raises:
        OldDaysUsedUp: none is left; that is on record too.
        LedgerUnavailable: nothing can be put on record.
    """
    who, limit = reader.person_id, settings.CONFIG.old_days_per_hour
    facts = {"on": on.isoformat(), "dossier": str(dossier_id)}
    try:
        with on_record():
            # The entry comes first: it locks the person's chain, so two requests at once
            # cannot share the last one of the hour.
            append_entry(kind=COMPUTED, subject=who, by=reader, at=at, facts=facts)
            asked = ledger.entries(
                kinds=[COMPUTED], subject=who, since=at - _HOUR, limit=min(limit + 1, 500)
            )
            if len(asked.rows) > limit:
                raise OldDaysUsedUp(limit=limit)
    except OldDaysUsedUp:
        with on_record():
            append_entry(kind=REFUSED, subject=who, by=reader, at=at, facts={})
        raise
