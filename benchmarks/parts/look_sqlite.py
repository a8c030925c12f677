"""Looks of one process over SQLite, in turns with bare commits; prints the measurements."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks import house
from benchmarks.parts import looks

CUSTOMERS = 1_000
ROUNDS = 6
TURNS = 10  # in a round
EACH = 20  # looks and commits in a turn
SLOW_DISK_SECONDS = 0.003
Job = Callable[[], None]


def main() -> None:
    house.set_up()
    people = house.found()
    dossiers = house.fill(people, CUSTOMERS)
    looks.give_orders(people, dossiers)
    looks.make_bare_table()
    look = looks.Reader(people, dossiers, seed=1).look
    _best(look, rounds=2)  # warm up: caches of keys, policy, statements
    bare_ms, look_ms, bare_cpu, look_cpu = _best(look, rounds=ROUNDS)
    with _slow_commits():
        slow_bare, slow_look, *_ = _best(look, rounds=ROUNDS // 2)
    told = {
        "bare_ms": bare_ms, "look_ms": look_ms, "ratio": bare_ms / look_ms,
        "slow_ratio": slow_bare / slow_look, "cpu_ms": look_cpu - bare_cpu,
    }  # fmt: skip
    print(json.dumps(told))


def _best(look: Job, *, rounds: int) -> tuple[float, float, float, float]:
    """Milliseconds of a bare commit and of a look, then of their CPU: each of its best round.

    The rest of the machine can only make a round worse; what a look causes regularly
    (sequencing each quarter of a second, checkpoints of the database) is in every round.
    """
    told = [_round(look) for _ in range(rounds)]
    bare, seen, bare_cpu, seen_cpu = (min(row[n] for row in told) for n in range(4))
    return bare, seen, bare_cpu, seen_cpu


def _round(look: Job) -> tuple[float, float, float, float]:
    """Alternate bare commits and looks, so that both meet the same disk and the same load."""
    turns = [(*_timed(looks.bare), *_timed(look)) for _ in range(TURNS)]
    bare, bare_cpu, seen, seen_cpu = (sum(row[n] for row in turns) / TURNS for n in range(4))
    return bare, seen, bare_cpu, seen_cpu


def _timed(job: Job) -> tuple[float, float]:
    start, cpu = time.perf_counter(), time.process_time()
    for _ in range(EACH):
        job()
    spent, spent_cpu = time.perf_counter() - start, time.process_time() - cpu
    return spent / EACH * 1000, spent_cpu / EACH * 1000


@contextmanager
def _slow_commits() -> Iterator[None]:
    """Let each commit of this process take 3 ms longer: a disk that is not ours, simulated."""
    from django.db import connections

    wrapper: Any = connections["default"]
    commit = wrapper._commit

    def slowly() -> None:
        commit()
        time.sleep(SLOW_DISK_SECONDS)

    wrapper._commit = slowly
    try:
        yield
    finally:
        wrapper._commit = commit


if __name__ == "__main__":
    main()
