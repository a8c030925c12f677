"""How well stopping is foretold: `python -m benchmarks.warning_quality`. See docs/quality.md.

Judged on worlds that taught nothing: other seeds, and weights from which the whole kind of world
was left out (`--as-shipped` takes the weights of the product instead).
"""

import argparse
import json
from collections.abc import Callable, Mapping
from datetime import date
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from benchmarks.parts.early_value import Called, Course
from benchmarks.parts.silence_books import prior_without
from benchmarks.warning_worlds import SHARED, WORLDS, World
from muniment.warning.domain.models import Fitted, choose_k, histories_of, silent
from muniment.warning.domain.silence import (
    HORIZON,
    SilenceModel,
    fit_silence,
    prior_weights,
    silences,
)
from muniment.warning.files import read_book
from muniment.warning.scoring import WEEK, fit_day

Weeks = dict[int, tuple[NDArray[np.int64], NDArray[np.float64]]]
KIN = {"retail": ("retail", "foreign"), "foreign": ("retail", "foreign")}
"""Worlds cut from the same log."""


def by_model(world: World, prior: NDArray[np.float64]) -> dict[str, Weeks]:
    """Score a world week by week: as emitted, by the chance alone, and by two plain rules.

    `buying` is the chance of a silent half-year by MBG/CNBD-k; `days` is 90 days of silence.
    """
    found: dict[str, Weeks] = {"score": {}, "chance": {}, "buying": {}, "days": {}}
    model: SilenceModel | None = None
    buying: Fitted | None = None
    for on in range(world.eval_from, world.data_end + 1, WEEK):
        if model is None or model.cut != fit_day(on):
            model = fit_silence(world.book, on=fit_day(on), prior=prior)
            buying = choose_k(histories_of(world.book, model.cut))
        rows = silences(world.book, on=on, model=model)
        found["score"][on] = rows.customer, rows.score
        found["chance"][on] = rows.customer, rows.stopped
        found["buying"][on] = _by_buying(world, on, buying)
        found["days"][on] = rows.customer, rows.silent / 180
    return found


def _by_buying(
    world: World, on: int, fitted: Fitted | None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Ask the model of buying for the rest of each silence."""
    seen = histories_of(world.book, on)
    left = np.maximum(HORIZON / WEEK - (seen.age - seen.last), 0.0)
    chance = silent(fitted, seen.x, seen.last, seen.age, left) if fitted else left
    return np.asarray(seen.customer, np.int64), chance


def judge(
    world: World, prior: NDArray[np.float64], *, whole: bool
) -> Mapping[str, tuple[Called, Called]]:
    """Give, for each way of scoring, the best level and the level 0.5."""
    courses = {
        name: Course.of(world, weeks, whole=whole) for name, weeks in by_model(world, prior).items()
    }
    return {name: (course.best(), course.called(0.5)) for name, course in courses.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", default="export,retail,trade")
    parser.add_argument("--seeds", default="101-106")
    parser.add_argument("--as-shipped", action="store_true")
    parser.add_argument("--whole", action="store_true", help="leave the last 182 days out")
    parser.add_argument("--sample", action="store_true", help="the two tasks of warning-sample")
    told = parser.parse_args()
    low, high = map(int, told.seeds.split("-"))
    if told.sample:
        _world(_sample, "sample", prior_weights(), range(2), whole=told.whole)
        return
    means = []
    for name in told.worlds.split(","):
        prior = prior_weights() if told.as_shipped else prior_without(*KIN.get(name, (name,)))
        means.append(_world(WORLDS[name], name, prior, range(low, high + 1), whole=told.whole))
    print(f"mean of the worlds: best early value {np.mean(means):.3f}")


def _world(
    make: Callable[..., World],
    name: str,
    prior: NDArray[np.float64],
    seeds: range,
    *,
    whole: bool,
) -> float:
    started = perf_counter()
    judged = [judge(make(seed), prior, whole=whole) for seed in seeds]
    print(f"{name}: {len(judged)} seeds, {perf_counter() - started:.0f} s")
    for way in judged[0]:
        best = [it[way][0] for it in judged]
        level = [it[way][1] for it in judged]
        print(
            f"  {way:8} best {_mean(best, 'early'):.3f} ± {_spread(best):.3f}"
            f" (counting alike {_mean(best, 'evenly'):.3f})"
            f"  at 0.5: {_mean(level, 'early'):.3f} / {_mean(level, 'precision'):.3f}"
        )
    return _mean([it["score"][0] for it in judged], "early")


def _sample(number: int) -> World:
    """Read one of the two tasks with answers."""
    folder = SHARED / "warning-sample" / ("real", "sim")[number]
    book = read_book(folder / "orders.csv", rates=folder / "rates.csv").book
    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    first, last = (date.fromisoformat(task[key]).toordinal() for key in ("eval_from", "data_end"))
    return World(folder.name, number, book, first, last, (), (), np.zeros(0, np.int32))


def _mean(called: list[Called], what: str) -> float:
    return float(np.mean([getattr(it, what) for it in called]))


def _spread(called: list[Called]) -> float:
    return float(np.std([it.early for it in called]))


if __name__ == "__main__":
    main()
