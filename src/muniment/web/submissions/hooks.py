"""What the page of a dossier shows of submissions: freshness, and the visits that can prove."""

from datetime import datetime
from typing import Any
from uuid import UUID

from muniment.people.queries import ReaderRow
from muniment.submissions.queries import freshness_of
from muniment.submissions.reporting import seen_fields
from muniment.submissions.services import visits_that_prove
from muniment.vault.catalogue import current
from muniment.vault.domain.cells import Relation, column_for


def standing(
    reader: ReaderRow, dossier_id: UUID, relation: Relation, *, may_submit: bool, at: datetime
) -> dict[str, Any]:
    """How fresh the customer is, for those who answer for it; three queries, or none."""
    if not may_submit:
        return {}
    catalogue = current()
    seen = seen_fields(column_for(reader.role, relation), catalogue)
    fresh = freshness_of([dossier_id], at=at, fields=seen, catalogue=catalogue)
    return {"freshness": fresh[dossier_id]}


def proving(
    reader: ReaderRow, dossier_id: UUID, *, may_verify: bool, at: datetime
) -> dict[str, Any]:
    """Visits by which the reader may verify values; one query, or none."""
    return {"visits": visits_that_prove(dossier_id, reader.id, at=at) if may_verify else ()}
