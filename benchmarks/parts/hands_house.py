"""The check for same hands in a house with so many customers, told on the command line.

Prints seconds of CPU: to read all customers and cases, to index them and find the ties, and for
the whole check; and the peak memory in MB.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks import house
from benchmarks.parts.hands_world import World, records_of

CASES = 100


def main(customers: int) -> None:
    """Fill a house with invented companies and compare one case with all of them."""
    house.set_up()
    people = house.found()
    by, at = house.actor(people.mia), _now()
    records, _ = records_of(World(companies=2 * customers, middles=60, hub_places=40, seed=5))
    _fill(people, records[:customers])
    case_id = [_open(record, by) for record in records[customers : customers + CASES]][-1]

    from muniment.investigations import comparing, links
    from muniment.investigations.models import Case

    case = Case.objects.get(pk=case_id)
    facts = comparing.facts_of([case_id], {"company.name", "contact.phone", "contact.email"})
    known, read = _timed(lambda: comparing.known_records(case=case, at=at))
    _, compared = _timed(lambda: links._compare(known, facts[case_id]))
    _, whole = _timed(lambda: links.same_hands(case_id, facts[case_id], at))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"read": read, "compare": compared, "whole": whole, "memory": memory}
    print(json.dumps({**told, "records": len(known)}))


def _now() -> Any:
    from muniment.core import clock

    return clock.now()


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    made = work()
    return made, time.process_time() - start


def _fill(people: house.House, companies: list[Any]) -> None:
    from muniment.core.errors import MunimentError
    from muniment.core.ids import new_id
    from muniment.vault.catalogue import current
    from muniment.vault.domain.values import parse
    from muniment.vault.services.bulk import ImportedCustomer, import_customers

    fields = current().fields

    def values(record: Any) -> dict[str, Any]:
        told = {}
        for code, text in _fields(record).items():
            try:
                told[code] = parse(text, fields[code])
            except MunimentError:
                continue  # an invented phone or address that the vault would not take
        return told

    for start in range(0, len(companies), house.BATCH):
        batch = companies[start : start + house.BATCH]
        import_customers(
            customers=[ImportedCustomer(values(one), keeper_id=people.ada) for one in batch],
            run_id=new_id(), told="bench.csv", by=house.actor(people.mia), at=_now(),
        )  # fmt: skip


def _fields(record: Any) -> dict[str, str]:
    told = {
        "identity.legal_name": record.company_name,
        "identity.registered_address": record.address,
        "contacts.phones": record.phone,
        "contacts.emails": record.email,
    }
    return {code: text for code, text in told.items() if text}


def _open(record: Any, by: Any) -> Any:
    from muniment.investigations import services

    told = {
        "company.name": [record.company_name], "contact.phone": [record.phone],
        "contact.email": [record.email], "company.address": [record.address],
    }  # fmt: skip
    facts = {code: [text for text in texts if text] for code, texts in told.items()}
    return services.open_case(facts=facts, by=by, at=_now())


if __name__ == "__main__":
    main(int(sys.argv[1]))
