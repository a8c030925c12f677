"""Models of repeat buying: printed figures, a million customers, and what counting saves."""

import resource
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.parts.buyers import Buyers, buyers, fitted_as
from benchmarks.results import Result
from muniment.warning.domain.models import (
    Fitted,
    Histories,
    Model,
    choose_k,
    expected,
    fit,
    histories_of,
    silent,
)
from muniment.warning.files import read_book, read_sums

SHARED = Path(__file__).parents[2] / "shared" / "data" / "cdnow"
LAW = fitted_as(Model.MBG_CNBD, 1.3, 2.8, 0.42, 0.79, k=2)  # as the grocery log has it
PRINTED = {Model.BG_NBD: -9582.4, Model.MBG_NBD: -9582.1, Model.PARETO_NBD: -9595.0}
HORIZON = 26  # weeks
MILLION = 1_000_000

T = TypeVar("T")


def run() -> list[Result]:
    """Measure; the printed figures only where the data lie beside the repository."""
    return [*(_printed() if SHARED.is_dir() else []), *_million()]


def _printed() -> list[Result]:
    cdnow, _ = read_sums(SHARED / "cdnow_customers_summary.csv")
    results = []
    for model, printed in PRINTED.items():
        fitted, seconds = _timed(partial(fit, model, cdnow))
        results += [
            Result(
                f"CDNOW, {model}: log-likelihood, off print", _off(fitted, printed), 0.05, "", "low"
            ),
            Result(f"CDNOW, {model}: fit", seconds, 0.3, "s", "low"),
        ]
    grocery = read_book(SHARED / "grocery_elog.csv.gz").book
    fitted = choose_k(histories_of(grocery, date(2006, 12, 31).toordinal()))
    name = f"grocery, mbg_cnbd with k = {fitted.k} chosen: log-likelihood, off print"
    return [*results, Result(name, _off(fitted, -14978.2), 0.1, "", "low")]


def _million() -> list[Result]:
    seen = _seen(buyers(LAW, MILLION, age=(0, 156), horizon=0, seed=1))
    fitted, fit_s = _timed(lambda: fit(Model.MBG_CNBD, seen, k=2))
    _, choose_s = _timed(lambda: choose_k(seen))
    columns = (seen.x, seen.last, seen.age)
    _, score_s = _timed(lambda: silent(fitted, *columns, HORIZON))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _, sort_s = _timed(lambda: np.lexsort(columns))
    _, log_s = _timed(lambda: np.log(seen.age + 1))
    few = seen.distinct(rounded=True)
    _, few_s = _timed(lambda: expected(fitted, few.x, few.last, few.age, 52))
    name = f"1 M customers, {len(few.x):,} histories"
    return [
        Result(f"{name}: fit, k = 2", fit_s, 8, "s", "low"),
        Result("the same / sorting the million once", fit_s / sort_s, 12, "x", "low"),
        Result(f"{name}: k chosen of 1 to 4", choose_s, 8, "s", "low"),
        Result("largest error of a parameter", _error(fitted), 2, "%", "low"),
        Result("1 M customers: P(silent)", score_s, 2, "s", "low"),
        Result("the same / one logarithm each", score_s / log_s, 80, "x", "low"),
        Result(f"{name}: orders of the next year", few_s, 8, "s", "low"),
        Result("1 M customers: memory of the process", memory, 400, "MB", "low"),
    ]


def _off(fitted: Fitted, printed: float) -> float:
    return abs(fitted.log_likelihood - printed)


def _seen(made: Buyers) -> Histories:
    """See them as a book does, on whole days."""
    last, age = (np.round(time * 7) / 7 for time in (made.last, made.age))
    return Histories(made.x, last, age, np.ones(len(age)), made.log_gaps)


def _error(fitted: Fitted) -> float:
    pairs = zip(fitted.values, LAW.values, strict=True)
    return 100 * max(abs(found / true - 1) for found, true in pairs)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    answer = work()
    return answer, time.process_time() - start
