"""The pages of cases of several sizes, within a sitting of their leader.

Prints `{size: [{"cpu_ms": …, "queries": …}, …]}` for the sizes told on the command line.
"""

import json
import sys
import time
from typing import Any
from uuid import UUID

from benchmarks import house

TURNS = 9


def main(sizes: list[int]) -> None:
    """Open a case of each size and load each page in turns; the first turn only warms up."""
    house.set_up()
    people = house.found()
    house.lay_out_static()
    cases = {size: _case(people.ada, size) for size in sizes}
    browser = house.sign_in(people.ada)
    told: dict[int, list[dict[str, float]]] = {size: [] for size in sizes}
    for _ in range(TURNS + 1):
        for size, case_id in cases.items():
            told[size].append(_measured(browser, case_id))
    print(json.dumps({size: turns[1:] for size, turns in told.items()}))


def _case(leader: UUID, findings: int) -> UUID:
    from muniment.core import clock
    from muniment.investigations import services

    by = house.actor(leader)
    facts = {"company.name": ["Nordlicht Handels GmbH"], "company.country": ["DE"]}
    case_id = services.open_case(facts=facts, by=by, at=clock.now())
    for number in range(findings):
        services.add_finding(
            case_id=case_id, signal="person.not_on_site", facts={"name": f"Lund {number}"},
            excerpt="Not on the page of contacts.", key=str(number), by=by, at=clock.now(),
        )  # fmt: skip
    return case_id


def _measured(browser: Any, case_id: UUID) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    address = reverse("cases:case", args=[case_id])
    start = time.process_time()
    answer = browser.get(address)
    spent = time.process_time() - start
    assert answer.status_code == 200, answer.status_code
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return {"cpu_ms": 1000 * spent, "queries": len(asked)}


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
