"""A trading house of some years: people, customers, orders, touches, a survey, scored warnings.

`python -m benchmarks.parts.continuity_house PEOPLE CUSTOMERS` fills the data folder of
`MUNIMENT_DATA`; prints who works there.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from benchmarks import house
from benchmarks.parts import sellers

YEARS = 3
BATCH = 1_000


def main() -> None:
    house.set_up()
    founded = house.found()
    staff = sellers.hire(founded, int(sys.argv[1]))
    ids = _timed("customers", lambda: sellers.fill(founded, staff, int(sys.argv[2])))
    _timed("orders", lambda: _trade(founded, ids))
    _timed("touches", lambda: _touch(staff, ids))
    _timed("rules", lambda: _rules(founded))
    _timed("survey", _survey)
    _timed("scores", _score)
    house.lay_out_static()
    told = {"olga": founded.olga, "mia": founded.mia, "seller": staff[0], "leaver": staff[1]}
    print(json.dumps({name: str(it) for name, it in told.items()} | {"customer": str(ids[0])}))


def _timed(what: str, act: Callable[[], Any]) -> Any:
    clock, cpu = time.perf_counter(), time.process_time()
    made = act()
    spent, cpu = time.perf_counter() - clock, time.process_time() - cpu
    print(f"  {what}: {spent:.1f} s, {cpu:.1f} s of CPU", file=sys.stderr)
    return made


def _trade(founded: house.House, ids: list[Any]) -> None:
    """Each customer orders at a rhythm of its own; some began late, some have stopped."""
    from muniment.core import clock
    from muniment.ledger.services import drain
    from muniment.sales import services as sales

    now = clock.now()
    facts = list(_orders(ids, now.date()))
    for start in range(0, len(facts), BATCH):
        some = facts[start : start + BATCH]
        sales.record_orders(orders=some, by=house.actor(founded.mia), at=now)
    drain()


def _orders(ids: list[Any], today: date) -> Iterator[Any]:
    from muniment.sales.domain.facts import OrderFact
    from muniment.sales.domain.states import OrderState

    chance = random.Random(5)
    for n, dossier in enumerate(ids):
        gap = chance.choice((30, 45, 60, 90, 120, 180))
        day = today - timedelta(days=chance.randrange(1, YEARS * 365))
        turn = 0
        while day < today:
            yield OrderFact(
                number=f"PO-{n}-{turn}", dossier_id=dossier, currency="USD", ordered_on=day,
                state=OrderState.BOOKED, amount_minor=100_000 + chance.randrange(9_000_000),
                handled_by="Seller",
            )  # fmt: skip
            turn += 1
            if chance.random() < 0.06:
                break
            day += timedelta(days=1 + int(chance.gammavariate(2, gap / 2)))


def _touch(staff: list[Any], ids: list[Any]) -> None:
    """Five touches a customer, a third of them by somebody else than the keeper."""
    from muniment.core import clock
    from muniment.touches.models import Touch

    now: datetime = clock.now()
    Touch.objects.bulk_create(
        [
            Touch(
                dossier_id=dossier, person_id=staff[(n + turn * (n % 3)) % len(staff)],
                kind="call", direction="out", source="mailbox" if turn else "logged",
                trace="reply" if turn else "",
                happened_on=(now - timedelta(days=(n * 7) % 300 + 40 * turn)).date(),
                recorded_at=now,
            )
            for n, dossier in enumerate(ids)
            for turn in range(5)
        ],
        batch_size=2_000,
    )  # fmt: skip


def _rules(founded: house.House) -> None:
    """Contact every 60 days by the keeper, every 180 by her manager; hand in every two weeks."""
    from muniment.core import clock
    from muniment.submissions import services as submissions
    from muniment.touches import services as touches
    from muniment.touches.domain.duties import Part

    by = house.actor(founded.olga)
    touches.set_default(part=Part.KEEPER, days=60, by=by, at=clock.now())
    touches.set_default(part=Part.LINE_MANAGER, days=180, by=by, at=clock.now())
    submissions.set_rhythm(role="", team_id=None, weeks=2, weekday=4, by=by, at=clock.now())


def _survey() -> None:
    from muniment.core import clock
    from muniment.core.actor import HOUSE
    from muniment.exposure.services import work_out

    work_out(by=HOUSE, at=clock.now())


def _score() -> None:
    from muniment.core import clock
    from muniment.core.actor import HOUSE
    from muniment.warning import services as warning

    warning.score_house(by=HOUSE, at=clock.now())


if __name__ == "__main__":
    main()
