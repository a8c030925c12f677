"""The leaver minute: everything that giving notice brings, in one act, all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.handover import around, lookback, planning, sealing
from muniment.handover.domain.heirs import Fit, NoHeir
from muniment.handover.domain.lookback import WINDOW
from muniment.handover.domain.states import Kind, Stage
from muniment.handover.errors import AlreadyLeaving, CountsDiffer, PlanMoved
from muniment.handover.models import Handover, HandoverItem, PromiseItem
from muniment.handover.planning import Counts, Plan, PlannedItem
from muniment.handover.services import preparing
from muniment.handover.services.board import pass_on
from muniment.handover.services.preparing import Outlook, Prepared
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people import services as accounts
from muniment.people.domain.employment import State
from muniment.vault import services as vault
from muniment.vault.services import Move

BEGUN = "handover.handover.begun"
ANSWER_DAYS = 14
"""How long customers have to give their word, unless the last day comes first."""
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Begun:
    """What was done, in numbers."""

    handover_id: UUID
    before: Counts
    after: Counts
    prepared: Prepared


@dataclass(frozen=True, slots=True)
class _Days:
    notice_on: date | None
    last_day_on: date | None
    due_on: date


def begin_handover(
    *,
    kind: Kind,
    plan: Plan,
    fingerprint: str,
    reason: str,
    by: Actor,
    at: datetime,
    notice_on: date | None = None,
    last_day_on: date | None = None,
    views: Mapping[UUID, Outlook] | None = None,
) -> Begun:
    """Do what a plan says; for a leaver, close every way to take lists in the same transaction.

    Custody moves with an entry a customer, duties move, promises are noted, counts are held
    against each other. A leaver is put on notice, her tokens, sessions and grants end, her
    access shrinks to the hand-over list, the dossiers go on hold, and the look-back is frozen.
    The letter to each customer is written, and none is sent. A customer that another board waits
    for, with her as the heir, waits for the next heir there.

    Args:
        plan: worked out a moment ago, from what holds now.
        fingerprint: of the plan that a person saw and agreed to.
        views: what the letters need to know, where the caller read it before a transaction of
            its own; None reads it here.

    Raises:
        PlanMoved: the plan of now is not the one that was seen.
        NoHeir: a customer would be left with nobody.
        NotYoursToHand, AlreadyLeaving, CountsDiffer: nothing was written.
        CustodyMoved, PersonUnfit, DaysInvalid, StepNotOpen: as the rooms below say.
        LedgerUnavailable: no record, no reading of languages and addresses.

    Costs about fifty statements and four for each customer.
    """
    planning.require_lead(by, plan.person_id)
    _require_whole(plan, fingerprint)
    days = _days(kind, notice_on, last_day_on, at)
    if views is None:
        views = preparing.outlook([item.dossier_id for item in plan.items], by=by, at=at)
    with transaction.atomic():
        if kind is Kind.LEAVER:
            _take_notice(plan.person_id, days, by, at)
        before, promised = _locked_counts(plan)
        row = _create(plan, kind, days, reason, before, by, at)
        if kind is Kind.LEAVER:
            _require_notice(plan.person_id)
        handover_id = row.id
        moves = vault.reassign_custody(
            from_id=plan.person_id, heirs=_heirs(plan), cause=handover_id,
            hold=kind is Kind.LEAVER, by=by, at=at,
        )  # fmt: skip
        items = _create_items(row, plan, moves)
        _note_promises(items)
        prepared = preparing.prepare(items, views, by=by, at=at)
        around.move_duties(plan.person_id, _heirs(plan), by=by, at=at)
        pass_on(from_id=plan.person_id, heirs=_heirs(plan), by=by, at=at)
        facts = _leaver_facts(row, plan, by, at) if kind is Kind.LEAVER else {}
        facts |= prepared.facts
        after = _require_same(plan, before, promised)
        Handover.objects.filter(pk=row.pk).update(after=after.facts)
        _tell(row, plan, facts, by, at)
    return Begun(handover_id, before, after, prepared)


def _require_whole(plan: Plan, fingerprint: str) -> None:
    if plan.unplaced:
        raise NoHeir(count=plan.unplaced)
    if plan.fingerprint != fingerprint:
        raise PlanMoved


def _days(kind: Kind, notice_on: date | None, last_day_on: date | None, at: datetime) -> _Days:
    today = timezone.localdate(at)
    due_on = today + timedelta(days=ANSWER_DAYS)
    if kind is not Kind.LEAVER:
        return _Days(None, None, due_on)
    notice_on = notice_on or today
    last_day_on = last_day_on or today + timedelta(days=30)
    return _Days(notice_on, last_day_on, max(min(due_on, last_day_on), today))


def _take_notice(person_id: UUID, days: _Days, by: Actor, at: datetime) -> None:
    """Put her on notice unless she is already: an administrator may have been faster."""
    running = Handover.objects.filter(person=person_id, kind=Kind.LEAVER, stage=Stage.RUNNING)
    if running.exists():
        raise AlreadyLeaving
    person = people.reader(person_id)
    if person is not None and person.state is State.ON_NOTICE:
        return
    assert days.notice_on is not None
    assert days.last_day_on is not None
    accounts.give_notice(
        person_id=person_id, notice_on=days.notice_on, last_day_on=days.last_day_on, by=by, at=at
    )


def _require_notice(person_id: UUID) -> None:
    """Look again once the row is there: from now on nobody withdraws the notice beside it."""
    person = people.reader(person_id)
    if person is None or person.state is State.ACTIVE:
        raise PlanMoved


def _locked_counts(plan: Plan) -> tuple[Counts, Sequence[around.Promise]]:
    """Lock her customers until the commit, then count them: nothing is written in between."""
    ids = [item.dossier_id for item in plan.items]
    vault.lock_kept(keeper_id=plan.person_id, dossier_ids=ids)
    promised = around.promises(ids)
    return planning.counts(ids, kept_by=[plan.person_id], among=promised), promised


def _require_same(plan: Plan, before: Counts, promised: Sequence[around.Promise]) -> Counts:
    """Count again what the heirs keep now; a difference undoes everything."""
    heirs = _heirs(plan)
    after = planning.counts(list(heirs), kept_by=list(set(heirs.values())), among=promised)
    if after != before:
        raise CountsDiffer
    return after


def _heirs(plan: Plan) -> Mapping[UUID, UUID]:
    return {item.dossier_id: item.fit.heir_id for item in plan.items if item.fit is not None}


def _create(  # noqa: PLR0917 - a row has so many columns
    plan: Plan, kind: Kind, days: _Days, reason: str, before: Counts, by: Actor, at: datetime
) -> Handover:
    assert by.person_id is not None
    handover_id = new_id()
    return Handover.objects.create(
        id=handover_id, kind=kind.value, person_id=plan.person_id, begun_by_id=by.person_id,
        begun_at=at, notice_on=days.notice_on, last_day_on=days.last_day_on, due_on=days.due_on,
        sealed=sealing.seal(handover_id, "handover", handover_id, {"reason": reason.strip()}),
        before=before.facts, after={},
    )  # fmt: skip


def _create_items(row: Handover, plan: Plan, moves: Sequence[Move]) -> list[HandoverItem]:
    was_deputy = {move.dossier_id: move.was_deputy for move in moves}
    return HandoverItem.objects.bulk_create(
        [
            _item(row, item, item.fit, was_deputy[item.dossier_id])
            for item in plan.items
            if item.fit is not None
        ],
        batch_size=_CHUNK,
    )


def _item(row: Handover, item: PlannedItem, fit: Fit, was_deputy: bool) -> HandoverItem:
    weight = item.ranked.weight
    return HandoverItem(
        handover=row, dossier_id=item.dossier_id, heir_id=fit.heir_id,
        former_deputy_id=item.deputy_id if was_deputy else None, rank=item.ranked.rank,
        is_main=item.ranked.is_main, expected_cents=weight.expected, low_cents=weight.low,
        hang_cents=weight.hang, high_cents=weight.high, score=fit.score,
        reasons=[why.value for why in fit.reasons], chosen=item.chosen,
    )  # fmt: skip


def _note_promises(items: Sequence[HandoverItem]) -> None:
    by_dossier = {item.dossier_id: item for item in items}
    PromiseItem.objects.bulk_create(
        [
            PromiseItem(
                item=by_dossier[one.dossier_id], promise=one.id, kind=one.kind, due_on=one.due_on
            )
            for one in around.promises(list(by_dossier))
        ],
        batch_size=_CHUNK,
    )


def _leaver_facts(row: Handover, plan: Plan, by: Actor, at: datetime) -> dict[str, object]:
    """Shrink, freeze, and say in numbers what that was."""
    shrunk = vault.shrink_access(
        person_id=plan.person_id, dossier_ids=[item.dossier_id for item in plan.items],
        cause=row.id, by=by, at=at,
    )  # fmt: skip
    held = around.hold_post(plan.person_id, at=at)
    plain, digest = lookback.record_of(plan.person_id, until=at)
    Handover.objects.filter(pk=row.pk).update(
        look_back=sealing.seal_bytes(row.id, "look_back", row.id, plain),
        look_back_hash=digest,
        look_back_from=at - WINDOW,
        deputyships=[str(one) for one in shrunk.deputyships],
        grants=[str(one) for one in shrunk.grants],
        post=held.facts,
    )
    return {
        "grants_ended": len(shrunk.grants),
        "deputyships_ended": len(shrunk.deputyships),
        "look_back": digest,
        "post": held.facts,
    }


def _tell(row: Handover, plan: Plan, facts: Mapping[str, object], by: Actor, at: datetime) -> None:
    told = {
        "kind": row.kind, "person": str(plan.person_id), "customers": len(plan.items),
        "main": plan.main, "heirs": len(set(_heirs(plan).values())),
        "chosen": sum(item.chosen for item in plan.items), "counts": row.before, **facts,
    }  # fmt: skip
    append_entry(kind=BEGUN, subject=row.id, by=by, at=at, facts=told, refs=[plan.person_id])
