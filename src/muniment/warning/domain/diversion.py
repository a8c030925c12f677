"""How well what was ordered fits a change of buying: at which day, how much was left after it.

A change makes time pass more slowly for one customer: after it an hour of business counts only for
the part that still comes to us. The gap in which the change falls is thus weighed in two pieces,
and a silence is held against what each pace of buying would have brought by now.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muniment.warning.domain.book import Book
from muniment.warning.domain.paces import (
    RATE,
    SHORTEST_GAP,
    Floats,
    Paces,
    Spells,
    log_bought,
    log_silent,
    log_stopped,
)
from muniment.warning.domain.tempo import Tempo

_TINY = 1e-9
_AT_ONCE = 64
_COSTS_WITHIN = 182
"""A customer counts as taken when that costs an order within half a year."""


@dataclass(frozen=True, slots=True)
class Change:
    """From `day` on only the part `keeps` of the orders comes; reached over `fades` days."""

    day: int
    keeps: float
    fades: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Log-likelihoods of what some customers did, one row a customer, one column a change.

    Attributes:
        changed: of each change; costly: of the change and that it costs an order in half a year.
        rate: orders a day of usual business before the change, as each change lets one believe.
        stopped: of having stopped for good by itself, one a customer.
        stopped_before: of having done so before the day that was asked about.
    """

    changed: Floats
    costly: Floats
    rate: Floats
    stopped: Floats
    stopped_before: Floats


def spells_of(book: Book, tempo: Tempo, customers: Sequence[int], *, on: int) -> Spells:
    """Count the gaps of customers up to `on`, in days of usual business."""
    passed = np.arange(on - tempo.first + 2) + tempo.first
    return _spells(book, tempo.at(passed)[None, :], tempo.first, customers, on)


def _spells(book: Book, clocks: Floats, first: int, customers: Sequence[int], on: int) -> Spells:
    """Count gaps on several clocks at once: arrays of customers × clocks."""
    shape = (len(customers), len(clocks))
    gaps, logs, lengths, silent = (np.zeros(shape) for _ in range(4))
    for row, customer in enumerate(customers):
        days = _days(book, customer, on) - first
        each = np.maximum(np.diff(clocks[:, days], axis=1), SHORTEST_GAP)
        gaps[row], logs[row], lengths[row] = each.shape[1], np.log(each).sum(1), each.sum(1)
        silent[row] = clocks[:, on - first] - clocks[:, days[-1]]
    return Spells(gaps, logs, lengths, np.maximum(silent, 0.0))


def _days(book: Book, customer: int, on: int) -> NDArray[np.int64]:
    days = book.days_of(customer)
    return days[days <= on].astype(np.int64)


@dataclass(frozen=True, slots=True)
class Question:
    """What a book is asked: all changes that are thought of, on what clock, known until when.

    Attributes:
        since: the first day on which a change is thought of; on: the last day known.
    """

    book: Book
    tempo: Tempo
    paces: Paces
    since: int
    on: int

    def evidence(self, customers: Sequence[int], changes: Sequence[Change]) -> Evidence:
        """Weigh every change for every customer; each must have ordered by `on`.

        Time and memory O(customers × changes × paces), in pieces of 64 customers.
        """
        pieces = list(self._pieces(customers, changes))
        names = Evidence.__slots__
        return Evidence(*(np.concatenate([getattr(it, name) for it in pieces]) for name in names))

    def _pieces(self, customers: Sequence[int], changes: Sequence[Change]) -> Iterator[Evidence]:
        clocks, speeds = self._clocks(changes)
        for start in range(0, len(customers), _AT_ONCE):
            yield self._piece(customers[start : start + _AT_ONCE], changes, clocks, speeds)

    def _piece(
        self,
        customers: Sequence[int],
        changes: Sequence[Change],
        clocks: Floats,
        speeds: Floats,
    ) -> Evidence:
        paces, first = self.paces, self.tempo.first
        slowed = _spells(self.book, clocks[1:], first, customers, self.on)
        plain = _spells(self.book, clocks[:1], first, customers, self.on)
        slower = np.array([self._slower(it, speeds) for it in customers]).reshape(-1, len(changes))
        known = log_bought(slowed) + log_silent(slowed.silent) + paces.weights
        known += (slower - paces.risk * plain.silent)[..., None]
        keeps = np.array([it.keeps for it in changes])
        lost = np.log1p(-np.exp(-np.outer(np.maximum(1 - keeps, 0), RATE) * _COSTS_WITHIN) + _TINY)
        changed, likelihood = _summed(known)
        return Evidence(
            changed=changed,
            costly=_summed(known + lost)[0],
            rate=(likelihood * RATE).sum(-1) / likelihood.sum(-1),
            stopped=self._stopped(plain, plain.silent),
            stopped_before=self._stopped(plain, self._silent_before(customers)),
        )

    def _clocks(self, changes: Sequence[Change]) -> tuple[Floats, Floats]:
        """Give the clock without a change and with each, by day, and the speed of each."""
        days = np.arange(self.tempo.first, self.on + 2)
        usual = np.diff(self.tempo.at(days))
        speeds = np.array([_speed(it, days[:-1]) for it in changes])
        steps = np.concatenate([usual[None, :], usual * speeds])
        clocks = np.cumsum(steps, axis=1) - steps
        return np.maximum.accumulate(clocks, axis=1), speeds

    def _slower(self, customer: int, speeds: Floats) -> Floats:
        """Log-density lost because orders after a change come more rarely."""
        days = _days(self.book, customer, self.on)[1:] - self.tempo.first
        return np.asarray(np.log(np.maximum(speeds[:, days], _TINY)).sum(axis=1))

    def _stopped(self, spells: Spells, silent: Floats) -> Floats:
        known = log_bought(spells) + log_stopped(silent, self.paces.risk) + self.paces.weights
        return _summed(known)[0][:, 0]

    def _silent_before(self, customers: Sequence[int]) -> Floats:
        """Days silent by the first day asked about; 0 for those who ordered after it."""
        last = np.array([_days(self.book, it, self.on)[-1] for it in customers])
        quiet = self.tempo.at(np.full(len(last), self.since)) - self.tempo.at(last)
        return np.asarray(np.maximum(quiet, 0.0)[:, None])


def _speed(change: Change, days: NDArray[np.int64]) -> Floats:
    late = days - change.day
    gone = np.clip(late / change.fades, 0.0, 1.0) if change.fades else (late >= 0).astype(float)
    return np.asarray(1.0 - (1.0 - change.keeps) * gone)


def _summed(known: Floats) -> tuple[Floats, Floats]:
    """Sum likelihoods over the paces, safely; give the logarithm and the relative likelihoods."""
    top = known.max(axis=-1, keepdims=True)
    likelihood = np.exp(known - top)
    return np.log(likelihood.sum(axis=-1)) + top[..., 0], likelihood
