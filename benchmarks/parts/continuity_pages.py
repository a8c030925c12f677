"""What the pages of continuity cost in a house that `continuity_house` filled.

`python -m benchmarks.parts.continuity_pages PEOPLE_JSON [PART-OF-A-NAME]` asks each page as each
reader and prints, by page and reader, seconds on the clock, seconds of processor, and queries.
"""

import json
import sys
import time
from typing import Any

from benchmarks import house

TURNS = 3
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "today": ("today:index", ("olga", "mia", "seller")),
    "today afresh": ("today:index", ("olga", "mia", "seller")),
    "contact owed": ("touches:mine", ("mia", "seller")),
    "contact tray": ("touches:tray", ("seller",)),
    "coverage": ("touches:coverage", ("olga", "mia", "seller")),
    "warnings": ("warning:index", ("olga", "mia", "seller")),
    "win-backs": ("warning:winbacks", ("olga", "mia", "seller")),
    "questions": ("warning:questions", ("olga", "mia")),
    "warning settings": ("warning:settings", ("olga",)),
    "handovers": ("handovers:index", ("olga", "mia")),
    "handover plan": ("handovers:plan", ("mia",)),
    "submissions": ("submissions:index", ("seller",)),
    "freshness report": ("submissions:report", ("olga", "mia")),
    "credit": ("submissions:credit", ("seller",)),
    "exposure": ("exposure:index", ("olga", "mia")),
    "exposure person": ("exposure:person", ("mia",)),
}
OF_SOMEBODY = {"handover plan", "exposure person"}
AFRESH = {"today afresh"}
"""Pages asked for without what is kept for some minutes."""


def main() -> None:
    house.set_up()
    people = json.loads(sys.argv[1])
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    print(json.dumps({"bare": _bare(), "pages": list(_measured(people, wanted))}))


def _bare() -> float:
    """Seconds of processor to read the rows of the freshness report with nothing in between."""
    from django.db import connection

    told = []
    for _ in range(TURNS):
        begun = time.process_time()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT v.dossier_id, v.field, v.submitted_at, v.verified_at "
                "FROM vault_fieldvalue v JOIN vault_dossier d ON d.id = v.dossier_id "
                "WHERE v.superseded_at IS NULL AND v.erased_at IS NULL AND d.state = 'open'"
            )
            cursor.fetchall()
        told.append(time.process_time() - begun)
    return min(told)


def _measured(people: dict[str, str], wanted: str) -> Any:
    from uuid import UUID

    from django.urls import reverse

    for page, (name, readers) in PAGES.items():
        told = [people["leaver"]] if page in OF_SOMEBODY else []
        for reader in readers:
            if wanted in page:
                browser = house.sign_in(UUID(people[reader]))
                cost = _cost(browser, reverse(name, args=told), afresh=page in AFRESH)
                print(f"  {page}, {reader}: {cost}", file=sys.stderr)
                yield {"page": page, "reader": reader, **cost}


def _cost(browser: Any, path: str, *, afresh: bool) -> dict[str, float]:
    """The processor of the first turn, the best of some warm ones, and the reads of one more."""
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    first = time.process_time()
    assert browser.get(path).status_code == 200, path
    first = time.process_time() - first
    clocks, processors = [], []
    for _ in range(TURNS):
        if afresh:
            cache.clear()
        clock, processor = time.perf_counter(), time.process_time()
        browser.get(path)
        clocks.append(time.perf_counter() - clock)
        processors.append(time.process_time() - processor)
    if afresh:
        cache.clear()
    with CaptureQueriesContext(connection) as seen:
        browser.get(path)
    reads = sum(it["sql"].startswith("SELECT") for it in seen.captured_queries)
    return {
        "first": round(first, 3), "clock": round(min(clocks), 3), "cpu": round(min(processors), 3),
        "reads": reads,
    }  # fmt: skip


if __name__ == "__main__":
    main()
