"""Scores of a whole book, on one day or week by week. Same book, same day, same answer."""

from collections.abc import Iterator, Sequence

from muniment.warning.domain.book import Book
from muniment.warning.domain.score import STOPPED, Scored
from muniment.warning.domain.silence import (
    HORIZON,
    Rule,
    SilenceModel,
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
    """Score every customer that ever ordered, as known at the end of the day `on`.

    Args:
        model: from `fit_for`, kept from the last run; learnt anew where it is not given, with the
            same answer.
    """
    model = model or fit_for(book, on=on, horizon=horizon, rules=rules, suspensions=suspensions)
    found = silences(
        book, on=on, model=model, horizon=horizon, rules=rules, suspensions=suspensions
    )
    return tuple(
        Scored(int(c), on, float(score), STOPPED, float(p), float(silent), float(gap))
        for c, score, p, silent, gap in zip(
            found.customer, found.score, found.stopped, found.silent, found.gap, strict=True
        )
    )


def score_weeks(book: Book, *, first: int, last: int) -> Iterator[tuple[Scored, ...]]:
    """Score the book on `first` and every seventh day after it, up to and including `last`."""
    model: SilenceModel | None = None
    for on in range(first, last + 1, WEEK):
        if model is None or model.cut != fit_day(on):
            model = fit_for(book, on=on)
        yield score_day(book, on=on, model=model)
