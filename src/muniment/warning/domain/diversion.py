"""How well what was ordered fits a change of buying: at which day, how much was left after it.

A change makes time pass more slowly for one customer: after it an hour of business counts only for
the part that still comes to us. The gap in which the change falls is thus weighed in two pieces,
and a silence is held against what each pace of buying would have brought by now.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

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
from muniment.warning.domain.pauses import Pauses
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


def spells_of(
    book: Book, tempo: Tempo, customers: Sequence[int], *, on: int, pauses: Pauses
) -> Spells:
    """Count the gaps of customers up to `on`, in days of usual business."""
    scene = _Scene(book, tempo.first, on, pauses)
    return scene.spells(tempo.at(scene.days)[None, :], customers)


@dataclass(frozen=True, slots=True)
class _Scene:
    """Where gaps are counted: in which orders, from and until which day, without which days."""

    book: Book
    first: int
    on: int
    pauses: Pauses

    @property
    def days(self) -> NDArray[np.int64]:
        """Every day of the clocks, and the one after the last."""
        return np.arange(self.first, self.on + 2)

    def spells(self, clocks: Floats, customers: Sequence[int]) -> Spells:
        """Count gaps on several clocks at once: arrays of customers × clocks."""
        shape = (len(customers), len(clocks))
        gaps, logs, lengths, silent = (np.zeros(shape) for _ in range(4))
        for row, customer in enumerate(customers):
            own = self.pauses.stopped(clocks, customer, first=self.first)
            days = _days(self.book, customer, self.on) - self.first
            each = np.maximum(np.diff(own[:, days], axis=1), SHORTEST_GAP)
            gaps[row], logs[row], lengths[row] = each.shape[1], np.log(each).sum(1), each.sum(1)
            silent[row] = own[:, self.on - self.first] - own[:, days[-1]]
        return Spells(gaps, logs, lengths, np.maximum(silent, 0.0))


def _days(book: Book, customer: int, on: int) -> NDArray[np.int64]:
    days = book.days_of(customer)
    return days[days <= on].astype(np.int64)


@dataclass(frozen=True)
class Question:
    """What a book is asked: all changes that are thought of, on what clock, known until when.

    Attributes:
        since: the first day on which a change is thought of; on: the last day known.
        pauses: days that do not count for a customer.
    """

    book: Book
    tempo: Tempo
    paces: Paces
    since: int
    on: int
    pauses: Pauses = field(default_factory=Pauses)

    def evidence(self, customers: Sequence[int], changes: Sequence[Change]) -> Evidence:
        """Weigh every change for every customer; each must have ordered by `on`.

        Time and memory O(customers × changes × paces), in pieces of 64 customers.
        """
        pieces = list(self._pieces(customers, changes))
        names = Evidence.__slots__
        return Evidence(*(np.concatenate([getattr(it, name) for it in pieces]) for name in names))

    def passed(self, customer: int, days: NDArray[np.int64]) -> Floats:
        """Give the business that a customer let pass from each of some days to the end of `on`."""
        own = self._usual(customer)
        return np.asarray(own[-1] - own[np.clip(days - self.tempo.first, 0, len(own) - 1)])

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
        paces = self.paces
        slowed = self._scene.spells(clocks[1:], customers)
        plain = self._scene.spells(clocks[:1], customers)
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

    @cached_property
    def _scene(self) -> _Scene:
        return _Scene(self.book, self.tempo.first, self.on, self.pauses)

    def _usual(self, customer: int) -> Floats:
        """Give the customer's clock without a change, at the start of each day of the scene."""
        plain = self.tempo.at(self._scene.days)[None, :]
        return np.asarray(self.pauses.stopped(plain, customer, first=self.tempo.first)[0])

    def _clocks(self, changes: Sequence[Change]) -> tuple[Floats, Floats]:
        """Give the clock without a change and with each, by day, and the speed of each."""
        days = self._scene.days
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
        return np.array([[self._silent_since(it)] for it in customers])

    def _silent_since(self, customer: int) -> float:
        last = _days(self.book, customer, self.on)[-1]
        by_then, by_last = self.passed(customer, np.array([self.since, last]))
        return max(0.0, float(by_last - by_then))


def _speed(change: Change, days: NDArray[np.int64]) -> Floats:
    late = days - change.day
    gone = np.clip(late / change.fades, 0.0, 1.0) if change.fades else (late >= 0).astype(float)
    return np.asarray(1.0 - (1.0 - change.keeps) * gone)


def _summed(known: Floats) -> tuple[Floats, Floats]:
    """Sum likelihoods over the paces, safely; give the logarithm and the relative likelihoods."""
    top = known.max(axis=-1, keepdims=True)
    likelihood = np.exp(known - top)
    return np.log(likelihood.sum(axis=-1)) + top[..., 0], likelihood
