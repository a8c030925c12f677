"""The import: what sealing, indexing and proof cost beside a bare bulk insert, and memory.

`MUNIMENT_BENCH_CUSTOMERS` sets how many customers; the table of docs/speed.md uses 100,000.
"""

import csv
import io
import os
import resource
import time
from collections.abc import Callable, Iterator
from itertools import islice

from benchmarks.results import Result

CUSTOMERS = int(os.environ.get("MUNIMENT_BENCH_CUSTOMERS", "5000"))
BATCH = 200
HEADINGS = (
    "Customer Code", "Company Name", "Country", "Registration No", "VAT No", "Website", "Address",
    "Industry", "Status", "Company E-mail", "Payment Terms", "Credit Limit", "Discount",
    "Products", "Incoterm", "Port", "Languages", "Source", "Customer since", "Remarks",
)  # fmt: skip
FIELDS = (
    "identity.customer_code", "identity.legal_name", "identity.country",
    "identity.registration_number", "identity.tax_number", "identity.website",
    "identity.registered_address", "identity.industry", "identity.status", "contacts.emails",
    "pricing.payment_terms", "pricing.credit_limit", "pricing.discount_percent", "product.ranges",
    "logistics.incoterm", "logistics.destination_port", "profile.languages", "origin.channel",
    "origin.first_contact_on",
)  # fmt: skip


def run() -> list[Result]:
    """Load the same customers twice: sealed by the import, and bare by bulk insert."""
    _prepare()
    run_id = _received()
    first = _seconds(lambda: _check(run_id))
    small = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    loaded = _seconds(lambda: _load(run_id))
    large = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    bare = _seconds(_bare)
    return [
        Result(f"import: {CUSTOMERS:,} customers x 20 sealed fields / bare bulk insert of the rows",
               loaded / bare, 3, "x", "low"),
        Result("import: customers checked per second", CUSTOMERS / first, 200, "/s", "high"),
        Result("import: customers loaded per second", CUSTOMERS / loaded, 100, "/s", "high"),
        Result("import: memory that the load adds", large - small, 60, "MB", "low"),
    ]  # fmt: skip


def _prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from muniment.core import clock
    from muniment.core.actor import HOUSE
    from muniment.keys import ring
    from muniment.people import services as people
    from muniment.vault.services import furnish

    ring.create()
    furnish(at=clock.now())
    token = people.first_run_token()
    if token is not None:
        people.found_company(
            token=token, company_name="Bench", owner_name="Ada", owner_email="ada@bench.example",
            password="six quiet herons at dawn", language="en", by=HOUSE, at=clock.now(),
        )  # fmt: skip


def _ada():
    from muniment.core.actor import Actor
    from muniment.people import queries

    [row] = [it for it in queries.people().rows if it.email == "ada@bench.example"]
    return Actor(person_id=row.id)


def _lines() -> Iterator[bytes]:
    """Write the file line by line, so that the file itself takes no memory."""
    from muniment.demo.customers import countries, invent_customers

    yield _line(HEADINGS)
    for number, one in enumerate(invent_customers(1, CUSTOMERS, countries())):
        cells = [one.values[code] for code in FIELDS]
        cells[1] = f"{cells[1]} {number}"  # more customers than names can be invented
        cells[5] = f"https://c{number}.bench.example"
        cells[9] = f"office@c{number}.example"
        yield _line([*cells, "orders twice a year, likes blue"])


def _line(cells) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()


def _received():
    from muniment.core import clock
    from muniment.core.ids import new_id
    from muniment.intake import services, spool
    from muniment.intake.domain.plan import Kind

    with spool.Writer(new_id(), services.FILE) as writer:
        for line in _lines():
            writer.write(line)
        spooled = writer.finish()
    return services.receive(
        kind=Kind.CUSTOMERS, spooled=spooled, name="bench.csv", by=_ada(), at=clock.now()
    )


def _check(run_id) -> None:
    from muniment.core import clock
    from muniment.intake import services

    counts = services.check(run_id=run_id, by=_ada(), at=clock.now())
    assert counts["new"] == CUSTOMERS, counts


def _load(run_id) -> None:
    from muniment.core import clock
    from muniment.intake import services

    services.load(run_id=run_id, good_rows_only=False, by=_ada(), at=clock.now())


def _bare() -> None:
    """Insert as many dossiers, values and search keys of the same sizes, sealed by nobody."""
    from django.db import transaction

    from muniment.core import clock
    from muniment.core.ids import new_id
    from muniment.vault.models import BlindKey, Dossier, FieldValue

    at = clock.now()
    keys = BlindKey.objects.count() // CUSTOMERS
    values = FieldValue.objects.values_list("compartment", "field", "sealed")
    sample = [(name, code, bytes(sealed)) for name, code, sealed in islice(values, 20)]
    for start in range(0, CUSTOMERS, BATCH):
        ids = [new_id() for _ in range(min(BATCH, CUSTOMERS - start))]
        with transaction.atomic():
            Dossier.objects.bulk_create(
                Dossier(id=it, codename=f"bare {start + n}", opened_at=at, touched_at=at)
                for n, it in enumerate(ids)
            )
            FieldValue.objects.bulk_create(
                (
                    FieldValue(dossier_id=it, compartment=name, field=code, version=1,
                               sealed=text, submitted_at=at)
                    for it in ids
                    for name, code, text in sample
                ),
                batch_size=500,
            )  # fmt: skip
            BlindKey.objects.bulk_create(
                (
                    BlindKey(dossier_id=it, field=f"bare.{n}", compartment="identity",
                             index="word", digest=os.urandom(16))
                    for it in ids
                    for n in range(keys)
                ),
                batch_size=500,
            )  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
