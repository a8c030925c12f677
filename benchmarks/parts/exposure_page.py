"""The exposure map as the owner sees it: so many people, so many customers, one warm page.

Prints one measurement: the median of some warm pages, and the reads of one.
"""

import json
import statistics
import sys
import time
from typing import Any

from benchmarks import house
from benchmarks.parts import sellers

TURNS = 9


def main() -> None:
    house.set_up()
    founded = house.found()
    staff = sellers.hire(founded, int(sys.argv[1]))
    ids = sellers.fill(founded, staff, int(sys.argv[2]))
    _trade(founded, staff, ids)
    house.lay_out_static()
    print(json.dumps(_measured(founded.olga)))


def _trade(founded: house.House, staff: list[Any], ids: list[Any]) -> None:
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
                dossier_id=dossier, person_id=staff[(n + turn * (n % 3)) % len(staff)],
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
