"""The head of a case: what a list shows, and nothing of the customer."""

from muniment.investigations.casefile import CaseHead
from muniment.investigations.models import Case


def head_of(case: Case) -> CaseHead:
    """Take what may be shown from a row of the table."""
    return CaseHead(
        id=case.id,
        number=case.number,
        codename=case.codename,
        trigger=case.trigger,
        state=case.state,
        dossier_id=case.dossier_id,
        owner_id=case.owner_id,
        opened_at=case.opened_at,
        touched_at=case.touched_at,
        closed_at=case.closed_at,
        due_at=case.due_at,
        due_because=case.due_because,
        risk=case.risk,
        coverage=case.coverage,
        evidence_count=case.evidence_count,
    )
