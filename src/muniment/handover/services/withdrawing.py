"""Taking notice back: what can be restored is restored, and what cannot is said."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from muniment.core.actor import Actor
from muniment.handover import around, planning
from muniment.handover.domain.states import Kind, Stage
from muniment.handover.errors import HandoverNotFound, HandoverOver
from muniment.handover.models import Handover, HandoverItem
from muniment.handover.services.preparing import close_open
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people import services as accounts
from muniment.people.domain.employment import State
from muniment.vault import queries as custody
from muniment.vault import services as vault

WITHDRAWN = "handover.handover.withdrawn"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back.

    Attributes:
        customers: she keeps again; `elsewhere` went on to somebody else meanwhile.
        deputies: deputies put back.
    """

    customers: int
    elsewhere: int
    deputies: int


def withdraw_handover(*, handover_id: UUID, reason: str, by: Actor, at: datetime) -> Restored:
    """Take a hand-over back: customers, deputies and duties return, holds and the list end.

    Tokens, sessions and grants do not come back: she makes and asks for them anew. The frozen
    look-back stays.

    Raises:
        HandoverNotFound, HandoverOver, NotYoursToHand: nothing was written.
        StepNotOpen: she has left by now.
    """
    with transaction.atomic():
        row = Handover.objects.select_for_update().filter(pk=handover_id).first()
        if row is None:
            raise HandoverNotFound
        planning.require_lead(by, row.person_id)
        if row.stage != Stage.RUNNING:
            raise HandoverOver
        _stays(row, by, at)
        items = list(row.items.select_for_update().order_by("dossier_id"))
        back = _give_back(row, items, by, at)
        deputies = _deputies(row, items, back)
        vault.restore_deputies(deputies=deputies, by=by, at=at)
        vault.end_handing(cause=row.id, by=by, at=at)
        vault.lift_holds(cause=row.id, by=by, at=at)
        _close(row, by, at)
        done = Restored(len(back), len(items) - len(back), len(deputies))
        facts = {
            "person": str(row.person_id), "customers": done.customers,
            "elsewhere": done.elsewhere, "deputies": done.deputies,
        }  # fmt: skip
        append_entry(
            kind=WITHDRAWN, subject=row.id, by=by, at=at, facts=facts, sealed={"reason": reason}
        )
    return done


def _stays(row: Handover, by: Actor, at: datetime) -> None:
    person = people.reader(row.person_id)
    if row.kind == Kind.LEAVER and person is not None and person.state is not State.ACTIVE:
        accounts.withdraw_notice(person_id=row.person_id, by=by, at=at)


def _give_back(
    row: Handover, items: list[HandoverItem], by: Actor, at: datetime
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
    return frozenset(one for ids in by_heir.values() for one in ids)


def _deputies(row: Handover, items: list[HandoverItem], back: frozenset[UUID]) -> dict[UUID, UUID]:
    """Who was whose deputy: heirs of her customers, and she herself of others' customers."""
    former = {
        item.dossier_id: item.former_deputy_id
        for item in items
        if item.former_deputy_id is not None and item.dossier_id in back
    }
    return former | {UUID(one): row.person_id for one in row.deputyships}


def _close(row: Handover, by: Actor, at: datetime) -> None:
    close_open(list(row.items.values_list("id", flat=True)), at)
    row.stage, row.ended_at, row.ended_by_id = Stage.WITHDRAWN, at, by.person_id
    row.save(update_fields=["stage", "ended_at", "ended_by"])
