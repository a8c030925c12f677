"""Nora leaves: a customer of hers goes to Jun, with the reason sealed and the look-back frozen."""

from datetime import date
from typing import Any
from uuid import UUID

from muniment.handover import planning
from muniment.handover.domain.states import Kind
from muniment.handover.models import HandoverItem
from muniment.handover.services.beginning import begin_handover
from muniment.vault import services
from tests.world import NOON

LEAVER, HEIR = "nora", "jun"


def hand_over(house: Any) -> UUID:
    """Begin the leaving of Nora; olga leads her. The customer is in no list of the cast."""
    dossier = services.open_dossier(by=house.actor(LEAVER), at=NOON)
    by, heir = house.actor("olga"), house.world.id(HEIR)
    plan = planning.plan(
        person_id=house.world.id(LEAVER), by=by, at=NOON, heirs=[heir], chosen={dossier: heir}
    )
    begun = begin_handover(
        kind=Kind.LEAVER, plan=plan, fingerprint=plan.fingerprint,
        reason=house.word("reason", "handover", "nora"), notice_on=NOON.date(),
        last_day_on=date(2099, 1, 1), by=by, at=NOON,
    )  # fmt: skip
    items = HandoverItem.objects.filter(handover=begun.handover_id)
    house.ids["handover_id"] = [str(begun.handover_id)]
    house.ids["item_id"] = [str(one) for one in items.values_list("id", flat=True)]
    return begun.handover_id
