"""The exposure map as the owner sees it: so many people, so many customers, one warm page.

Prints one measurement: the median of some warm pages, and the reads of one.
"""

import json
import statistics
import sys
import time
from typing import Any

from benchmarks import house

TURNS = 9
_VALUES = {
    "identity.legal_name": "Nordlicht Handels GmbH {n}",
    "identity.country": "DE",
    "identity.registration_number": "HRB {n}",
    "identity.website": "https://c{n}.example",
    "identity.registered_address": "Quay {n}\n20457 Hamburg",
    "contacts.emails": "einkauf@c{n}.example",
    "contacts.phones": "+4940{n:07}",
    "pricing.discount_percent": "5",
    "product.ranges": "garden lights",
    "product.specifications": "IP 44, warm white",
    "logistics.incoterm": "fob",
    "origin.channel": "fair",
}


def main() -> None:
    house.set_up()
    founded = house.found()
    sellers = _hire(founded, int(sys.argv[1]))
    ids = _fill(founded, sellers, int(sys.argv[2]))
    _trade(founded, sellers, ids)
    house.lay_out_static()
    print(json.dumps(_measured(founded.olga)))


def _hire(founded: house.House, people: int) -> list[Any]:
    """Salespeople in teams below Mia, until so many work here."""
    from muniment.people.domain.roles import Role

    return [house._joins(f"seller{n}", Role.SALESPERSON, founded.mia) for n in range(people - 4)]


def _fill(founded: house.House, sellers: list[Any], customers: int) -> list[Any]:
    from muniment.core import clock
    from muniment.core.ids import new_id
    from muniment.ledger.services import drain
    from muniment.vault.services.bulk import import_customers

    ids: list[Any] = []
    for start in range(0, customers, house.BATCH):
        some = range(start, min(start + house.BATCH, customers))
        ids += import_customers(
            customers=[_customer(sellers, n) for n in some],
            run_id=new_id(), told="bench.csv", by=house.actor(founded.mia), at=clock.now(),
        )  # fmt: skip
    drain()
    return ids


def _customer(sellers: list[Any], n: int) -> Any:
    """Every third value is missing somewhere, so that shelves differ."""
    from muniment.vault.catalogue import current
    from muniment.vault.domain.values import parse
    from muniment.vault.services.bulk import ImportedCustomer

    fields = current().fields
    told = {
        code: parse(text.format(n=n), fields[code])
        for at, (code, text) in enumerate(_VALUES.items())
        if at < 2 or (n * 7 + at * 5) % 11
    }
    return ImportedCustomer(values=told, keeper_id=sellers[n % len(sellers)])


def _trade(founded: house.House, sellers: list[Any], ids: list[Any]) -> None:
    """Two orders and three touches a customer, then the survey."""
    from datetime import timedelta

    from muniment.core import clock
    from muniment.core.actor import HOUSE
    from muniment.exposure.services import work_out
    from muniment.ledger.services import drain
    from muniment.sales import services as sales
    from muniment.sales.domain.facts import OrderFact
    from muniment.sales.domain.states import OrderState
    from muniment.touches.models import Touch

    now = clock.now()
    facts = [
        OrderFact(
            number=f"PO-{n}-{turn}", dossier_id=dossier, currency="USD", state=OrderState.BOOKED,
            ordered_on=(now - timedelta(days=40 + 150 * turn)).date(),
            amount_minor=100_000 + (n * n * 977) % 9_000_000, handled_by="Seller",
        )
        for n, dossier in enumerate(ids)
        for turn in range(2)
    ]  # fmt: skip
    for start in range(0, len(facts), 1_000):
        some = facts[start : start + 1_000]
        sales.record_orders(orders=some, by=house.actor(founded.mia), at=now)
    drain()
    Touch.objects.bulk_create(
        [
            Touch(
                dossier_id=dossier, person_id=sellers[(n + turn * (n % 3)) % len(sellers)],
                kind="call", direction="out", source="mailbox" if turn else "logged",
                trace="reply" if turn else "",
                happened_on=(now - timedelta(days=10 + 40 * turn)).date(), recorded_at=now,
            )
            for n, dossier in enumerate(ids)
            for turn in range(3)
        ],
        batch_size=2_000,
    )  # fmt: skip
    begun = time.perf_counter()
    work_out(by=HOUSE, at=clock.now())
    print(f"  surveyed in {time.perf_counter() - begun:.1f} s", file=sys.stderr)


def _measured(reader: Any) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from muniment.ledger.services import sequencer

    browser, path = house.sign_in(reader), reverse("exposure:index")
    begun = time.perf_counter()
    assert browser.get(path).status_code == 200
    cold = time.perf_counter() - begun
    times = []
    for _ in range(TURNS):
        begun = time.perf_counter()
        browser.get(path)
        times.append(time.perf_counter() - begun)
    sequencer._last_wake = time.monotonic() + 60
    with CaptureQueriesContext(connection) as seen:
        browser.get(path)
    sequencer._last_wake = 0.0
    reads = [it["sql"] for it in seen.captured_queries if it["sql"].startswith("SELECT")]
    if len(sys.argv) > 3:
        print("\n".join(sql[:160] for sql in reads), file=sys.stderr)
    return {"cold": cold, "warm": statistics.median(times), "queries": len(reads)}


if __name__ == "__main__":
    main()
