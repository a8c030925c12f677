"""Screen very many customers at once, in several processes that share the lists in memory."""

import gc
import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection

from muniment.screening.domain.hits import Hit, Question
from muniment.screening.domain.screener import Screener

SLICE = 2048  # questions handed to a process at a time

Answers = list[tuple[Hit, ...]]


def screen_many(
    screener: Screener, questions: Sequence[Question], *, processes: int
) -> Iterator[tuple[int, Answers]]:
    """Answer all questions; yields the place of a slice and its answers, in order.

    This process does its share; the others are forked, so the lists are in memory once.
    Where the system cannot fork, one process does it all.
    """
    slices = range(0, len(questions), SLICE)
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    others = min(processes, len(slices)) - 1 if can_fork else 0
    with _helpers(screener, questions, slices, max(others, 0)) as pipes:
        for turn, start in enumerate(slices):
            place = turn % (len(pipes) + 1)
            if place:
                yield start, pipes[place - 1].recv()
            else:
                yield start, _slice(screener, questions, start)


@contextmanager
def _helpers(
    screener: Screener, questions: Sequence[Question], slices: range, count: int
) -> Iterator[list[Connection]]:
    """Fork processes that answer every n-th slice and wait until it is taken."""
    if not count:
        yield []
        return
    context = multiprocessing.get_context("fork")
    gc.collect()
    gc.freeze()  # untouched by the collector, pages stay shared
    pipes, helpers = [], []
    for place in range(1, count + 1):
        mine, theirs = context.Pipe(duplex=False)
        starts = slices[place :: count + 1]
        helper = context.Process(
            target=_help, args=(theirs, screener, questions, starts), daemon=True
        )
        helper.start()
        theirs.close()
        pipes.append(mine)
        helpers.append(helper)
    try:
        yield pipes
    finally:
        for helper in helpers:
            helper.terminate()
            helper.join()
        gc.unfreeze()


def _help(
    pipe: Connection, screener: Screener, questions: Sequence[Question], starts: range
) -> None:
    for start in starts:
        pipe.send(_slice(screener, questions, start))


def _slice(screener: Screener, questions: Sequence[Question], start: int) -> Answers:
    return list(screener.screen_all(questions[start : start + SLICE]))
