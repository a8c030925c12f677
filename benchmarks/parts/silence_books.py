"""Order books from which the weights of early warning are learnt before a company has its own."""

import csv
import gzip
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from benchmarks.warning_worlds import SHARED, WORLDS
from muniment.warning.domain.book import Book
from muniment.warning.domain.hazard import learn
from muniment.warning.domain.signs import names
from muniment.warning.domain.silence import examples

TAUGHT_BY = (("trade", (1, 2, 3)), ("retail", (1, 2)), ("foreign", (1,)), ("grocery", (1, 2)))
"""Worlds and seeds that teach; none of them is judged by, and the export log is not among them."""

_LOOKS = 40_000


def prior_without(*absent: str) -> NDArray[np.float64]:
    """Learn weights from all books but those of some worlds; about ten seconds."""
    books = [
        (world.book, world.data_end)
        for name, seeds in TAUGHT_BY
        if name not in absent
        for world in (WORLDS[name](seed) for seed in seeds)
    ]
    return _learnt([*books, _music_shop()])


def _learnt(books: Sequence[tuple[Book, int]]) -> NDArray[np.float64]:
    laid_out = [examples(book, on=end, most=_LOOKS) for book, end in books]
    table = np.vstack([it[0] for it in laid_out])
    ordered = np.concatenate([it[1] for it in laid_out])
    return learn(table, ordered, start=np.zeros(len(names())), pull=1.0)


def _music_shop() -> tuple[Book, int]:
    """CDNOW: rare buyers without rhythm."""
    with gzip.open(SHARED / "cdnow" / "cdnow_sample.csv.gz", "rt") as file:
        rows = sorted(
            (row["master_id"], _day(row["date_yyyymmdd"]), float(row["dollars"]))
            for row in csv.DictReader(file)
        )
    who = sorted({row[0] for row in rows})
    number = {name: index for index, name in enumerate(who)}
    book = Book(
        tuple(who),
        np.array([number[row[0]] for row in rows], np.int32),
        np.array([row[1] for row in rows], np.int32),
        np.array([row[2] for row in rows]),
    )
    return book, max(row[1] for row in rows)


def _day(text: str) -> int:
    return date(int(text[:4]), int(text[4:6]), int(text[6:])).toordinal()
