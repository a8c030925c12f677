"""The weights change by two people: one proposes with a reason, another puts them into force."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from muniment.core.actor import Actor
from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.exposure.domain import duties
from muniment.exposure.domain.learning import Learnt
from muniment.exposure.domain.weights import Weights
from muniment.exposure.errors import (
    SecondPersonNeeded,
    WeightsNotFound,
    WeightsNotYours,
    WeightsUnchanged,
)
from muniment.exposure.models import WeightsVersion
from muniment.exposure.queries.learning import learnt_now
from muniment.exposure.queries.weights import weights_in_force
from muniment.ledger.services import append_entry
from muniment.people.queries import ReaderRow
from muniment.vault.gate.standing import reader_of

LONGEST_REASON = 300


class ReasonMissing(MunimentError):
    """Weights are not changed without a reason; nothing was written."""

    code = "exposure.weights.reason_missing"
    kind = ErrorKind.INVALID
    title = gettext_noop("A change of weights needs a reason.")
    next_step = gettext_noop("Say in a sentence what makes you change them.")


def propose_weights(*, sheet: Mapping[str, Any], reason: str, by: Actor, at: datetime) -> int:
    """Propose other weights; an older proposal is closed by it. The reason is sealed.

    Returns:
        The number of the version.

    Raises:
        WeightsInvalid: names the weight. ReasonMissing, WeightsUnchanged, WeightsNotYours: as the
            names say.
    """
    who = _proposer(by)
    return _propose(who, Weights.of(sheet), reason, None, by=by, at=at)


def propose_learnt(*, reason: str, by: Actor, at: datetime) -> int:
    """Propose what own departures taught, as it stands now, with its intervals.

    Raises:
        WeightsUnchanged: also where nobody with customers left yet.
        ReasonMissing, WeightsNotYours: as the names say.
    """
    who, learnt = _proposer(by), learnt_now()
    return _propose(who, Weights.of(learnt.sheet()), reason, learnt, by=by, at=at)


def _proposer(by: Actor) -> ReaderRow:
    who = reader_of(by)
    if not duties.may_propose_weights(who.role):
        raise WeightsNotYours
    return who


def _propose(
    who: ReaderRow, told: Weights, reason: str, learnt: Learnt | None, *, by: Actor, at: datetime
) -> int:
    if not reason.strip():
        raise ReasonMissing
    if told == weights_in_force():
        raise WeightsUnchanged
    lessons, leavers = (learnt.customers, learnt.leavers) if learnt else (0, 0)
    between = {one.name: [one.low, one.high] for one in learnt.weights} if learnt else {}
    with transaction.atomic():
        newest = WeightsVersion.objects.aggregate(newest=Max("number"))["newest"] or 0
        WeightsVersion.objects.filter(adopted_at=None, closed_at=None).update(closed_at=at)
        WeightsVersion.objects.create(
            number=newest + 1, sheet=told.sheet(), lessons=lessons, leavers=leavers,
            between=between, proposed_by_id=who.id, proposed_at=at,
        )  # fmt: skip
        append_entry(
            kind="exposure.weights.proposed", subject=who.id, by=by, at=at,
            facts={"number": newest + 1, "lessons": lessons, "leavers": leavers},
            sealed={"reason": reason.strip()[:LONGEST_REASON]},
        )  # fmt: skip
    return newest + 1


def adopt_weights(*, number: int, by: Actor, at: datetime) -> None:
    """Put proposed weights into force; every likelihood from now on follows them.

    Raises:
        SecondPersonNeeded: `by` proposed them. WeightsNotFound, WeightsNotYours: as named.
    """
    who = reader_of(by)
    if not duties.may_adopt_weights(who.role):
        raise WeightsNotYours
    with transaction.atomic():
        row = _proposed(number)
        if row.proposed_by_id == who.id:
            raise SecondPersonNeeded
        row.adopted_by_id, row.adopted_at = who.id, at
        row.save(update_fields=["adopted_by", "adopted_at"])
        append_entry(
            kind="exposure.weights.adopted", subject=None, by=by, at=at, facts={"number": number}
        )


def withdraw_weights(*, number: int, by: Actor, at: datetime) -> None:
    """Take a proposal back, or turn it down; the row stays.

    Raises:
        WeightsNotFound, WeightsNotYours: as the names say.
    """
    _proposer(by)
    with transaction.atomic():
        row = _proposed(number)
        row.closed_at = at
        row.save(update_fields=["closed_at"])
        append_entry(
            kind="exposure.weights.withdrawn", subject=None, by=by, at=at, facts={"number": number}
        )


def _proposed(number: int) -> WeightsVersion:
    rows = WeightsVersion.objects.select_for_update().filter(number=number)
    row = rows.filter(adopted_at=None, closed_at=None).first()
    if row is None:
        raise WeightsNotFound
    return row
