"""Many salespeople below Mia, and many customers dealt out to them; used by several parts."""

from typing import Any

from benchmarks import house

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


def hire(founded: house.House, people: int) -> list[Any]:
    """Salespeople below Mia, until so many work here."""
    from muniment.people.domain.roles import Role

    return [house._joins(f"seller{n}", Role.SALESPERSON, founded.mia) for n in range(people - 4)]


def fill(founded: house.House, sellers: list[Any], customers: int) -> list[Any]:
    """Customers in turn to each of them, by the import's own verb."""
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
