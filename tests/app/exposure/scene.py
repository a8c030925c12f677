"""Ada keeps Heron alone; Ben keeps Wren with a deputy and a manager who visited."""

from datetime import timedelta
from uuid import UUID

from muniment.core.actor import HOUSE
from muniment.exposure.domain.reach import ORDERS
from muniment.exposure.services import work_out
from muniment.touches import services as touches
from muniment.touches.domain.kinds import Kind
from muniment.touches.services import NewTouch
from muniment.vault import services as vault
from muniment.vault.catalogue import current
from muniment.vault.domain.cells import COLUMN_BY_CODE, Cell
from muniment.vault.domain.states import Duty
from tests.world import CONTACTS, NOON, World


def customer(world: World, keeper: str, name: str) -> UUID:
    """A customer with a name of its own, a contact, and an order of 12,500 dollars."""
    identity = {"identity.legal_name": name, "identity.country": "DE"}
    dossier = world.dossier(keeper, {"identity": identity, "contacts": CONTACTS})
    world.order(dossier, f"PO-{name[:4]}")
    return dossier


def touch(world: World, name: str, dossier: UUID, days_ago: int = 10) -> None:
    """A call that somebody noted."""
    told = NewTouch(kind=Kind.CALL, happened_on=(NOON - timedelta(days=days_ago)).date())
    touches.log_touch(dossier_id=dossier, touch=told, by=world.actor(name), at=NOON)


def scene(world: World) -> tuple[UUID, UUID]:
    """Two customers, told apart by who else knows them; then the survey."""
    alone, held = customer(world, "ada", "Alpha Ltd"), customer(world, "ben", "Beta Ltd")
    vault.assign_custody(
        dossier_id=held, duty=Duty.DEPUTY, person_id=world.id("ada"), reason="cover", at=NOON,
        by=world.actor("mia"),
    )  # fmt: skip
    touch(world, "ada", alone)
    for name in ("ben", "ada", "mia"):
        touch(world, name, held)
    for name in ("ben", "mia", "ada"):
        touches.note_confirmed(
            dossier_id=held, person_id=world.id(name), source="page", by=HOUSE, at=NOON
        )
    work_out(by=HOUSE, at=NOON)
    return alone, held


def close_orders(world: World, cell: Cell = Cell.SHUT) -> None:
    """Two people close the order register to sales managers."""
    column = COLUMN_BY_CODE["sales_manager.line_manager"]
    table = current().table.changed({(ORDERS, column): cell})
    number = vault.propose_table(table=table, note="test", by=world.actor("olga"), at=NOON)
    vault.adopt_table(number=number, by=world.actor("kai"), at=NOON)
