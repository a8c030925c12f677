"""What became of a warning: a person says so, with a reason."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.ledger.services import append_entry
from muniment.warning.domain.outcomes import BY_PEOPLE, Outcome, Reason
from muniment.warning.errors import ReasonMissing, WarningClosed, WarningNotFound, WarningNotYours
from muniment.warning.models import CustomerWarning
from muniment.warning.sealing import WARNING, seal
from muniment.warning.services.common import hand, require_hearing, words_given
from muniment.warning.standing import standing

SET, REOPENED = "warning.outcome.set", "warning.outcome.withdrawn"


def set_outcome(
    *, warning_id: UUID, outcome: Outcome, reason: str, by: Actor, at: datetime
) -> None:
    """Close a warning with what is the case, and how one knows.

    Raises:
        WarningNotFound: missing, or not hers to know of. WarningClosed: somebody was faster.
        ReasonMissing: no reason, or an outcome that people do not set.
    """
    told = words_given(reason)
    if outcome not in BY_PEOPLE:
        raise ReasonMissing
    with transaction.atomic():
        row, who = _locked(warning_id, by, at)
        if row.closed_at is not None:
            raise WarningClosed
        row.outcome, row.outcome_by_id, row.outcome_at, row.closed_at = outcome, who, at, at
        row.sealed = seal(row.dossier_id, "outcome", row.id, {"reason": told})
        row.save(update_fields=["outcome", "outcome_by", "outcome_at", "closed_at", "sealed"])
        append_entry(
            kind=SET, subject=row.chain, by=by, at=at,
            facts={"warning": str(row.id), "outcome": outcome.value},
            sealed={"reason": told}, seal_under=(row.dossier_id, WARNING),
        )  # fmt: skip


def withdraw_outcome(*, warning_id: UUID, by: Actor, at: datetime) -> None:
    """Open a warning again whose outcome proved wrong; the first answer stays in the ledger.

    Raises:
        WarningNotFound: missing, or not hers to know of.
        WarningClosed: an order closed it, or a newer warning of the kind is open.
        WordsNotYours: the access table does not open to her the reason that stands there.
    """
    with transaction.atomic():
        row, _ = _locked(warning_id, by, at)
        if not row.outcome or row.outcome == Outcome.ORDERED or _has_newer(row):
            raise WarningClosed
        require_hearing(by, row.dossier_id, at)
        row.outcome, row.outcome_by_id, row.outcome_at = "", None, None
        row.closed_at, row.sealed = None, None
        row.save(update_fields=["outcome", "outcome_by", "outcome_at", "closed_at", "sealed"])
        facts = {"warning": str(row.id)}
        append_entry(kind=REOPENED, subject=row.chain, by=by, at=at, facts=facts)


def _has_newer(row: CustomerWarning) -> bool:
    same = CustomerWarning.objects.filter(
        dossier=row.dossier_id, reason=row.reason, employee=row.employee_id, closed_at=None
    )
    return same.exclude(pk=row.id).exists()


def _locked(warning_id: UUID, by: Actor, at: datetime) -> tuple[CustomerWarning, UUID]:
    row = CustomerWarning.objects.select_for_update().filter(pk=warning_id).first()
    stands = standing(by, at)
    if row is None:
        raise WarningNotFound
    try:
        hand(by, row.dossier_id, at)
    except WarningNotYours:
        raise WarningNotFound from None
    if row.reason == Reason.TAKEN and not stands.may_suspect(row.employee_id):
        raise WarningNotFound
    return row, stands.reader.id
