"""Asking the worker to score all customers now, not only tonight."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.jobs.services import enqueue
from muniment.ledger.services import append_entry
from muniment.warning.errors import WarningNotYours
from muniment.warning.standing import standing

QUEUED = "warning.run.queued"


def queue_scores(*, by: Actor, at: datetime) -> UUID:
    """Let the worker score all customers now; give the job's id.

    A second wish while one waits is the same wish.

    Raises:
        WarningNotYours: nobody reports to her.
    """
    if not standing(by, at).leads:
        raise WarningNotYours
    with transaction.atomic():
        job_id = enqueue("warning.score", {}, at, once="warning.score")
        append_entry(kind=QUEUED, subject=None, by=by, at=at, facts={"job": str(job_id)})
    return job_id
