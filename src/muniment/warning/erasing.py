"""An erased dossier takes along what was noted about its silence."""

from datetime import datetime
from uuid import UUID

from muniment.core.actor import HOUSE
from muniment.keys import ring
from muniment.ledger.services import append_entry
from muniment.vault.queries.whole import merged_into
from muniment.warning.models import CustomerWarning, CustomerWord, WinBack, WinBackStep
from muniment.warning.sealing import WARNING

ERASED = "warning.words.erased"
_WHOLE = frozenset({"identity", "contacts", "product", "profile"})
"""Compartments whose values a note about silence, an offer or a last word may repeat."""


def on_erased(dossier_id: UUID, compartment: str, at: datetime) -> None:
    """Destroy the key of a customer's words once one of the compartments they draw on went.

    Runs inside the transaction of the erasure. Rows and ledger entries stay, without words: what
    is written down later lies under another key, and is not mistaken for what went. The words of a
    dossier that was merged stand with the one that stayed, and die there.
    """
    dossier_id = merged_into().get(dossier_id, dossier_id)
    if compartment not in _WHOLE or not _has_words(dossier_id):
        return
    ring.destroy(dossier_id, WARNING, at=at)
    CustomerWord.objects.filter(dossier=dossier_id).update(sealed=b"")
    WinBack.objects.filter(dossier=dossier_id).update(sealed=b"")
    WinBackStep.objects.filter(case__dossier=dossier_id).update(sealed=b"")
    CustomerWarning.objects.filter(dossier=dossier_id).update(sealed=None)
    append_entry(
        kind=ERASED, subject=dossier_id, by=HOUSE, at=at, facts={"compartment": compartment}
    )


def _has_words(dossier_id: UUID) -> bool:
    return any(
        rows.exists()
        for rows in (
            CustomerWord.objects.filter(dossier=dossier_id),
            WinBack.objects.filter(dossier=dossier_id),
            CustomerWarning.objects.filter(dossier=dossier_id, sealed__isnull=False),
        )
    )
