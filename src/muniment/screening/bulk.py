"""Screen very many customers at once, in several processes that share the lists in memory."""

import gc
import multiprocessing
from collections.abc import Iterator, Sequence

from muniment.screening.domain.hits import Hit, Question
from muniment.screening.domain.screener import Screener

SLICE = 2048  # questions handed to a process at a time

_work: tuple[Screener, Sequence[Question]] | None = None


def screen_many(
    screener: Screener, questions: Sequence[Question], *, processes: int
) -> Iterator[tuple[int, list[tuple[Hit, ...]]]]:
    """Answer all questions; yields the place of a slice and its answers, in order.

    The processes are forked, so the lists are in memory once; where the system cannot fork,
    one process does it all.
    """
    starts = range(0, len(questions), SLICE)
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if processes < 2 or len(starts) < 2 or not can_fork:
        for start in starts:
            yield start, list(screener.screen_all(questions[start : start + SLICE]))
        return
    yield from _forked(screener, questions, starts, processes)


def _forked(
    screener: Screener, questions: Sequence[Question], starts: range, processes: int
) -> Iterator[tuple[int, list[tuple[Hit, ...]]]]:
    global _work  # noqa: PLW0603 - how a forked process gets what need not be copied
    _work = (screener, questions)
    gc.collect()
    gc.freeze()  # untouched by the collector, pages stay shared
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            yield from pool.imap(_slice, starts)
    finally:
        gc.unfreeze()
        _work = None


def _slice(start: int) -> tuple[int, list[tuple[Hit, ...]]]:
    assert _work is not None
    screener, questions = _work
    return start, list(screener.screen_all(questions[start : start + SLICE]))
