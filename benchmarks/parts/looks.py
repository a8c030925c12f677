"""One reader's work: looks through the gate, and the bare durable commit to compare with."""

import os
from itertools import count
from random import Random
from uuid import UUID

from benchmarks import house
from benchmarks.house import House

BARE_TABLE = "CREATE TABLE IF NOT EXISTS bench_act (id varchar(40) PRIMARY KEY)"


class Reader:
    """Opens the identity compartment of one customer after another, as its keeper and as her
    manager, for inquiries and for orders in turn."""

    def __init__(self, people: House, dossiers: list[UUID], seed: int) -> None:
        self._dossiers, self._random = dossiers, Random(seed)
        self._actors = [house.actor(people.ada), house.actor(people.mia)]
        self._numbers = count()

    def look(self) -> None:
        """One look: decide, record, commit, decrypt."""
        from muniment.core import clock
        from muniment.vault import gate

        number = next(self._numbers)
        place = self._random.randrange(len(self._dossiers))
        by_order = number % 4 < 2
        opened = gate.consult(
            reader=self._actors[number % 2], dossier_id=self._dossiers[place],
            compartment="identity", purpose="quote the second colour",
            reference_kind="order" if by_order else "inquiry",
            reference=order_number(place) if by_order else "INQ-208", at=clock.now(),
        )  # fmt: skip
        assert opened.fields[0].text, "nothing was decrypted"


def bare() -> None:
    """One durable commit of one short row."""
    from django.db import connection, transaction

    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_act VALUES (%s)", [os.urandom(16).hex()])


def make_bare_table() -> None:
    """Lay the table of the bare commits."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(BARE_TABLE)


def order_number(place: int) -> str:
    """The number of the one order of the customer at this place."""
    return f"PO-2026-{place:05}"


def give_orders(people: House, dossiers: list[UUID]) -> None:
    """One order for each customer."""
    from muniment.core import clock
    from muniment.sales import services as sales
    from muniment.sales.domain.facts import OrderFact
    from muniment.sales.domain.states import OrderState

    now = clock.now()
    for start in range(0, len(dossiers), house.BATCH):
        part = list(enumerate(dossiers))[start : start + house.BATCH]
        orders = [
            OrderFact(
                number=order_number(place), dossier_id=dossier, ordered_on=now.date(),
                amount_minor=125_000, currency="USD", state=OrderState.BOOKED, handled_by="Ada",
            )
            for place, dossier in part
        ]  # fmt: skip
        sales.record_orders(orders=orders, by=house.actor(people.mia), at=now)
