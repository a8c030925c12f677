"""Taking notice back: somebody asks and says who stays with the heirs, a second person does it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.handover import around, planning, sealing, withdrawals
from muniment.handover.domain.states import Kind, Stage
from muniment.handover.errors import (
    HandoverBinds,
    HandoverNotFound,
    ReasonMissing,
    SecondPersonNeeded,
    WithdrawalNotFound,
    WithdrawalWaits,
)
from muniment.handover.models import Handover, HandoverItem, Withdrawal
from muniment.handover.services.board import pass_on
from muniment.handover.services.locking import locked_running
from muniment.handover.services.preparing import close_open
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people import services as accounts
from muniment.people.domain.employment import State
from muniment.vault import queries as custody
from muniment.vault import services as vault

ASKED = "handover.withdrawal.asked"
DROPPED = "handover.withdrawal.dropped"
WITHDRAWN = "handover.handover.withdrawn"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back.

    Attributes:
        customers: she keeps again; `staying` stay with their heirs because somebody said so;
            `elsewhere` went on to somebody else meanwhile.
        deputies: deputies put back; grants and tokens: opened again.
    """

    customers: int
    staying: int
    elsewhere: int
    deputies: int
    grants: int
    tokens: int


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """A hand-over that is to be taken back; `restored` where nobody else is here to confirm it."""

    id: UUID
    restored: Restored | None


def withdraw_handover(
    *, handover_id: UUID, reason: str, by: Actor, at: datetime, staying: Collection[UUID] = ()
) -> Withdrawing:
    """Ask to take a hand-over back; a second person confirms it, and then it is done.

    In a house in which nobody else could confirm, it is done at once, and the record says so.

    Args:
        staying: customers, by their ids on the board, that stay with their heirs.

    Raises:
        ReasonMissing: say why. WithdrawalWaits: somebody asked already.
        HandoverNotFound: none such, or a customer of another board. HandoverOver: as it says.
        NotYoursToHand, StepNotOpen: nothing was written.
    """
    if not reason.strip():
        raise ReasonMissing
    with transaction.atomic():
        row = locked_running(handover_id)
        planning.require_lead(by, row.person_id)
        kept = _on_board(row, staying)
        if row.withdrawals.filter(ended_at=None).exists():
            raise WithdrawalWaits
        asked = _ask(row, kept, reason.strip(), by, at)
        alone = not withdrawals.could_confirm(row.person_id, besides=by.person_id)
        return Withdrawing(asked.id, _restore(row, asked, by, at) if alone else None)


def refuse_while_running(person_id: UUID) -> None:
    """Keep a notice while a hand-over rests on it: one person alone would leave that behind.

    Raises:
        HandoverBinds: a leaver's hand-over runs for her.
    """
    running = Handover.objects.filter(person=person_id, kind=Kind.LEAVER, stage=Stage.RUNNING)
    if running.exists():
        raise HandoverBinds


def confirm_withdrawal(*, withdrawal_id: UUID, by: Actor, at: datetime) -> Restored:
    """Take a hand-over back that somebody else asked to take back.

    Customers, deputies and duties return, but for those that stay with their heirs; holds and
    the hand-over list end; grants and API tokens that this act ended open again as far as they
    still run. Sessions do not: she signs in. The frozen look-back stays.

    Raises:
        SecondPersonNeeded: who asked, the leaver, an heir, and everybody who may not decide.
        WithdrawalNotFound, HandoverOver: nothing was written.
        StepNotOpen: she has left by now.
    """
    with transaction.atomic():
        asked = _open(withdrawal_id)
        row = locked_running(asked.handover_id)
        if by.person_id not in withdrawals.could_confirm(row.person_id, besides=asked.asked_by_id):
            raise SecondPersonNeeded
        return _restore(row, asked, by, at)


def drop_withdrawal(*, withdrawal_id: UUID, by: Actor, at: datetime) -> None:
    """Leave a hand-over as it is that somebody asked to take back.

    Raises:
        WithdrawalNotFound: done or dropped by now. NotYoursToHand: neither who asked nor somebody
            who could confirm.
    """
    with transaction.atomic():
        asked = _open(withdrawal_id)
        row = locked_running(asked.handover_id)
        able = withdrawals.could_confirm(row.person_id, besides=None)
        if by.person_id not in able | {asked.asked_by_id}:
            raise WithdrawalNotFound
        _end(asked, by, at, done=False)
        facts = {"person": str(row.person_id)}
        append_entry(kind=DROPPED, subject=row.id, by=by, at=at, facts=facts)


def _ask(
    row: Handover, staying: Collection[UUID], reason: str, by: Actor, at: datetime
) -> Withdrawal:
    assert by.person_id is not None
    row_id = new_id()
    asked = Withdrawal.objects.create(
        id=row_id, handover=row, asked_by_id=by.person_id, asked_at=at,
        staying=[str(one) for one in sorted(staying)],
        sealed=sealing.seal(row.id, "withdrawal", row_id, {"reason": reason}),
    )  # fmt: skip
    facts = {"person": str(row.person_id), "staying": len(staying)}
    append_entry(
        kind=ASKED, subject=row.id, by=by, at=at, facts=facts, sealed={"reason": reason},
        refs=[row.person_id],
    )  # fmt: skip
    return asked


def _restore(row: Handover, asked: Withdrawal, by: Actor, at: datetime) -> Restored:
    # First, so that nothing holds the notice any more.
    row.stage, row.ended_at, row.ended_by_id = Stage.WITHDRAWN, at, by.person_id
    row.save(update_fields=["stage", "ended_at", "ended_by"])
    _stays(row, by, at)
    items = list(row.items.select_for_update().order_by("dossier_id"))
    kept = {UUID(one) for one in asked.staying}
    going = [item for item in items if item.id not in kept]
    back = _give_back(row, going, by, at)
    deputies = _deputies(row, items, back)
    vault.restore_deputies(deputies=deputies, by=by, at=at)
    vault.end_handing(cause=row.id, by=by, at=at)
    vault.lift_holds(cause=row.id, by=by, at=at)
    done = Restored(
        len(back), len(items) - len(going), len(going) - len(back), len(deputies),
        *_reopen(row, by, at),
    )  # fmt: skip
    close_open([item.id for item in items], at)
    _end(asked, by, at, done=True)
    _tell(row, asked, done, by, at)
    return done


def _tell(row: Handover, asked: Withdrawal, done: Restored, by: Actor, at: datetime) -> None:
    facts = {name: getattr(done, name) for name in done.__slots__}
    facts |= {
        "person": str(row.person_id), "asked_by": str(asked.asked_by_id),
        "alone": asked.asked_by_id == by.person_id,
    }  # fmt: skip
    append_entry(kind=WITHDRAWN, subject=row.id, by=by, at=at, facts=facts, refs=[row.person_id])


def _reopen(row: Handover, by: Actor, at: datetime) -> tuple[int, int]:
    """Open the grants and tokens again that this act ended; a rotation ended none."""
    if row.kind != Kind.LEAVER:
        return 0, 0
    grants = vault.reopen_grants(grant_ids=[UUID(one) for one in row.grants], by=by, at=at)
    tokens = accounts.reopen_tokens(person_id=row.person_id, ended_at=row.begun_at, by=by, at=at)
    return grants, tokens


def _open(withdrawal_id: UUID) -> Withdrawal:
    rows = Withdrawal.objects.select_for_update().filter(pk=withdrawal_id, ended_at=None)
    row = rows.first()
    if row is None:
        raise WithdrawalNotFound
    return row


def _on_board(row: Handover, item_ids: Collection[UUID]) -> frozenset[UUID]:
    wanted = frozenset(item_ids)
    found = frozenset(row.items.filter(pk__in=wanted).values_list("id", flat=True))
    if found != wanted:
        raise HandoverNotFound
    return found


def _end(asked: Withdrawal, by: Actor, at: datetime, *, done: bool) -> None:
    asked.is_done, asked.ended_at, asked.ended_by_id = done, at, by.person_id
    asked.save(update_fields=["is_done", "ended_at", "ended_by"])


def _stays(row: Handover, by: Actor, at: datetime) -> None:
    person = people.reader(row.person_id)
    if row.kind == Kind.LEAVER and person is not None and person.state is not State.ACTIVE:
        accounts.withdraw_notice(person_id=row.person_id, by=by, at=at)


def _give_back(
    row: Handover, items: Collection[HandoverItem], by: Actor, at: datetime
) -> frozenset[UUID]:
    """Move what the heirs still keep back to her; one bulk move for each heir."""
    by_heir: dict[UUID, list[UUID]] = defaultdict(list)
    for item in items:
        head = custody.dossier(item.dossier_id)
        if head is not None and head.keeper_id == item.heir_id and head.state == "open":
            by_heir[item.heir_id].append(item.dossier_id)
    for heir_id in sorted(by_heir):
        heirs = dict.fromkeys(by_heir[heir_id], row.person_id)
        vault.reassign_custody(
            from_id=heir_id, heirs=heirs, cause=row.id, hold=False, by=by, at=at,
            led=row.person_id,
        )  # fmt: skip
        around.move_duties(heir_id, heirs, by=by, at=at)
        pass_on(from_id=heir_id, heirs=heirs, by=by, at=at)
    return frozenset(one for ids in by_heir.values() for one in ids)


def _deputies(row: Handover, items: list[HandoverItem], back: frozenset[UUID]) -> dict[UUID, UUID]:
    """Who was whose deputy: heirs of her customers, and she herself of others' customers."""
    former = {
        item.dossier_id: item.former_deputy_id
        for item in items
        if item.former_deputy_id is not None and item.dossier_id in back
    }
    return former | {UUID(one): row.person_id for one in row.deputyships}
