"""The page of customers as a manager sees it, 50 rows, in a house of as many as told.

Says `ready`, then answers each line of input with one measurement, so that a small and a
large house can be measured in turns.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from benchmarks import house

ROWS = 50
_NEXT = re.compile(r"cursor=([\w%-]+)[^>]*rel=\"next\"|rel=\"next\"[^>]*cursor=([\w%-]+)")
Way = Callable[[], object]


def main() -> None:
    house.set_up()
    people = house.found()
    house.fill(people, int(sys.argv[1]))
    house.lay_out_static()
    serve(people.mia)


def serve(reader: UUID) -> None:
    """Measure once for each line of input."""
    ways = _ways(house.sign_in(reader))
    for way in ways:  # warm up: caches of keys, templates, policy
        way()
    print("ready", flush=True)
    for _ in sys.stdin:
        print(json.dumps(_measured(ways)), flush=True)


def _ways(browser: Any) -> list[Way]:
    """The first page, the second, the newest first, and those of one's team."""
    from django.urls import reverse

    def page(**query: str) -> str:
        found = browser.get(reverse("customers:index"), query)
        text: str = found.content.decode()
        assert found.status_code == 200, found.status_code
        assert text.count('<td class="m-glance-locked"') + text.count("m-fresh-") >= ROWS
        return text

    second = _NEXT.search(page())
    assert second, "there is no second page"
    cursor = second[1] or second[2]
    return [
        page,
        lambda: page(cursor=cursor),
        lambda: page(sort="touched"),
        lambda: page(scope="team"),
    ]


def _measured(ways: Sequence[Way]) -> dict[str, float]:
    start, cpu = time.perf_counter(), time.process_time()
    for way in ways:
        way()
    wall, spent = time.perf_counter() - start, time.process_time() - cpu
    each = 1000 / len(ways)
    return {"ms": wall * each, "cpu_ms": spent * each, "queries": _queries(ways[0])}


def _queries(way: Way) -> int:
    """Count the reads of one page: session, person and rows; not the sequencer's own work."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from muniment.ledger.services import sequencer

    sequencer._last_wake = time.monotonic() + 60
    with CaptureQueriesContext(connection) as seen:
        way()
    sequencer._last_wake = 0.0
    return sum(it["sql"].startswith("SELECT") for it in seen.captured_queries)


if __name__ == "__main__":
    main()
