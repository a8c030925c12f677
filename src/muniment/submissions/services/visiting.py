"""Values verified on a visit: the visit stands behind the word."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.ledger.services import append_entry
from muniment.submissions.errors import VisitUnfit
from muniment.submissions.models import VisitCheck
from muniment.touches.queries.visited import MadeVisitRow, visits_made
from muniment.vault import services as dossiers

VERIFIED_ON_VISIT = "submissions.values.verified_on_visit"
PROVES_FOR = timedelta(days=90)
"""A visit proves what was verified within this time."""


def visits_that_prove(dossier_id: UUID, person_id: UUID, *, at: datetime) -> list[MadeVisitRow]:
    """A person's visits to a customer that can stand behind her word now; one query."""
    today = timezone.localdate(at)
    return visits_made(dossier_id, person_id, since=today - PROVES_FOR, until=today)


def verify_on_visit(
    *,
    dossier_id: UUID,
    compartment: str,
    fields: Mapping[str, int],
    visit_id: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """Confirm that values still hold, as seen on a visit of one's own; the visit is recorded.

    Args:
        fields: field code and the version that was checked.
        visit_id: the touch that the visit is noted as.

    Raises:
        VisitUnfit: not a visit of hers to this customer in the last 90 days.
        ValueMoved, NotYours, DossierClosed, DossierNotFound: as for verifying without one;
            nothing was written.
    """
    if by.person_id is None:
        raise VisitUnfit
    known = visits_that_prove(dossier_id, by.person_id, at=at)
    visit = next((one for one in known if one.touch_id == visit_id), None)
    if visit is None:
        raise VisitUnfit
    with transaction.atomic():
        dossiers.verify_values(
            dossier_id=dossier_id, compartment=compartment, fields=fields, by=by, at=at
        )
        versions = [{"field": code, "version": number} for code, number in sorted(fields.items())]
        entry = append_entry(
            kind=VERIFIED_ON_VISIT, subject=dossier_id, by=by, at=at,
            facts={
                "compartment": compartment, "visit": str(visit_id), "versions": versions,
                "on": visit.happened_on.isoformat(), "traced": visit.is_traced,
            },
        )  # fmt: skip
        VisitCheck.objects.create(
            id=new_id(), dossier_id=dossier_id, visit=visit_id, person_id=by.person_id,
            compartment=compartment, fields=len(fields), at=at, entry=entry.id,
        )  # fmt: skip
