"""Asking the worker to work out now what hangs on whom, not only tonight."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.exposure.errors import ExposureShut
from muniment.exposure.gate import may_look
from muniment.jobs.services import enqueue
from muniment.ledger.services import append_entry
from muniment.vault.gate.standing import reader_of

QUEUED = "exposure.survey.queued"


def queue_survey(*, by: Actor, at: datetime) -> UUID:
    """Let the worker work it out now; give the job's id. A second wish is the same wish.

    What past departures taught is looked at again, too.

    Raises:
        ExposureShut: nobody stands below her.
    """
    if not may_look(reader_of(by)):
        raise ExposureShut
    with transaction.atomic():
        job_id = enqueue("exposure.survey", {}, at, once="exposure.survey")
        enqueue("exposure.lessons", {}, at, once="exposure.lessons")
        append_entry(kind=QUEUED, subject=None, by=by, at=at, facts={"job": str(job_id)})
    return job_id
