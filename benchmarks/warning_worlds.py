"""Order books with known endings: who stopped by herself, whom a leaver took, when and how much.

Four makers of histories (a simulated trade book and three real logs), one maker of salespeople and
departures. Real histories keep their days; money, people, departures and diverted orders are
invented. A world never tells a model its truth: models see `World.book` alone, cut by day.
"""

import csv
import gzip
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from muniment.warning.domain.book import Book, Departure, Ownership

SHARED = Path(__file__).parents[2] / "shared" / "data"
SILENCE_DAYS = 182
_ACTIVE_DAYS = 45
_ACTIVE_GAPS = 2.5
_ACTIVE_ORDERS = 3


@dataclass(frozen=True, slots=True)
class History:
    """What would have been ordered had nobody left.

    Attributes:
        customer, day, usd: one entry an order, sorted by customer and day.
        first, last: the days that the record spans.
    """

    customer: NDArray[np.int32]
    day: NDArray[np.int32]
    usd: NDArray[np.float64]
    first: int
    last: int

    @property
    def customers(self) -> int:
        return int(self.customer[-1]) + 1


@dataclass(frozen=True, slots=True)
class Taken:
    """One customer whom a leaver took: only those of whom an order really went elsewhere."""

    customer: int
    employee: str
    departure: int
    effective: int
    kind: str
    orders_removed: int
    usd_removed: float


@dataclass(frozen=True, slots=True)
class Leaving:
    """One departure as it really was."""

    employee: str
    day: int
    taker: bool
    share: float
    owned: tuple[int, ...]
    active: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class World:
    """A task: the book to read, the weeks to judge, the truth to be judged by.

    Attributes:
        would_until: the last day of each customer's history before orders were diverted.
    """

    name: str
    seed: int
    book: Book
    eval_from: int
    data_end: int
    taken: tuple[Taken, ...]
    leavings: tuple[Leaving, ...]
    would_until: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Habits:
    """How leavers behave in a world.

    Attributes:
        takers: chance that a leaver takes anybody; share: from least to most of her active ones.
        full, part: chances of a customer taken whole and in part; the rest tapers off.
        punctual: chance that it happens on the last day; early: chance that it came before.
        earliest, latest: days before and after the last day between which the rest happens.
        together: chance that a taker moves all her customers at about the same time.
        frail: chance that an order is lost in the eight weeks after a change of keeper.
    """

    takers: float = 0.65
    share: tuple[float, float] = (0.1, 0.7)
    full: float = 0.5
    part: float = 0.3
    punctual: float = 0.4
    early: float = 0.25
    earliest: int = 56
    latest: int = 84
    together: float = 0.5
    frail: float = 0.08


EASY = Habits(full=1.0, part=0.0, punctual=1.0, together=0.0, frail=0.0)
USUAL = Habits()
LATE = Habits(full=0.6, part=0.3, punctual=0.1, early=0.15, latest=63)


def trade(seed: int, habits: Habits = USUAL) -> World:
    """A simulated trade book: some 600 buyers, four years, season, growth, own stopping."""
    rng = np.random.default_rng((seed, 1))
    history = _simulated(rng, customers=int(rng.integers(450, 700)), days=4 * 365)
    return _peopled("trade", seed, history, rng, habits, employees=15, leavers=7, wait=540)


def retail(seed: int, habits: Habits = USUAL) -> World:
    """53 weeks of a mail-order trader; a random half of those who ordered twice or more."""
    rng = np.random.default_rng((seed, 2))
    history = _some(_online_retail(abroad=False), rng, share=0.5)
    return _peopled("retail", seed, history, rng, habits, employees=15, leavers=6, wait=130)


def export(seed: int, habits: Habits = USUAL) -> World:
    """Two years of 136 foreign customers: the real days of a small export book."""
    rng = np.random.default_rng((seed, 3))
    history = _some(_export_log(), rng, share=0.95)
    return _peopled("export", seed, history, rng, habits, employees=10, leavers=6, wait=190)


def foreign(seed: int, habits: Habits = USUAL) -> World:
    """53 weeks of the foreign customers of the mail-order trader: few orders, few customers."""
    rng = np.random.default_rng((seed, 4))
    history = _some(_online_retail(abroad=True), rng, share=0.95)
    return _peopled("foreign", seed, history, rng, habits, employees=8, leavers=5, wait=130)


def grocery(seed: int, habits: Habits = USUAL) -> World:
    """Two years of households at an online grocer: regular buyers whose money is invented."""
    rng = np.random.default_rng((seed, 5))
    history = _some(_grocery_log(), rng, share=0.4)
    return _peopled("grocery", seed, history, rng, habits, employees=15, leavers=7, wait=190)


WORLDS: dict[str, Callable[..., World]] = {
    "trade": trade,
    "retail": retail,
    "export": export,
    "foreign": foreign,
    "grocery": grocery,
}


def _simulated(rng: np.random.Generator, *, customers: int, days: int) -> History:
    first = date(2019, 3, 1).toordinal()
    season = np.exp(0.2 * rng.standard_normal(12))
    growth = rng.uniform(-0.1, 0.25)
    week = np.exp(0.06 * rng.standard_normal(days // 7 + 1))
    pace = np.array(
        [
            season[date.fromordinal(first + day).month - 1]
            * (1 + growth * day / 365)
            * week[day // 7]
            for day in range(days)
        ]
    )
    clock = np.concatenate([[0.0], np.cumsum(pace)])
    ids, on, usd = [], [], []
    for customer in range(customers):
        mine = _buyer(rng, clock, days)
        size = np.exp(rng.normal(9.5, 1.1) + rng.normal(0, rng.uniform(0.2, 0.8), len(mine)))
        ids += [customer] * len(mine)
        on += [first + day for day in mine]
        usd += size.tolist()
    return _history(ids, on, usd, first, first + days - 1)


def _buyer(rng: np.random.Generator, clock: NDArray[np.float64], days: int) -> list[int]:
    """Days of one buyer: Erlang gaps on the book's clock, a life, perhaps a slow decline."""
    k = int(rng.choice([1, 2, 3, 4], p=[0.3, 0.35, 0.2, 0.15]))
    gap = float(np.exp(rng.normal(3.5, 0.75)))
    born = float(rng.uniform(-400, days - 60)) if rng.random() < 0.75 else -400.0
    ends = max(born, 0.0) + rng.exponential(900)
    decline = rng.uniform(0.2, 0.8) / 365 if rng.random() < 0.15 else 0.0
    found: list[int] = []
    at = float(np.interp(max(born, 0.0), np.arange(len(clock)), clock))
    while True:
        slower = 1 + decline * at
        at += rng.gamma(k, gap * slower / k)
        day = int(np.searchsorted(clock, at)) - 1
        if at >= clock[-1] or day >= ends:
            return sorted(set(found))
        found.append(max(day, 0))


@cache
def _online_retail(*, abroad: bool) -> History:
    """Invoices as orders, cancellations out, money a day; customers with two days or more."""
    money: dict[tuple[str, int], float] = {}
    with gzip.open(SHARED / "online_retail" / "online_retail.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            is_order = row["CustomerID"] and not row["InvoiceNo"].startswith("C")
            if not is_order or (row["Country"] != "United Kingdom") != abroad:
                continue
            key = (row["CustomerID"], date.fromisoformat(row["InvoiceDate"][:10]).toordinal())
            worth = 1.27 * float(row["Quantity"]) * float(row["UnitPrice"])
            money[key] = money.get(key, 0.0) + worth
    return _numbered([(who, day, usd) for (who, day), usd in money.items()], least=2)


@cache
def _export_log() -> History:
    """The days of the small export book, with its money in dollars."""
    folder = SHARED / "warning-sample" / "real"
    with (folder / "rates.csv").open() as file:
        rates = {row["currency"]: float(row["usd"]) for row in csv.DictReader(file)}
    with (folder / "orders.csv").open() as file:
        rows = [
            (
                row["customer"],
                date.fromisoformat(row["date"]).toordinal(),
                float(row["amount"]) * rates.get(row["currency"], 1.0),
            )
            for row in csv.DictReader(file)
        ]
    return _numbered(rows, least=2)


@cache
def _grocery_log() -> History:
    rng = np.random.default_rng(6)
    with gzip.open(SHARED / "cdnow" / "grocery_elog.csv.gz", "rt") as file:
        seen = sorted({(row["customer_id"], row["date"]) for row in csv.DictReader(file)})
    level = {who: rng.normal(4.5, 0.7) for who in sorted({who for who, _ in seen})}
    rows = [
        (who, date.fromisoformat(day).toordinal(), float(np.exp(rng.normal(level[who], 0.4))))
        for who, day in seen
    ]
    return _numbered(rows, least=2)


def _numbered(rows: Sequence[tuple[str, int, float]], *, least: int) -> History:
    days: dict[str, set[int]] = {}
    for who, day, _ in rows:
        days.setdefault(who, set()).add(day)
    names = sorted(who for who, seen in days.items() if len(seen) >= least)
    index = {who: number for number, who in enumerate(names)}
    kept = [(index[who], day, max(usd, 1.0)) for who, day, usd in rows if who in index]
    ids, on, usd = zip(*sorted(kept), strict=True)
    all_days = [day for _, day, _ in rows]
    return _history(ids, on, usd, min(all_days), max(all_days))


def _history(
    ids: Sequence[int], on: Sequence[int], usd: Sequence[float], first: int, last: int
) -> History:
    return History(np.array(ids, np.int32), np.array(on, np.int32), np.array(usd), first, last)


def _some(history: History, rng: np.random.Generator, *, share: float) -> History:
    """A random part of the customers, so that seeds differ in whom they hold."""
    count = history.customers
    chosen = np.sort(rng.choice(count, size=max(1, int(share * count)), replace=False))
    number = np.full(count, -1, np.int32)
    number[chosen] = np.arange(len(chosen))
    kept = number[history.customer] >= 0
    return History(
        number[history.customer[kept]],
        history.day[kept],
        history.usd[kept],
        history.first,
        history.last,
    )


def _peopled(
    name: str,
    seed: int,
    history: History,
    rng: np.random.Generator,
    habits: Habits,
    *,
    employees: int,
    leavers: int,
    wait: int,
) -> World:
    """Give customers to salespeople, let some leave, divert what the takers take."""
    staff = [f"E{number:03}" for number in range(employees)]
    weight = rng.dirichlet(np.full(employees, 2.5))
    keeper = rng.choice(employees, size=history.customers, p=weight)
    eval_from, until = history.first + wait, history.last - min(SILENCE_DAYS, wait)
    days = np.sort(rng.integers(eval_from, until, size=leavers))
    who = rng.choice(employees, size=leavers, replace=False)
    owners = _Owners(keeper, staff)
    gone = np.zeros(len(history.day), bool)
    scene = _Scene(history, owners, rng, habits, gone)
    taken: list[Taken] = []
    leavings: list[Leaving] = []
    owners.move_some(rng, history, share=0.05)
    for day, person in zip(days.tolist(), who.tolist(), strict=True):
        leaving, hers = scene.leave(person, day)
        leavings.append(leaving)
        taken += hers
        stay = [
            one for one in range(employees) if staff[one] not in {it.employee for it in leavings}
        ]
        owners.pass_on(leaving.owned, day, rng.choice(stay, size=len(leaving.owned)))
    last = np.full(history.customers, history.first, np.int32)
    np.maximum.at(last, history.customer, history.day)
    book = Book(
        names=tuple(f"C{number:05}" for number in range(history.customers)),
        customer=history.customer[~gone],
        day=history.day[~gone],
        amount=history.usd[~gone],
        owners=tuple(owners.periods()),
        departures=tuple(Departure(it.employee, it.day) for it in leavings),
    )
    return World(name, seed, book, eval_from, history.last, tuple(taken), tuple(leavings), last)


class _Owners:
    """Who kept whom, while a world is being made."""

    def __init__(self, keeper: NDArray[np.int64], staff: Sequence[str]) -> None:
        self.staff = staff
        self.now = keeper.copy()
        self.since: list[int | None] = [None] * len(keeper)
        self.closed: list[Ownership] = []

    def pass_on(self, customers: Sequence[int], day: int, heirs: NDArray[np.int64]) -> None:
        for customer, heir in zip(customers, heirs.tolist(), strict=True):
            if heir == self.now[customer]:
                continue
            was = self.staff[self.now[customer]]
            self.closed.append(Ownership(customer, was, self.since[customer], day))
            self.now[customer], self.since[customer] = heir, day

    def move_some(self, rng: np.random.Generator, history: History, *, share: float) -> None:
        """Ordinary moves early in the record, which mean nothing."""
        count = int(share * history.customers)
        for customer in rng.choice(history.customers, size=count, replace=False).tolist():
            day = int(rng.integers(history.first, history.first + 120))
            self.pass_on([customer], day, rng.choice(len(self.staff), size=1))

    def periods(self) -> list[Ownership]:
        still = [
            Ownership(customer, self.staff[who], self.since[customer], None)
            for customer, who in enumerate(self.now.tolist())
        ]
        return sorted(self.closed + still, key=lambda it: (it.customer, it.start or 0))


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a departure works on; `gone` marks the orders that were diverted or lost so far."""

    history: History
    owners: _Owners
    rng: np.random.Generator
    habits: Habits
    gone: NDArray[np.bool_]

    def orders(self, customer: int) -> slice:
        low, high = np.searchsorted(self.history.customer, [customer, customer + 1])
        return slice(int(low), int(high))

    def leave(self, person: int, day: int) -> tuple[Leaving, list[Taken]]:
        """Let one person leave; a change of keeper costs those who stay a little, too."""
        owned = tuple(np.flatnonzero(self.owners.now == person).tolist())
        active = tuple(one for one in owned if self._is_active(one, day))
        employee = self.owners.staff[person]
        taker = bool(self.rng.random() < self.habits.takers)
        share = float(self.rng.uniform(*self.habits.share)) if taker else 0.0
        common = _lag(self.rng, self.habits) if self.rng.random() < self.habits.together else None
        hers: list[Taken] = []
        for customer in active:
            if self.rng.random() < share:
                hers.append(self._divert(customer, employee, day, common))
            else:
                self._jolt(customer, day)
        leaving = Leaving(employee, day, taker, share, owned, active)
        return leaving, [it for it in hers if it.orders_removed]

    def _is_active(self, customer: int, day: int) -> bool:
        piece = self.orders(customer)
        before = self.history.day[piece][~self.gone[piece]]
        before = np.unique(before[before < day])
        if len(before) < _ACTIVE_ORDERS:
            return False
        gap = float(before[-1] - before[0]) / (len(before) - 1)
        return bool(day - before[-1] <= min(SILENCE_DAYS, max(_ACTIVE_DAYS, _ACTIVE_GAPS * gap)))

    def _divert(self, customer: int, employee: str, day: int, common: int | None) -> Taken:
        """Take one customer: whole, in part, or tapering off over some weeks."""
        rng, habits, piece = self.rng, self.habits, self.orders(customer)
        lag = _lag(rng, habits) if common is None else common + int(rng.integers(-7, 8))
        effective = day + max(lag, -habits.earliest) if lag else day
        rest = max(0.0, 1.0 - habits.full - habits.part)
        kind = str(rng.choice(["full", "part", "taper"], p=[habits.full, habits.part, rest]))
        late = (self.history.day[piece] - effective).astype(float)
        lost = {
            "full": np.ones(len(late)),
            "part": np.full(len(late), rng.uniform(0.4, 0.85)),
            "taper": np.clip(late / rng.uniform(40, 120), 0.15, 1.0),
        }[kind]
        hit = (late >= 0) & (rng.random(len(late)) < lost) & ~self.gone[piece]
        self.gone[piece] |= hit
        usd = float(self.history.usd[piece][hit].sum())
        return Taken(customer, employee, day, effective, kind, int(hit.sum()), usd)

    def _jolt(self, customer: int, day: int) -> None:
        piece = self.orders(customer)
        near = (self.history.day[piece] >= day) & (self.history.day[piece] < day + 56)
        self.gone[piece] |= near & (self.rng.random(len(near)) < self.habits.frail)


def _lag(rng: np.random.Generator, habits: Habits) -> int:
    draw = rng.random()
    if draw < habits.punctual:
        return 0
    if draw < habits.punctual + habits.early:
        return -int(rng.integers(1, habits.earliest + 1))
    return int(rng.integers(1, habits.latest + 1))
