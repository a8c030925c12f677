"""Which customers a leaver took, when, how much of them, and what it costs.

For every customer of a leaver three stories are weighed: kept, stopped by itself, taken (from
some week on, whole, in part or fading). How often customers of people who *stayed* stop, slow down
or grow in the same weeks sets what the first two are worth; everybody else's orders are the clock.
What one customer shows moves the others: the share that this leaver takes, and the week in which
she does, are unknown and summed over. All of it is a suspicion to be checked with the customer,
never a verdict on a person. Why it is so: decision 33.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from muniment.warning.domain.book import Book, Days, Departure
from muniment.warning.domain.diversion import Change, Evidence, Question, spells_of
from muniment.warning.domain.losses import missing, poisson_quantiles, quantiles, usual_order
from muniment.warning.domain.norm import DRIFTS, USUAL, Norm, norm_of
from muniment.warning.domain.paces import Floats, Spells, fit_paces
from muniment.warning.domain.pauses import Pauses
from muniment.warning.domain.spells import Suspension
from muniment.warning.domain.tempo import Tempo, tempo_of

LOOK_BACK = 56
"""Days before the notice, or before the last day where no notice is known, to begin with."""
WATCH = 364
"""Days after the last day for which a departure is looked at; later it can teach nothing new."""
LATEST = 112
"""Days after the last day until which a customer may still be taken."""
_WEEK = 7

_WAYS = ((0.0, 0, 0.7), (0.3, 0, 0.1), (0.0, 80, 0.2))
"""How customers are taken: part that stays, days it takes, how usual; assumptions, not measured.

Who goes in part may be as many as who goes whole, but looks like chance for long: a story that
fits every slow month says little, and is believed less than it is usual.
"""
_TAUGHT_BY = 1200
"""Customers from whom the paces are learnt, evenly drawn."""
_MOST_PEERS, _FEWEST_PEERS, _PEER_ORDERS, _PEER_DAYS = 250, 20, 3, 120
_SHARES = np.append(np.linspace(0.02, 0.9, 23), 0.0)
_TAKES_NOBODY = 0.3
_TOGETHER, _TOGETHER_WEEKS = 0.7, 1.2
_SPREAD_DAYS, _FLOOR = 12.0, 0.2
_HARDLY_KNOWN = 0.1
"""What is left of the odds for who has ordered once or twice: orders cannot show that she went."""
_LIKELIEST, _LEAST_ODDS = 50.0, 0.25


@dataclass(frozen=True, slots=True)
class TakenRow:
    """What is thought of one customer of a leaver at the end of a day.

    Attributes:
        score: P(taken by now, and that it costs an order within half a year), 0 to 1.
        since: if taken, from about which day (ordinal); remaining: part of its orders left, 0..1.
        usd_lost: money expected to have gone elsewhere so far; low, high: 80 % lie between.
    """

    customer: int
    employee: str
    score: float
    since: int
    remaining: float
    usd_lost: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Judged:
    """What is thought of one departure.

    Attributes:
        took_any: P(she took at least one customer so far).
        share: part of her buying customers that she takes, expected; low, high: 80 % between.
        rows: her customers, the likeliest first.
    """

    employee: str
    day: int
    took_any: float
    share: float
    low: float
    high: float
    rows: tuple[TakenRow, ...]


def taken(
    book: Book,
    *,
    on: int,
    watch: int = WATCH,
    odds: Mapping[tuple[int, str], float] | None = None,
    suspensions: Sequence[Suspension] = (),
) -> tuple[TakenRow, ...]:
    """Judge the customers of everybody who left in the `watch` days up to `on`; see `judged`."""
    found = judged(book, on=on, watch=watch, odds=odds, suspensions=suspensions)
    return tuple(row for it in found for row in it.rows)


def judged(
    book: Book,
    *,
    on: int,
    watch: int = WATCH,
    odds: Mapping[tuple[int, str], float] | None = None,
    suspensions: Sequence[Suspension] = (),
) -> tuple[Judged, ...]:
    """Judge every departure known on `on` that is at most `watch` days old.

    Args:
        book: may hold later rows: none dated after `on` is looked at.
        odds: other evidence (a competitor's domain seen, mail fallen silent), as a factor on the
            prior odds of a (customer, employee). Held between 1/4 and 4, so that it never decides.
        suspensions: days that do not count as silence. What a leaver said of her own customers
            is not heard, or she could hide them behind a word.

    Cost: about 0.2 s for the book and 0.1 s for each departure with 40 customers; 0.6 s in a book
    of 20,000 customers of whom 300 were the leaver's.
    """
    known = book.until(on)
    recent = [it for it in known.departures if _begins(it) <= on <= it.day + watch]
    if not recent or not len(known.day):
        return ()
    house = _House(known, on, suspensions)
    return tuple(_Leaver(house, it, odds or {}).judged() for it in recent)


def _begins(departure: Departure) -> int:
    return departure.day if departure.noticed is None else departure.noticed


class _House:
    """What all departures of one day share: the clock and the paces of the book."""

    def __init__(self, book: Book, on: int, suspensions: Sequence[Suspension]) -> None:
        self.book, self.on, self.suspensions = book, on, suspensions
        self.pauses = Pauses.among(suspensions)
        left = {it.employee for it in book.departures}
        self.touched = frozenset(it.customer for it in book.owners if it.employee in left)
        self.tempo: Tempo = tempo_of(book, on=on, without=self.touched)
        buyers = np.flatnonzero(np.diff(book.starts))
        drawn = buyers[:: len(buyers) // _TAUGHT_BY + 1]
        flat = spells_of(book, self.tempo, drawn.tolist(), on=on, pauses=self.pauses)
        self.paces = fit_paces(Spells(*(getattr(flat, it)[:, 0] for it in Spells.__slots__)))

    def peers(self, day: int) -> list[int]:
        """Customers of people who stayed, who bought around `day`; 250 at most, evenly drawn."""
        found = [
            it
            for it in np.flatnonzero(np.diff(self.book.starts) >= _PEER_ORDERS).tolist()
            if it not in self.touched and self._bought(it, day)
        ]
        return found[:: len(found) // _MOST_PEERS + 1]

    def _bought(self, customer: int, day: int) -> bool:
        before = self.book.days_of(customer)
        before = before[before < day]
        if len(before) < _PEER_ORDERS:
            return False
        return _silent(before, customer, day, self.pauses) <= _PEER_DAYS


class _Leaver:
    """One departure on one day."""

    def __init__(
        self, house: _House, departure: Departure, odds: Mapping[tuple[int, str], float]
    ) -> None:
        self.house, self.departure, self.odds = house, departure, odds
        self.day = departure.day
        self.pauses = Pauses.among(house.suspensions, but_of=departure.employee)
        self.begins = _begins(departure) - LOOK_BACK
        weeks = np.arange(self.begins, self.day + LATEST + 1, _WEEK)
        self.usual_week = np.exp(-np.abs(weeks - self.day) / _SPREAD_DAYS) + _FLOOR
        self.usual_week /= self.usual_week.sum()
        self.weeks = weeks[weeks <= house.on]
        self.changes = [
            Change(day, keeps, fades) for day in self.weeks.tolist() for keeps, fades, _ in _WAYS
        ]

    def judged(self) -> Judged:
        """Weigh her customers together."""
        if not self.customers:
            return Judged(self.departure.employee, self.day, 0.0, 0.0, 0.0, 0.0, ())
        weight, share = self._worlds
        by_share: Floats = weight.sum(axis=1)
        nobody = np.prod(1.0 - share, axis=0)
        low, high = quantiles(_SHARES, by_share)
        rows = [self._row(number) for number in range(len(self.customers))]
        return Judged(
            employee=self.departure.employee,
            day=self.day,
            took_any=float(1.0 - (weight * nobody).sum()),
            share=float(by_share @ _SHARES),
            low=low,
            high=high,
            rows=tuple(sorted(rows, key=lambda it: (-it.score, it.customer))),
        )

    @cached_property
    def customers(self) -> list[int]:
        """Whom she kept at any time since looking back began, and who had ordered by then."""
        book = self.house.book
        hers = {
            it.customer
            for it in book.owners
            if it.employee == self.departure.employee
            and (it.start is None or it.start < self.day)
            and (it.end is None or it.end > self.begins)
        }
        return [it for it in sorted(hers) if (book.days_of(it) < self.day).any()]

    @cached_property
    def _question(self) -> Question:
        house = self.house
        return Question(
            house.book, house.tempo, house.paces, self.begins, house.on, pauses=self.pauses
        )

    @cached_property
    def _asked(self) -> tuple[Evidence, Norm]:
        drifts = [Change(self.begins, keeps) for keeps in DRIFTS]
        peers = self.house.peers(self.day)
        norm = USUAL
        if len(peers) >= _FEWEST_PEERS:
            told = self._question.evidence(peers, drifts)
            expected, silent = np.array([self._stops_expected(it) for it in peers]).T
            norm = norm_of(told, expected=expected, silent=silent)
        return self._question.evidence(self.customers, [*drifts, *self.changes]), norm

    def _stops_expected(self, peer: int) -> Floats:
        """Stops expected of a peer since its last order before the last day, and since its last."""
        days = self.house.book.days_of(peer)
        since = np.array([days[days < self.day][-1], days[-1]])
        return self._question.passed(peer, since) * self.house.paces.risk

    @cached_property
    def _ratios(self) -> tuple[Floats, Floats, Floats]:
        """Likelihood of each way and week of being taken over that of not being taken.

        Customers × weeks × ways; the same with costing an order; and P(gone before it began).
        """
        evidence, norm = self._asked
        first = len(DRIFTS)
        stays = np.column_stack(
            [
                evidence.changed[:, :first] + np.log(norm.drifts),
                evidence.stopped + np.log(norm.stops),
            ]
        )
        other = np.logaddexp.reduce(stays, axis=1)[:, None]
        shape = (len(self.customers), len(self.weeks), len(_WAYS))
        ways = np.array([usual for _, _, usual in _WAYS])
        plain, costly = (
            np.exp(np.clip(it[:, first:] - other, -_LIKELIEST, _LIKELIEST)).reshape(shape) * ways
            for it in (evidence.changed, evidence.costly)
        )
        gone = np.exp(np.minimum(evidence.stopped_before + np.log(norm.stops) - other[:, 0], 0.0))
        return plain, costly, gone

    @cached_property
    def _prior_odds(self) -> Floats:
        """How far a customer was there to be taken, and what other evidence makes of it."""
        book, employee = self.house.book, self.departure.employee
        there = np.array([_still_buying(book, it, self.day, self.pauses) for it in self.customers])
        told = np.array([self.odds.get((it, employee), 1.0) for it in self.customers])
        return np.asarray(there * np.clip(told, _LEAST_ODDS, 1.0 / _LEAST_ODDS))

    @cached_property
    def _timings(self) -> tuple[Floats, Floats]:
        """Ways in which weeks can be spread: each its own, or all about one week; with weights."""
        count = len(self.usual_week)
        near = np.subtract.outer(np.arange(count), np.arange(count)) / _TOGETHER_WEEKS
        around = np.exp(-0.5 * near**2)
        around /= around.sum(axis=1, keepdims=True)
        weights = np.append(1.0 - _TOGETHER, _TOGETHER * self.usual_week)
        return np.concatenate([self.usual_week[None, :], around]), weights

    @cached_property
    def _taken_by_timing(self) -> tuple[Floats, Floats]:
        """Odds of being taken by now, and of not being told apart yet; customers × timings."""
        plain, _, gone = self._ratios
        timings, _ = self._timings
        now = plain.sum(axis=2) @ timings[:, : len(self.weeks)].T * self._prior_odds[:, None]
        there = np.minimum(self._prior_odds, 1.0)
        unseen = gone * there + 1.0 - there
        later = timings[:, len(self.weeks) :].sum(axis=1)
        return now, unseen[:, None] + (1.0 - unseen)[:, None] * later

    @cached_property
    def _worlds(self) -> tuple[Floats, Floats]:
        """Weights of shares × timings; and P(taken by now) of each customer in each of them."""
        now, alike = self._taken_by_timing
        part = _SHARES[:, None]
        fits = part * (now + alike)[:, None, :] + (1.0 - part)
        known = np.log(fits).sum(axis=0) + np.log(_share_prior())[:, None]
        known += np.log(self._timings[1])
        weight = np.exp(known - known.max())
        return weight / weight.sum(), part * now[:, None, :] / fits

    def _row(self, number: int) -> TakenRow:
        """Sum one customer over all worlds: how likely, since when, how much is left and lost."""
        plain, costly, _ = self._ratios
        spread = self._spread(number)
        belief = spread[:, None] * plain[number]
        costs = float((spread[:, None] * costly[number]).sum())
        total = float(belief.sum())
        score = min(costs, 1.0)
        when = belief.sum(axis=1) / max(total, 1e-300)
        keeps = np.array([part for part, _, _ in _WAYS])
        since = int(self.weeks[min(int(np.searchsorted(when.cumsum(), 0.5)), len(when) - 1)])
        usd, low, high = self._lost(number, belief)
        return TakenRow(
            customer=self.customers[number],
            employee=self.departure.employee,
            score=score,
            since=since,
            remaining=float((belief.sum(axis=0) / max(total, 1e-300)) @ keeps),
            usd_lost=usd,
            low=low,
            high=high,
        )

    def _spread(self, number: int) -> Floats:
        """Factor a week that turns a customer's ratios into probabilities, summed over worlds."""
        weight, share = self._worlds
        now, _ = self._taken_by_timing
        each = (weight * share[number]).sum(axis=0) / np.maximum(now[number], 1e-300)
        timings, _ = self._timings
        return np.asarray(each @ timings[:, : len(self.weeks)] * self._prior_odds[number])

    def _lost(self, number: int, belief: Floats) -> tuple[float, float, float]:
        """Money gone so far: expected, and what 80 % lie between; orders come as Poisson counts."""
        evidence, _ = self._asked
        passed = self._question.passed(self.customers[number], self.weeks)
        gone = np.array([missing(passed, keeps, fades) for keeps, fades, _ in _WAYS]).T
        rate = evidence.rate[number, len(DRIFTS) :].reshape(gone.shape)
        orders = np.append((rate * gone).ravel(), 0.0)
        chance = np.append(belief.ravel(), max(0.0, 1.0 - float(belief.sum())))
        worth = usual_order(self.house.book, self.customers[number], int(self.begins))
        low, high = poisson_quantiles(orders, chance)
        return float(orders @ chance) * worth, low * worth, high * worth


def _share_prior() -> Floats:
    """A hill around two customers in five, or nobody at all."""
    hill = _SHARES[:-1] * (1.0 - _SHARES[:-1]) ** 2
    return np.append((1.0 - _TAKES_NOBODY) * hill / hill.sum(), _TAKES_NOBODY)


def _still_buying(book: Book, customer: int, day: int, pauses: Pauses) -> float:
    """Say how far a customer still bought on `day`: nobody takes whom the company had lost."""
    days = book.days_of(customer)
    days = days[days < day]
    first, last = int(days[0]), int(days[-1])
    bought = last - first - pauses.between(customer, first, last)
    gap = (bought + 2 * 60.0) / (len(days) + 1)
    fresh = 1.0 / (1.0 + (_silent(days, customer, day, pauses) / gap / 3.0) ** 4)
    return fresh if len(days) >= _PEER_ORDERS else _HARDLY_KNOWN * fresh


def _silent(before: Days, customer: int, day: int, pauses: Pauses) -> int:
    """Days from the last of some orders to `day`, those left out that do not count."""
    last = int(before[-1])
    return day - last - pauses.between(customer, last, day)
