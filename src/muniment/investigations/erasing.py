"""An erased dossier takes the cases about it along: they hold copies of what was in it."""

from datetime import datetime
from uuid import UUID

from muniment.core.actor import HOUSE
from muniment.investigations.gate.shading import WHOLE
from muniment.investigations.models import Case, Watch
from muniment.investigations.sealing import CASE
from muniment.keys import ring
from muniment.ledger.services import append_entry

ERASED = "investigations.case.erased"


def on_erased(dossier_id: UUID, compartment: str, at: datetime) -> None:
    """Destroy the keys of all cases about a dossier whose identity or contacts were erased.

    Runs inside the transaction of the erasure. Rows and ledger entries stay: that there was a
    case, and who decided it when, can still be proved.
    """
    if compartment not in WHOLE:
        return
    cases = Case.objects.select_for_update(of=("self",)).filter(dossier=dossier_id)
    for case in cases.exclude(state=Case.State.ERASED).order_by("id"):
        ring.destroy(case.id, CASE, at=at)
        Watch.objects.filter(case=case.id, ended_at=None).update(ended_at=at)
        case.state, case.sealed, case.due_at = Case.State.ERASED, b"", None
        case.risk, case.coverage, case.touched_at = "", None, at
        case.save(update_fields=["state", "sealed", "due_at", "risk", "coverage", "touched_at"])
        append_entry(
            kind=ERASED, subject=case.id, by=HOUSE, at=at,
            facts={"dossier": str(dossier_id), "compartment": compartment},
        )  # fmt: skip
