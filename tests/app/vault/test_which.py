"""Two shapes of one rule: what `decide` says of one dossier, the filter says of all."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muniment.people import queries as people
from muniment.people import services as staff
from muniment.vault import services as vault
from muniment.vault.catalogue import current
from muniment.vault.domain.cells import COLUMNS
from muniment.vault.domain.policy import AskFact, Cell, decide
from muniment.vault.domain.states import DossierState, Duty
from muniment.vault.gate.which import Reach
from muniment.vault.models import AccessTableVersion, Dossier, Engagement, Epoch, Grant
from tests.world import NOON, World

pytestmark = pytest.mark.usefixtures("noon")

FIELDS = (
    "identity.legal_name",
    "contacts.decision_maker",
    "logistics.incoterm",
    "pricing.margin_percent",
)
LATER = NOON + timedelta(days=1)


def populate(world: World) -> None:
    """Dossiers in every relation, some granted, engaged, retired."""
    ids = [
        world.dossier(keeper, values={})
        for keeper in ("ada", "ben", "mia", "olga")
        for _ in (1, 2, 3)
    ]
    for dossier_id in ids[::2]:
        deputy = "ben" if dossier_id in ids[:3] else "ada"
        if Dossier.objects.get(pk=dossier_id).keeper_id != world.id(deputy):
            vault.assign_custody(
                dossier_id=dossier_id, duty=Duty.DEPUTY, person_id=world.id(deputy),
                reason="holiday", by=world.actor("olga"), at=NOON,
            )  # fmt: skip
    for dossier_id in ids[::3]:
        for compartment in ("identity", "pricing"):
            for holder in ("cy", "ben", "kai"):
                vault.give_grant(
                    dossier_id=dossier_id, compartment=compartment, holder_id=world.id(holder),
                    until=NOON + timedelta(days=30), reason="project",
                    by=world.actor("olga"), at=NOON,
                )  # fmt: skip
    vault.retire_dossier(dossier_id=ids[1], reason="closed", by=world.actor("olga"), at=NOON)
    vault.end_custody(
        dossier_id=ids[4], duty=Duty.KEEPER, reason="left", by=world.actor("olga"), at=NOON
    )
    number = world.order(ids[5], "PO-5")
    vault.engage_agent(
        dossier_id=ids[5], company_id=world.agency, order_number=number,
        by=world.actor("olga"), at=NOON,
    )  # fmt: skip


def shuffled_table(seed: int) -> None:
    """A table no preset would have: every cell that may stand, drawn at random."""
    draw = random.Random(seed)
    catalogue = current()
    changes = {}
    for field in FIELDS:
        for column in COLUMNS:
            if column.role.value in {"administrator"} or column.relation.value == "outsider":
                continue
            changes[field, column] = draw.choice(list(Cell))
    table = catalogue.table.changed(changes)
    AccessTableVersion.objects.create(
        number=1000 + seed, state="adopted", sheet=table.to_dict(), proposed_at=NOON
    )
    Epoch.objects.update(table_number=1000 + seed)


def test_the_filter_and_the_decision_agree_for_everybody_everywhere(world: World) -> None:
    populate(world)
    staff.give_notice(
        person_id=world.id("ben"), notice_on=NOON.date(), last_day_on=LATER.date(),
        by=world.actor("olga"), at=NOON,
    )  # fmt: skip
    for seed in range(6):
        shuffled_table(seed)
        for name in world.people:
            _agree(world, name)


def _agree(world: World, name: str) -> None:
    reader = people.reader(world.id(name))
    assert reader is not None
    table, reach = current().table, Reach(reader, LATER)
    grants = set(
        Grant.objects.in_force(LATER).filter(holder=reader.id).values_list("dossier", "compartment")
    )
    engaged = set(Engagement.objects.in_force(LATER).values_list("dossier", flat=True))
    for field in FIELDS:
        for wanted in ({Cell.OPEN}, {Cell.MASKED, Cell.COUNTED}, {Cell.SHUT, Cell.ASK}):
            kept = set(
                Dossier.objects.filter(reach.with_cell(table, field, wanted)).values_list(
                    "id", flat=True
                )
            )
            for dossier in Dossier.objects.all():
                relation = reach.relation_to(
                    dossier.keeper_id, dossier.deputy_id,
                    reader.role.is_outside and dossier.id in engaged,
                )  # fmt: skip
                ask = AskFact(
                    role=reader.role, relation=relation, state=reader.state,
                    has_grant=(dossier.id, field.partition(".")[0]) in grants,
                    frozen=dossier.state != DossierState.OPEN,
                )  # fmt: skip
                decision = decide(table=table, field=field, ask=ask)
                frozen = decision.reason.value == "frozen"
                expected = decision.effective in wanted and not frozen
                assert (dossier.id in kept) == expected, (name, field, wanted, relation)


def test_the_filter_is_one_query(world: World) -> None:
    populate(world)
    reader = people.reader(world.id("mia"))
    assert reader is not None
    reach = Reach(reader, LATER)

    with CaptureQueriesContext(connection) as queries:
        list(Dossier.objects.filter(reach.with_cell(current().table, FIELDS[0], {Cell.OPEN})))

    assert len(queries) <= 2
