"""The ledger: what an act pays for being on record, and how fast the tree is."""

import os
import time
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from statistics import median

from benchmarks.results import Result

LEAVES = 1_000_000
PROOFS = 5_000
ACTS = 2_000
COMMITS = 800


def run() -> list[Result]:
    _prepare()
    return [
        Result("ledger: CPU of one entry", _append_ms({}), 0.5, "ms", "low"),
        Result("ledger: CPU of one entry with three sealed fields", _append_ms(_PLACE), 1.0, "ms",
               "low"),
        Result("ledger: durable acts on record / bare durable one-row commits",
               100 * _durable_ratio(), 60, "%", "high"),
        Result("ledger: sequenced per second of CPU", _drained(), 5_000, "/s", "high"),
        Result("ledger: root over 1 M leaves / bare hashing", 100 * _root_ratio(), 80, "%", "high"),
        Result("ledger: inclusion proofs at 1 M entries, cached", _proofs(), 3_000, "/s", "high"),
    ]  # fmt: skip


_PLACE = {"address": "203.0.113.7", "device": "a telephone", "site": "office"}


def _prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from muniment.keys import ring

    ring.create()


def _append(sealed: dict[str, str]) -> None:
    from muniment.core import clock
    from muniment.core.actor import HOUSE
    from muniment.ledger.services import append_entry

    append_entry(kind="bench.look.taken", subject=_subject(), by=HOUSE, at=clock.now(),
                 facts={"compartment": "pricing", "fields": 3, "purpose": "quote"},
                 sealed=sealed)  # fmt: skip


@cache
def _subject():
    from muniment.core.ids import new_id

    return new_id()


def _append_ms(sealed: dict[str, str]) -> float:
    """Measure beside the commit: many entries in one transaction, the best of five runs."""
    from django.db import transaction

    def many() -> None:
        with transaction.atomic():
            for _ in range(ACTS // 5):
                _append(sealed)

    many()
    return min(_cpu(many) for _ in range(5)) / (ACTS // 5) * 1000


def _durable_ratio() -> float:
    """Take turns with a bare insert, so that both meet the same disk; the median turn counts."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_act (id varchar(40) PRIMARY KEY)")

    def bare() -> None:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_act VALUES (%s)", [os.urandom(16).hex()])

    def act() -> None:
        with transaction.atomic(durable=True):
            _append({})

    def seconds(job: Callable[[], None]) -> float:
        start = time.perf_counter()
        for _ in range(10):
            job()
        return time.perf_counter() - start

    return median(seconds(bare) / seconds(act) for _ in range(COMMITS // 10))


def _drained() -> float:
    from muniment.ledger.services import drain, fsck, sequencer

    sequencer._last_wake = time.monotonic() + 3600  # acts do not sequence their predecessors
    drain()
    for _ in range(5):
        _append_ms({})
    moved: list[int] = []
    seconds = _cpu(lambda: moved.append(drain()))
    assert fsck(deep=False).is_good
    return sum(moved) / seconds


@cache
def _leaves() -> list[bytes]:
    return [sha256(b"%d" % number).digest() * 9 for number in range(LEAVES)]


def _root_ratio() -> float:
    from muniment.ledger.domain.merkle import Frontier, leaf_hash

    entries = _leaves()

    def bare() -> None:
        """Hash as many leaves and nodes of the same lengths, and keep what comes out."""
        hash_of = sha256
        row = [hash_of(b"\x00" + entry).digest() for entry in entries]
        row = [hash_of(b"\x01" + left + left).digest() for left in row]

    def ours() -> None:
        frontier = Frontier()
        frontier.extend([leaf_hash(entry) for entry in entries])
        frontier.root()

    turns = [(_cpu(bare), _cpu(ours)) for _ in range(4)]
    return min(turn[0] for turn in turns) / min(turn[1] for turn in turns)


def _proofs() -> float:
    """Prove entries of 64 neighbouring tiles at 1 M entries: the cache holds them."""
    from muniment.ledger.domain import merkle, tiles

    stored = {
        (tile.level, tile.n): tile.hashes
        for tile in tiles.grow(0, [entry[:32] for entry in _leaves()], lambda *_: b"")
    }
    pyramids = tiles.Pyramids(lambda level, n, width: stored[level, n][: width * 32])
    indexes = [(number * 7919) % (64 * 256) for number in range(PROOFS)]

    def prove() -> None:
        for index in indexes:
            merkle.inclusion(index, LEAVES, pyramids)

    prove()
    return PROOFS / _cpu(prove)


def _cpu(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start
