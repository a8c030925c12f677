"""One night's computing: from the house's book to scores, suspicions and forecasts.

Everything follows from the book, the settings and the parameters; nothing here reads a clock or
the database. The same three give the same answer on another day, which is what `again` rests on.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from muniment.warning.domain.book import Book
from muniment.warning.domain.decline import Declines, declines
from muniment.warning.domain.departures import Judged, judged
from muniment.warning.domain.forecasting import Forecasts, forecasts
from muniment.warning.domain.models import Fitted, Model, choose_k, histories_of
from muniment.warning.domain.silence import SilenceModel, Silences, silences
from muniment.warning.housebook import HouseBook
from muniment.warning.scoring import fit_for

VERSION = "2"
"""Changes with the algorithms: another version need not give the same answer."""
REFIT = 7
"""Days after which parameters are learnt afresh."""
Parameters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a book taught: how customers buy, and how long a silence can last."""

    buying: Fitted
    silence: SilenceModel

    def told(self) -> dict[str, Any]:
        """Write it down as JSON; `of` reads it back to the last digit."""
        buying = {**asdict(self.buying), "parameters": dict(self.buying.parameters)}
        return {"buying": buying, "silence": asdict(self.silence)}

    @classmethod
    def of(cls, told: Parameters) -> "Learnt":
        """Read what a run kept."""
        buying = {**told["buying"], "model": Model(told["buying"]["model"])}
        silence = {**told["silence"], "weights": tuple(told["silence"]["weights"])}
        return cls(Fitted(**buying), SilenceModel(**silence))


@dataclass(frozen=True, slots=True)
class Night:
    """What came out: silences, declines, departures, and the next 12 months of all customers."""

    learnt: Learnt
    silences: Silences
    declines: Declines
    departures: tuple[Judged, ...]
    ahead: Forecasts


def learn(house: HouseBook, *, horizon: int) -> Learnt:
    """Learn from the whole book.

    Raises:
        NobodyCameBack: no customer ordered on a second day.
    """
    on = house.on.toordinal()
    silence = fit_for(
        filled(house.book), on=on, horizon=horizon, rules=house.rules,
        suspensions=house.suspensions,
    )  # fmt: skip
    return Learnt(choose_k(histories_of(house.book, on)), silence)


def compute(house: HouseBook, learnt: Learnt, *, horizon: int, watch: int) -> Night:
    """Judge every customer that ever ordered, and foretell its next 12 months."""
    on, book = house.on.toordinal(), filled(house.book)
    found = silences(
        book, on=on, model=learnt.silence, horizon=horizon, rules=house.rules,
        suspensions=house.suspensions,
    )  # fmt: skip
    left = judged(book, on=on, watch=watch, suspensions=house.pauses)
    return Night(
        learnt, found, declines(book, on=on), left, forecasts(house.book, learnt.buying, on=on)
    )


def is_fresh(fitted_on: date, on: date) -> bool:
    """Say whether parameters of a day may still be used on another."""
    return 0 <= (on - fitted_on).days < REFIT


def filled(book: Book) -> Book:
    """Put a customer's usual amount where an order's currency has no rate.

    A score asks whether orders shrink; a hole would read as a fall. Without any priced order of
    its own, a customer's orders count alike.
    """
    hole = ~np.isfinite(book.amount)
    if not hole.any():
        return book
    size = len(book.names)
    count = np.bincount(book.customer[~hole], minlength=size)
    total = np.bincount(book.customer[~hole], weights=book.amount[~hole], minlength=size)
    usual = np.divide(total, count, out=np.ones(size), where=count > 0)
    return replace(book, amount=np.where(hole, usual[book.customer], book.amount))
