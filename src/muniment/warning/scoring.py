"""Scores of a whole book, on one day or week by week. Same book, same day, same answer."""

from collections.abc import Iterator, Sequence

import numpy as np

from muniment.warning.domain.book import Book
from muniment.warning.domain.decline import QUARTER, Declines, declines
from muniment.warning.domain.departures import TakenRow, taken
from muniment.warning.domain.score import ALARM, DECLINED, STOPPED, TAKEN, Scored
from muniment.warning.domain.silence import (
    HORIZON,
    Rule,
    SilenceModel,
    Silences,
    Suspension,
    fit_silence,
    silences,
)

WEEK = 7
REFIT = 28
"""Days between two fits; the days of fitting are the same for everybody: multiples of it."""


def fit_day(on: int) -> int:
    """Give the day up to which the model that scores `on` has learnt."""
    return on - on % REFIT


def fit_for(
    book: Book,
    *,
    on: int,
    horizon: int = HORIZON,
    rules: Sequence[Rule] = (),
    suspensions: Sequence[Suspension] = (),
) -> SilenceModel:
    """Learn what is to be learnt for scores of the day `on`."""
    return fit_silence(book, on=fit_day(on), horizon=horizon, rules=rules, suspensions=suspensions)


def score_day(
    book: Book,
    *,
    on: int,
    model: SilenceModel | None = None,
    horizon: int = HORIZON,
    rules: Sequence[Rule] = (),
    suspensions: Sequence[Suspension] = (),
) -> tuple[Scored, ...]:
    """Score every customer as known at the end of the day `on`, by customer, then by reason.

    Each customer that ever ordered has a row `stopped`; each customer of somebody who left within
    a year has a row `taken:<employee>`; rows `declined` are alarms only.

    Args:
        model: from `fit_for`, kept from the last run; learnt anew where it is not given, with the
            same answer.
    """
    model = model or fit_for(book, on=on, horizon=horizon, rules=rules, suspensions=suspensions)
    found = silences(
        book, on=on, model=model, horizon=horizon, rules=rules, suspensions=suspensions
    )
    rows = [
        *_stopped(found, on),
        *_declined(declines(book, on=on), found, on, _paused(suspensions, on)),
        *_taken(taken(book, on=on, suspensions=suspensions), found, on),
    ]
    return tuple(sorted(rows, key=lambda it: (it.customer, it.reason)))


def score_weeks(
    book: Book, *, first: int, last: int, horizon: int = HORIZON
) -> Iterator[tuple[Scored, ...]]:
    """Score the book on `first` and every seventh day after it, up to and including `last`."""
    model: SilenceModel | None = None
    for on in range(first, last + 1, WEEK):
        if model is None or model.cut != fit_day(on):
            model = fit_for(book, on=on, horizon=horizon)
        yield score_day(book, on=on, model=model, horizon=horizon)


def _stopped(found: Silences, on: int) -> Iterator[Scored]:
    columns = (found.customer, found.score, found.stopped, found.silent, found.gap)
    for who, score, chance, silent, gap in zip(*(it.tolist() for it in columns), strict=True):
        yield Scored(who, on, score, STOPPED, chance, silent, gap)


def _paused(suspensions: Sequence[Suspension], on: int) -> list[int]:
    """Name the customers whose last quarter holds suspended days."""
    return [it.customer for it in suspensions if it.start <= on and it.end > on - QUARTER]


def _declined(found: Declines, quiet: Silences, on: int, paused: Sequence[int]) -> Iterator[Scored]:
    """Give the alarms of declining customers that no silence alarms and no suspension excuses."""
    at = np.searchsorted(quiet.customer, found.customer)
    alarms = (found.score >= ALARM) & (quiet.score[at] < ALARM)
    alarms &= ~np.isin(found.customer, paused)
    for row, place in zip(np.flatnonzero(alarms).tolist(), at[alarms].tolist(), strict=True):
        yield Scored(
            int(found.customer[row]),
            on,
            float(found.score[row]),
            DECLINED,
            float(found.declined[row]),
            float(quiet.silent[place]),
            float(quiet.gap[place]),
        )


def _taken(rows: Sequence[TakenRow], quiet: Silences, on: int) -> Iterator[Scored]:
    """Give the customers of leavers; who never ordered cannot have been taken."""
    for row in rows:
        at = int(np.searchsorted(quiet.customer, row.customer))
        if at < len(quiet.customer) and quiet.customer[at] == row.customer:
            silent, gap = float(quiet.silent[at]), float(quiet.gap[at])
            reason = f"{TAKEN}{row.employee}"
            yield Scored(row.customer, on, row.score, reason, row.score, silent, gap)
