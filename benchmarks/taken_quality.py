"""Taken customers: average precision 8 and 13 weeks after departures, in worlds with answers.

    python -m benchmarks.taken_quality --seeds 1000 1012 --worlds trade retail export
    python -m benchmarks.taken_quality --habits late --seeds 1000 1012
    python -m benchmarks.taken_quality --alarms
    python -m benchmarks.taken_quality --sample

For each world, the seeds' mean and its standard error; the customers are those of all leavers of a
task, ranked together. Beside the mixture stand a flat 90 days, twice the own median gap, a plain
mixture with one best share (`parts.em_mixture`), and the share of customers that were taken, which
is what chance gets.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from benchmarks.parts.em_mixture import em_mixture
from benchmarks.warning_worlds import (
    EASY,
    LATE,
    SHARED,
    USUAL,
    WORLDS,
    Habits,
    Leaving,
    Taken,
    World,
)
from muniment.warning.domain.book import Book
from muniment.warning.domain.departures import judged
from muniment.warning.domain.score import ALARM
from muniment.warning.files import read_book

WEEKS = (8, 13)
HABITS = {"usual": USUAL, "easy": EASY, "late": LATE}
Scores = dict[int, float]


@dataclass(frozen=True, slots=True)
class Guess:
    """One customer of one leaver on one day: what was said, and what was true."""

    score: float
    is_taken: bool
    was_active: bool
    was_taker: bool


def mixture(book: Book, leaving: Leaving, on: int) -> Scores:
    found = judged(book, on=on, watch=on - leaving.day)
    found = tuple(it for it in found if it.employee == leaving.employee)
    return {row.customer: row.score for it in found for row in it.rows}


def ninety_days(book: Book, leaving: Leaving, on: int) -> Scores:
    return {it: float(on - book.days_of(it)[-1] > 90) for it in leaving.owned if _bought(book, it)}


def twice_the_gap(book: Book, leaving: Leaving, on: int) -> Scores:
    return {
        it: float(on - book.days_of(it)[-1] > 2 * _median_gap(book, it))
        for it in leaving.owned
        if _bought(book, it)
    }


METHODS: dict[str, Callable[[Book, Leaving, int], Scores]] = {
    "90 days": ninety_days,
    "2 x own median": twice_the_gap,
    "plain EM": em_mixture,
    "mixture": mixture,
}


def _bought(book: Book, customer: int) -> bool:
    return len(book.days_of(customer)) > 0


def _median_gap(book: Book, customer: int) -> float:
    gaps = np.diff(book.days_of(customer))
    return max(7.0, float(np.median(gaps))) if len(gaps) > 1 else 60.0


def guesses(world: World, method: str, weeks: int) -> Iterator[Guess]:
    """Ask a method about every customer who had ordered before her keeper left."""
    true = {(it.customer, it.employee) for it in world.taken}
    for leaving in world.leavings:
        on = leaving.day + 7 * weeks
        scores = METHODS[method](world.book.until(on), leaving, on)
        for customer in leaving.owned:
            days = world.book.days_of(customer)
            if len(days) and days[0] < leaving.day:
                yield Guess(
                    score=scores.get(customer, 0.0),
                    is_taken=(customer, leaving.employee) in true,
                    was_active=customer in leaving.active,
                    was_taker=leaving.taker,
                )


def average_precision(told: Sequence[Guess]) -> float:
    """Mean precision at each taken customer; ties stand in a random order, ten times over."""
    scores = np.array([it.score for it in told])
    true = np.array([it.is_taken for it in told])
    rng, found = np.random.default_rng(0), []
    for _ in range(10):
        ranked = true[np.lexsort((rng.random(len(told)), -scores))]
        precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
        found.append(float(precision[ranked].mean()))
    return float(np.mean(found))


POOLS: dict[str, Callable[[Guess], bool]] = {
    "buying customers of all leavers": lambda it: it.was_active,
    "all customers of takers": lambda it: it.was_taker,
}


def measure(name: str, habits: Habits, seeds: range) -> list[tuple[str, str, list[float]]]:
    """Give rows of pool, method and one number a seed and week, weeks alternating."""
    found: dict[tuple[str, str], list[float]] = {}
    for seed in seeds:
        world = WORLDS[name](seed, habits)
        for number, method in enumerate(METHODS):
            told = [list(guesses(world, method, weeks)) for weeks in WEEKS]
            for pool, belongs in POOLS.items():
                chosen = [[it for it in week if belongs(it)] for week in told]
                if any(it.is_taken for it in chosen[0]):
                    chance = float(np.mean([it.is_taken for it in chosen[0]]))
                    if number == 0:
                        found.setdefault((pool, "chance"), []).extend([chance] * len(WEEKS))
                    scores = [average_precision(week) for week in chosen]
                    found.setdefault((pool, method), []).extend(scores)
    return [(pool, method, values) for (pool, method), values in sorted(found.items())]


def alarms(told: Sequence[Guess]) -> tuple[int, int, int]:
    """Count the customers called taken (score 0.5 and over), those rightly, and all taken."""
    called = [it.is_taken for it in told if it.score >= ALARM]
    return len(called), sum(called), sum(it.is_taken for it in told)


def _print_alarms(name: str, habits: Habits, seeds: range) -> None:
    for weeks in WEEKS:
        counts = np.zeros(3, int)
        for seed in seeds:
            counts += alarms(list(guesses(WORLDS[name](seed, habits), "mixture", weeks)))
        called, right, true = counts.tolist()
        print(f"{name:<8} after {weeks} weeks: {called} called, {right} rightly, {true} taken")


def sample(name: str) -> World:
    """Read one of the tasks with answers; who was buying is not told, so nobody is said to."""
    folder = SHARED / "warning-sample" / name
    read = read_book(
        folder / "orders.csv",
        owners=folder / "owners.csv",
        departures=folder / "departures.csv",
        rates=folder / "rates.csv",
    )
    book, truth = read.book, json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    number = {name: place for place, name in enumerate(book.names)}
    leavings = [
        Leaving(it["employee"], _day(it["date"]), it["taker"], it["share"], _owned(book, it), ())
        for it in truth["departures"]
    ]
    taken = [
        Taken(
            number[it["customer"]],
            it["employee"],
            _day(it["departure"]),
            _day(it["effective"]),
            it["kind"],
            it["orders_removed"],
            it["usd_removed"],
        )
        for it in truth["taken"]
    ]
    first, last = int(book.day.min()), int(book.day.max())
    until = np.full(len(number), last, np.int32)
    return World(name, 0, book, first, last, tuple(taken), tuple(leavings), until)


def _owned(book: Book, departure: dict[str, str]) -> tuple[int, ...]:
    kept = book.keeper_on(_day(departure["date"]) - 1)
    return tuple(sorted(it for it, who in kept.items() if who == departure["employee"]))


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _print_sample() -> None:
    for name in ("real", "sim"):
        world, pool = sample(name), "all customers of takers"
        for method in METHODS:
            told = [list(guesses(world, method, weeks)) for weeks in WEEKS]
            found = [average_precision([it for it in week if it.was_taker]) for week in told]
            print(_line(name, pool, method, found))


def _line(world: str, pool: str, method: str, values: list[float]) -> str:
    eight, thirteen = np.array(values[::2]), np.array(values[1::2])
    spread = thirteen.std(ddof=1) / np.sqrt(len(thirteen)) if len(thirteen) > 1 else 0.0
    return (
        f"{world:<8} {pool:<32} {method:<15} "
        f"{eight.mean():.3f} / {thirteen.mean():.3f}  ± {spread:.3f}  ({len(eight)} seeds)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs=2, default=(1000, 1012))
    parser.add_argument(
        "--worlds", nargs="+", choices=WORLDS, default=["trade", "retail", "export"]
    )
    parser.add_argument("--habits", choices=HABITS, default="usual")
    parser.add_argument("--alarms", action="store_true", help="count alarms instead of ranking")
    parser.add_argument("--sample", action="store_true", help="the two tasks with answers")
    told = parser.parse_args()
    if told.sample:
        _print_sample()
        return
    if told.alarms:
        for name in told.worlds:
            _print_alarms(name, HABITS[told.habits], range(*told.seeds))
        return
    means: dict[tuple[str, str], list[list[float]]] = {}
    for name in told.worlds:
        for pool, method, values in measure(name, HABITS[told.habits], range(*told.seeds)):
            print(_line(name, pool, method, values), flush=True)
            both = [float(np.mean(values[::2])), float(np.mean(values[1::2]))]
            means.setdefault((pool, method), []).append(both)
    for (pool, method), each in means.items():
        print(_line("mean", pool, method, np.mean(each, axis=0).tolist()))


if __name__ == "__main__":
    main()
