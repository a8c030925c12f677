"""Names that may be the same, found quickly among very many: trigrams weighed by rarity.

A name becomes a bag of three-letter windows over its romanised words; order of words does
not count. A window counts by how rare it is among the indexed names, so "trading company"
weighs little and an odd surname much. The product of two sparse matrices gives every
query its nearest names; a few common windows of a query, which would cost most and say
least, are left out of the product.

This only nominates. Whether two names are one is for `matching.names` to say.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from anyascii import anyascii
from rapidfuzz import fuzz, process
from scipy.sparse import csr_matrix

try:
    from sparse_dot_topn import sp_matmul_topn
except ImportError:  # no wheel for this machine: slower, the same contract
    sp_matmul_topn = None

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

LETTERS = 37  # a gap, 26 letters, 10 digits
GRAMS = LETTERS**3
LONGEST = 160  # letters of a name that are looked at
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_GLUE = re.compile(r"(?<=\w)['’`´ʼ.&](?=\w)")  # O'Neil, S.A., A&B are one word
_CODES = np.zeros(256, dtype=np.int32)
_CODES[ord("a") : ord("z") + 1] = np.arange(1, 27)
_CODES[ord("0") : ord("9") + 1] = np.arange(27, 37)


def plain(name: str) -> str:
    """Write a name in lower-case Latin letters and digits with single spaces."""
    if not name.isascii():
        name = anyascii(name)
    return _NOT_PLAIN.sub(" ", _GLUE.sub("", name[: LONGEST * 2].lower())).strip()[:LONGEST]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Nominated pairs, flat: place of the query, place of the indexed name, nearness 0 to 1."""

    query: Ints
    name: Ints
    nearness: Floats

    def __len__(self) -> int:
        return len(self.query)


class NameIndex:
    """Names by their trigrams; building takes about 10 µs a name, 150 bytes of memory each.

    Args:
        texts: names as `plain` writes them.
        keep: share of a query's weight that enters the product, the rarest windows first.
    """

    def __init__(self, texts: Sequence[str], *, keep: float = 0.9) -> None:
        self.texts = texts
        self._keep = keep
        counts = _counted(texts)
        seen = np.bincount(counts.indices, minlength=GRAMS)
        self._rarity = np.log((1 + len(texts)) / (1 + seen)).astype(np.float32) + 0.1
        self._rarity[seen == 0] = 0  # a window that no name has says nothing about any of them
        self._columns = _weighed(counts, self._rarity).T.tocsr()

    def nearest(
        self, queries: Sequence[str], *, top: int = 20, floor: float = 0.2, chunk: int = 4096
    ) -> Iterator[Pairs]:
        """Nominate at most `top` names a query, `chunk` queries at a time.

        Args:
            queries: as `plain` writes them.
            floor: pairs less near than this are no candidates.
        """
        for start in range(0, len(queries), chunk):
            yield self._chunk(queries[start : start + chunk], start, top, floor)

    def _chunk(self, queries: Sequence[str], start: int, top: int, floor: float) -> Pairs:
        if sp_matmul_topn is None:
            return self._slowly(queries, start, top)
        asked = _pruned(_weighed(_counted(queries), self._rarity), self._keep)
        found = sp_matmul_topn(asked, self._columns, top_n=top, threshold=floor, sort=False)
        rows = np.repeat(np.arange(len(queries), dtype=np.int32), np.diff(found.indptr))
        return Pairs(rows + np.int32(start), found.indices, found.data)

    def _slowly(self, queries: Sequence[str], start: int, top: int) -> Pairs:
        """Compare every query with every name by sorted words; about 0.4 ms for 30,000 names."""
        ordered = [in_order(text) for text in self.texts]
        told = [in_order(text) for text in queries]
        scores = process.cdist(told, ordered, scorer=fuzz.ratio, score_cutoff=60, dtype=np.float32)
        best = min(top, len(ordered))
        places = np.argpartition(-scores, best - 1, axis=1)[:, :best]
        near: Floats = np.take_along_axis(scores, places, axis=1).ravel()
        near /= 100
        rows = np.repeat(np.arange(start, start + len(told), dtype=np.int32), best)
        good = near > 0
        return Pairs(rows[good], places.ravel()[good].astype(np.int32), near[good])


def likeness(left: Sequence[str], right: Sequence[str]) -> Floats:
    """Compare pairs of names letter by letter, 0 to 1, both as `in_order` writes them.

    About a fifth of a microsecond a pair.
    """
    scores: Floats = process.cpdist(left, right, scorer=fuzz.ratio, dtype=np.float32)
    scores /= 100
    return scores


def in_order(text: str) -> str:
    """Put the words of a plain name into the order of the alphabet."""
    return " ".join(sorted(text.split()))


def _counted(texts: Sequence[str]) -> csr_matrix:
    """Count the windows of every text: one row a text, one column a window."""
    joined = "".join(f"  {text} " for text in texts).encode("ascii")
    codes = _CODES[np.frombuffer(joined, dtype=np.uint8)]
    lengths = np.fromiter((len(text) + 3 for text in texts), dtype=np.int64, count=len(texts))
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
    if len(codes) < 3:
        return csr_matrix((len(texts), GRAMS), dtype=np.float32)
    first, middle, last = codes[:-2], codes[1:-1], codes[2:]
    grams = (first * LETTERS + middle) * LETTERS + last
    # A window belongs to the text of its middle; a gap in the middle joins two words, so it goes.
    good = middle > 0
    rows, columns = owner[1:-1][good], grams[good]
    cells = csr_matrix(
        (np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(len(texts), GRAMS)
    )
    cells.sum_duplicates()
    return cells


def _weighed(counts: csr_matrix, rarity: Floats) -> csr_matrix:
    """Give every window its weight and every row the length one."""
    data = np.sqrt(counts.data) * rarity[counts.indices]
    owner = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    squares = np.bincount(owner, weights=data**2, minlength=counts.shape[0])
    data /= np.sqrt(np.maximum(squares, 1e-9))[owner]
    return csr_matrix((data.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)


def _pruned(rows: csr_matrix, keep: float) -> csr_matrix:
    """Leave out the lightest windows of every row, up to 1 - `keep` of its squared length."""
    if not len(rows.data):
        return rows
    owner = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    order = np.lexsort((rows.data, owner))
    running = np.cumsum(rows.data[order] ** 2, dtype=np.float64)
    before = np.concatenate(([0.0], running))[rows.indptr[:-1]]
    light = running - np.repeat(before, np.diff(rows.indptr)) <= 1 - keep
    kept = np.ones(len(rows.data), dtype=bool)
    kept[order[light]] = False
    sizes = np.add.reduceat(np.append(kept, False).astype(np.int64), rows.indptr[:-1])
    sizes = np.where(np.diff(rows.indptr) > 0, sizes[: rows.shape[0]], 0)
    starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    return csr_matrix((rows.data[kept], rows.indices[kept], starts), shape=rows.shape)
