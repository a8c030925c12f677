"""Scores of a whole book, on one day or week by week. Same book, same day, same answer."""

from collections.abc import Iterator, Sequence

from muniment.warning.domain.book import Book
from muniment.warning.domain.score import STOPPED, Scored
from muniment.warning.domain.silence import HORIZON, Rule, Suspension, silences

WEEK = 7


def score_day(
    book: Book,
    *,
    on: int,
    horizon: int = HORIZON,
    rules: Sequence[Rule] = (),
    suspensions: Sequence[Suspension] = (),
) -> tuple[Scored, ...]:
    """Score every customer that ever ordered, as known at the end of the day `on`."""
    found = silences(book, on=on, horizon=horizon, rules=rules, suspensions=suspensions)
    return tuple(
        Scored(int(c), on, float(score), STOPPED, float(p), float(silent), float(gap))
        for c, score, p, silent, gap in zip(
            found.customer, found.score, found.stopped, found.silent, found.gap, strict=True
        )
    )


def score_weeks(book: Book, *, first: int, last: int) -> Iterator[tuple[Scored, ...]]:
    """Score the book on `first` and every seventh day after it, up to and including `last`."""
    for on in range(first, last + 1, WEEK):
        yield score_day(book, on=on)
