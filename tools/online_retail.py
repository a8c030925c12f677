"""Make files to import out of the real order history of “Online Retail”.

`python tools/online_retail.py SOURCE.csv.gz FOLDER` writes into FOLDER

- customers.csv: one invented customer for each customer number of the source, from its country;
- orders.csv: all rows as they are (404,384 of them), rows without a customer number included.

`python tools/online_retail.py SOURCE.csv.gz --demo` writes the cut for the demonstration
company, `src/muniment/demo/data/orders.csv.gz`: every order of 400 customers, one row an
order (number, customer, day, amount in pence, rows), without articles.

Origin and licence of the source: `src/muniment/demo/data/README.md`.
"""

import csv
import gzip
import io
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from muniment.demo.customers import invent_customers

SEED = 20261121
DEMO_CUSTOMERS, DEMO_BUSIEST = 400, 120
CUT = Path(__file__).parents[1] / "src/muniment/demo/data/orders.csv.gz"
HEADINGS = (
    "Customer Code", "Company Name", "Country", "Registration No", "VAT No", "Website", "Address",
    "Company E-mail", "Contact Person", "Position", "Contact E-mail", "Contact Phone",
    "Payment Terms", "Credit Limit", "Discount", "Products", "Incoterm", "Port", "Languages",
    "Source", "Customer since",
)  # fmt: skip
FIELDS = (
    "identity.registration_number", "identity.tax_number", "identity.website",
    "identity.registered_address", "contacts.emails",
)  # fmt: skip
LATER_FIELDS = (
    "pricing.payment_terms", "pricing.credit_limit", "pricing.discount_percent", "product.ranges",
    "logistics.incoterm", "logistics.destination_port", "profile.languages", "origin.channel",
    "origin.first_contact_on",
)  # fmt: skip
# Names in the source that ISO 3166 does not know.
COUNTRIES = {
    "United Kingdom": "GB", "EIRE": "IE", "RSA": "ZA", "USA": "US", "Channel Islands": "JE",
    "Czech Republic": "CZ", "Unspecified": "GB", "European Community": "BE", "Germany": "DE",
    "France": "FR", "Spain": "ES", "Belgium": "BE", "Switzerland": "CH", "Portugal": "PT",
    "Finland": "FI", "Italy": "IT", "Norway": "NO", "Australia": "AU", "Sweden": "SE",
    "Denmark": "DK", "Netherlands": "NL", "Cyprus": "CY", "Poland": "PL", "Austria": "AT",
    "Canada": "CA", "Israel": "IL", "Japan": "JP", "United Arab Emirates": "AE", "Greece": "GR",
    "Lithuania": "LT", "Singapore": "SG", "Saudi Arabia": "SA", "Bahrain": "BH",
}  # fmt: skip


def rows_of(source: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of the source."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def countries_of(source: Path) -> dict[str, str]:
    """Give each customer number its ISO country, in the order of the numbers."""
    found: dict[str, str] = {}
    for row in rows_of(source):
        if row["CustomerID"]:
            found.setdefault(row["CustomerID"], COUNTRIES[row["Country"]])
    return dict(sorted(found.items()))


def write_customers(source: Path, target: Path) -> int:
    """Write customers.csv; return how many customers stand in it."""
    by_code = countries_of(source)
    invented = invent_customers(SEED, len(by_code), list(by_code.values()), codes=list(by_code))
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for one in invented:
            front = [one.code, one.legal_name, one.country_name, *(one.values[it] for it in FIELDS)]
            back = [one.values[it] for it in LATER_FIELDS]
            for person in one.people:
                reach = [person.name, person.post, person.email, person.phone]
                writer.writerow([*front, *reach, *back])
    return len(by_code)


def write_orders(source: Path, target: Path) -> int:
    """Write orders.csv, all rows as they are; return how many."""
    count = 0
    with gzip.open(source, "rb") as packed, target.open("wb") as file:
        for line in packed:
            file.write(line)
            count += 1
    return count - 1


@dataclass(slots=True)
class Order:
    """One order of the source, its rows added up."""

    number: str
    customer: str
    day: str
    amount: Decimal = Decimal(0)
    lines: int = 0


def write_demo(source: Path, target: Path) -> int:
    """Write the cut for the demonstration; return its size in bytes."""
    orders: dict[str, Order] = {}
    for row in rows_of(source):
        if row["CustomerID"]:
            number = row["InvoiceNo"]
            fresh = Order(number, row["CustomerID"], row["InvoiceDate"][:10])
            order = orders.setdefault(number, fresh)
            order.amount += Decimal(row["Quantity"]) * Decimal(row["UnitPrice"])
            order.lines += 1
    chosen = _chosen(Counter(order.customer for order in orders.values()))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["number", "customer", "ordered_on", "amount_minor", "lines"])
    for it in orders.values():
        if it.customer in chosen:
            writer.writerow([it.number, it.customer, it.day, round(it.amount * 100), it.lines])
    target.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    return target.stat().st_size


def _chosen(orders: Counter[str]) -> set[str]:
    """Choose the busiest customers, and others evenly over the rest by number of orders."""
    ranked = sorted(orders, key=lambda code: (-orders[code], code))
    busiest, rest = ranked[:DEMO_BUSIEST], ranked[DEMO_BUSIEST:]
    wanted = DEMO_CUSTOMERS - DEMO_BUSIEST
    return {*busiest, *(rest[place * len(rest) // wanted] for place in range(wanted))}


def main(argv: list[str]) -> int:
    """Write what was asked for."""
    if len(argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    source = Path(argv[0])
    if argv[1] == "--demo":
        print(f"{write_demo(source, CUT):,} bytes")
        return 0
    folder = Path(argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{write_customers(source, folder / 'customers.csv'):,} customers")
    print(f"{write_orders(source, folder / 'orders.csv'):,} rows of orders")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
