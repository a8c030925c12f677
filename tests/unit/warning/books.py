"""Order books for the tests of early warning."""

from collections.abc import Iterable, Mapping

import numpy as np

from muniment.warning.domain.book import Book

START = 737_000
"""The first day of these books."""


def book_of(days: Mapping[str, Iterable[int]], usd: Mapping[str, float] | float = 100.0) -> Book:
    """A book of the days, counted from START, on which each customer ordered."""
    names = tuple(sorted(days))
    rows = [(at, START + day) for at, name in enumerate(names) for day in sorted(days[name])]
    money = [usd if isinstance(usd, float) else usd[names[at]] for at, _ in rows]
    return Book(
        names,
        np.array([row[0] for row in rows], np.int32),
        np.array([row[1] for row in rows], np.int32),
        np.array(money, np.float64),
    )


def trading_house(seed: int = 1, customers: int = 150, days: int = 1000) -> Book:
    """Buyers with gaps of their own, more or less regular; each may stop after any order."""
    rng = np.random.default_rng(seed)
    found: dict[str, list[int]] = {}
    for number in range(customers):
        gap, shape = float(np.exp(rng.normal(3.4, 0.6))), float(rng.choice([1, 2, 4]))
        day, mine = float(rng.uniform(0, days / 2)), []
        while day < days:
            mine.append(int(day))
            if rng.random() < 0.06:
                break
            day += max(rng.gamma(shape, gap / shape), 1.0)
        found[f"C{number:04}"] = mine
    return book_of(found)
