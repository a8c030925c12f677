"""Invented customs records: three years of a provider's files, the same in every planting.

Buyers have lives: a steady one with a season, a customer of ours, three that bought once from
everybody and never again, and a market around them. Days are counted back from the day of
planting; names are common words put together, and nobody's.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from muniment.demo.cast import COMPANY
from muniment.demo.customers import invent_customers

SEED = 31
MONTHS = 36
"""How far back the records go."""
LAG = timedelta(days=35)
"""Providers deliver late: the records end so long before the day of planting."""
HEADINGS = (
    "Date", "Bill of Lading No", "HS Code", "Product Description", "Importer Name",
    "Importer Country", "Exporter Name", "Exporter Country", "Country of Origin",
    "Port of Loading", "Port of Discharge", "Quantity", "Unit", "Gross Weight (KG)",
    "Total Value (USD)",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ware:
    """One kind of goods: HS code, words, usual price in US dollars and weight in kilograms."""

    hs: str
    words: str
    price: float
    weight: float


WARES = (
    Ware("691200", "STONEWARE MUGS AND BOWLS", 1.82, 0.42),
    Ware("701349", "GLASS STORAGE JARS WITH LID", 1.64, 0.55),
    Ware("732394", "ENAMELLED COOKWARE", 3.95, 1.10),
    Ware("732393", "STAINLESS STEEL KITCHEN TINS", 1.20, 0.30),
    Ware("340600", "SCENTED CANDLES", 0.92, 0.25),
    Ware("940550", "CANDLE LANTERNS METAL", 3.30, 0.90),
    Ware("460219", "WICKER BASKETS", 2.15, 0.48),
    Ware("950510", "CHRISTMAS DECORATIONS", 0.66, 0.10),
)


@dataclass(frozen=True, slots=True)
class Buyer:
    """How somebody buys.

    Attributes:
        wares: places in `WARES`, the favourite first.
        suppliers: how many it buys from in turn; with `once` each delivers a single time.
        a_month: purchases in a usual month; `season`: months with three times as many.
        months: how many months back it began.
    """

    name: str
    country: str
    port: str
    wares: tuple[int, ...]
    suppliers: int
    a_month: float
    season: tuple[int, ...] = ()
    months: int = MONTHS
    once: bool = False


STEADY = Buyer("NORDWIND HAUSHALTSWAREN GMBH", "DE", "HAMBURG", (0, 1, 3), 6, 4.0, (8, 9))
ROBBED = Buyer("CHERRY KITCHENWARE SAS", "FR", "LE HAVRE", (2, 3, 0), 4, 2.0, (5, 9))
VANISHING = (
    Buyer("BRIGHTMOOR TRADING LTD", "GB", "FELIXSTOWE", (4, 5, 1), 9, 0.7, months=22, once=True),
    Buyer("CASTLEWICK IMPORTS LTD", "GB", "FELIXSTOWE", (1, 0, 4), 11, 0.9, months=14, once=True),
)
_TOWNS = {
    "YIWU": "NINGBO", "NINGHAI": "NINGBO", "CHAOZHOU": "SHANTOU", "DEHUA": "XIAMEN",
    "SHIJIAZHUANG": "TIANJIN", "ZIBO": "QINGDAO", "LINYI": "QINGDAO",
}  # fmt: skip
_TRADES = ("CRAFTS", "CERAMICS", "HOUSEHOLD PRODUCTS", "GLASSWARE", "METAL PRODUCTS", "CANDLES")
_STARS = ("EVERBRIGHT", "GOLDEN OAK", "HAPPY LARK", "JADE RIVER", "LUCKY FERN", "NEW DAWN",
          "RED MAPLE", "SEA PEARL", "SPRING CLOUD", "TEN MILES")  # fmt: skip
_MARKET = {
    "DE": "HAMBURG", "FR": "LE HAVRE", "GB": "FELIXSTOWE", "NL": "ROTTERDAM", "PL": "GDYNIA",
    "SE": "GOTHENBURG", "US": "SAVANNAH",
}  # fmt: skip


def customs_file(
    today: date, *, bought_on: date | None = None, before: date | None = None
) -> bytes:
    """Write a file of the provider: CSV, in the order of days.

    Args:
        today: the day of planting, from which all days are counted back.
        bought_on: the day of this delivery, by default today; before: that of the delivery
            before, whose rows are left out.
    """
    first = before - LAG if before else date.min
    last = (bought_on or today) - LAG
    random = Random(SEED)  # noqa: S311 - invention, not secrecy
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(HEADINGS)
    rows = sorted(row for buyer in buyers() for row in _purchases(random, buyer, today - LAG))
    for number, row in enumerate(rows):
        if first.isoformat() < row[0] <= last.isoformat():
            table.writerow((row[0], f"LAN{730_000 + number * 7}", *row[1:]))
    return written.getvalue().encode()


def buyers() -> Sequence[Buyer]:
    """Everybody who buys: those of the cases, and a market around them."""
    random = Random(SEED)  # noqa: S311 - invention, not secrecy
    market = [
        Buyer(
            one.legal_name.upper(), one.country, _MARKET[one.country],
            tuple(random.sample(range(len(WARES)), 3)), random.randint(3, 7),
            random.uniform(1.0, 3.2), tuple(random.sample(range(1, 13), 2)),
        )
        for one in invent_customers(SEED, 42, tuple(_MARKET))
    ]  # fmt: skip
    return [STEADY, ROBBED, *VANISHING, *market]


def _purchases(random: Random, buyer: Buyer, last: date) -> Iterator[tuple[str, ...]]:
    """All purchases of one buyer, month by month."""
    suppliers = [_supplier(random) for _ in range(buyer.suppliers)]
    if buyer is ROBBED:
        suppliers[0] = (COMPANY.upper(), "NINGBO")
    turn = 0
    for months_ago in range(buyer.months, 0, -1):
        day = last - timedelta(days=30 * months_ago)
        often = buyer.a_month * (3 if day.month in buyer.season else 1)
        for _ in range(int(often) + (random.random() < often % 1)):
            on = min(day + timedelta(days=random.randint(0, 29)), last)
            place = turn if buyer.once else min(int(random.expovariate(0.6)), len(suppliers) - 1)
            if place < len(suppliers):
                turn += 1
                yield _row(random, buyer, suppliers[place], on)


def _supplier(random: Random) -> tuple[str, str]:
    town = random.choice(list(_TOWNS))
    name = f"{town} {random.choice(_STARS)} {random.choice(_TRADES)} CO LTD"
    return name, _TOWNS[town]


def _row(random: Random, buyer: Buyer, supplier: tuple[str, str], on: date) -> tuple[str, ...]:
    ware = WARES[buyer.wares[min(int(random.expovariate(0.9)), len(buyer.wares) - 1)]]
    quantity = round(random.lognormvariate(8.9, 0.45), -2) or 100
    price = ware.price * random.uniform(0.9, 1.1)
    to_order = random.random() < 0.03 and not buyer.once
    return (
        on.isoformat(), ware.hs, ware.words, "TO THE ORDER OF" if to_order else buyer.name,
        buyer.country, supplier[0], "CN", "CN", supplier[1], buyer.port, f"{quantity:.0f}", "PCS",
        f"{quantity * ware.weight:.1f}", f"{quantity * price:.2f}",
    )  # fmt: skip
