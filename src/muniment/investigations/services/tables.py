"""The firm's own table of payment advice: one person proposes, another puts it into force."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.investigations.domain import duties
from muniment.investigations.domain.advice import table_of
from muniment.investigations.errors import CaseNotYours, SecondPersonNeeded
from muniment.investigations.models import AdviceTable
from muniment.ledger.services import append_entry
from muniment.people.queries import ReaderRow
from muniment.vault.gate.standing import reader_of


class AdviceNotFound(MunimentError):
    """No proposed table of this number; nothing was written."""

    code = "investigations.advice.not_found"
    kind = ErrorKind.NOT_FOUND
    title = gettext_noop("There is no proposed table of this number.")
    next_step = gettext_noop("Look at the table again: somebody may have been faster.")


def propose_advice(*, sheet: Mapping[str, Any], by: Actor, at: datetime) -> int:
    """Propose another table; an older proposal is closed by it.

    Raises:
        AdviceBroken: names the row. CaseNotYours: the role proposes none.
    """
    who = reader_of(by)
    if not duties.may_edit_advice(who.role):
        raise CaseNotYours
    clean = table_of(dict(sheet)).sheet()
    with transaction.atomic():
        newest = AdviceTable.objects.aggregate(newest=Max("number"))["newest"] or 0
        AdviceTable.objects.filter(adopted_at=None, closed_at=None).update(closed_at=at)
        AdviceTable.objects.create(
            number=newest + 1, sheet=clean, proposed_by_id=who.id, proposed_at=at
        )
        append_entry(
            kind="investigations.advice.proposed", subject=None, by=by, at=at,
            facts={"number": newest + 1},
        )  # fmt: skip
    return newest + 1


def adopt_advice(*, number: int, by: Actor, at: datetime) -> None:
    """Put a proposed table into force; verdicts from now on follow it.

    Raises:
        SecondPersonNeeded: `by` proposed it. AdviceNotFound, CaseNotYours: as the names say.
    """
    with transaction.atomic():
        row, who = _proposed(number), reader_of(by)
        _require_adopter(row, who)
        row.adopted_by_id, row.adopted_at = who.id, at
        row.save(update_fields=["adopted_by", "adopted_at"])
        append_entry(
            kind="investigations.advice.adopted", subject=None, by=by, at=at,
            facts={"number": number},
        )  # fmt: skip


def _proposed(number: int) -> AdviceTable:
    rows = AdviceTable.objects.select_for_update().filter(number=number)
    row = rows.filter(adopted_at=None, closed_at=None).first()
    if row is None:
        raise AdviceNotFound
    return row


def _require_adopter(row: AdviceTable, who: ReaderRow) -> None:
    if not duties.may_adopt_advice(who.role, proposed_it=False):
        raise CaseNotYours
    if row.proposed_by_id == who.id:
        raise SecondPersonNeeded
