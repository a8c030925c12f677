"""Looks of one process over SQLite, in turns with bare commits; prints the measurements."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from benchmarks import house
from benchmarks.parts import looks

CUSTOMERS = 1_000
TURNS = 60
EACH = 20  # looks in a turn
SLOW_DISK_SECONDS = 0.003
Job = Callable[[], None]


def main() -> None:
    house.set_up()
    people = house.found()
    dossiers = house.fill(people, CUSTOMERS)
    looks.give_orders(people, dossiers)
    looks.make_bare_table()
    look = looks.Reader(people, dossiers, seed=1).look
    _in_turns(look, turns=20)  # warm up: caches of keys, policy, statements
    bare_ms, look_ms, bare_cpu, look_cpu, ratio = _in_turns(look, turns=TURNS)
    with _slow_commits():
        *_, slow = _in_turns(look, turns=TURNS // 3)
    told = {
        "bare_ms": bare_ms, "look_ms": look_ms, "ratio": ratio, "slow_ratio": slow,
        "cpu_ms": look_cpu - bare_cpu,
    }  # fmt: skip
    print(json.dumps(told))


def _in_turns(look: Job, *, turns: int) -> tuple[float, float, float, float, float]:
    """Alternate bare commits and looks, so that both meet the same disk and the same load.

    Returns:
        Milliseconds of one bare commit and one look, CPU milliseconds of both (medians of the
        turns), and looks per bare commit.
    """
    told = [(*_timed(looks.bare), *_timed(look)) for _ in range(turns)]
    bare, bare_cpu, seen, seen_cpu = (median(row[n] for row in told) for n in range(4))
    ratio = median(row[0] / row[2] for row in told)
    return bare, seen, bare_cpu, seen_cpu, ratio


def _timed(job: Job) -> tuple[float, float]:
    start, cpu = time.perf_counter(), time.process_time()
    for _ in range(EACH):
        job()
    spent, spent_cpu = time.perf_counter() - start, time.process_time() - cpu
    return spent / EACH * 1000, spent_cpu / EACH * 1000


@contextmanager
def _slow_commits() -> Iterator[None]:
    """Let each commit of this process take 3 ms longer: a disk that is not ours, simulated."""
    from django.db import connection

    commit = connection._commit

    def slowly() -> None:
        commit()
        time.sleep(SLOW_DISK_SECONDS)

    connection._commit = slowly
    try:
        yield
    finally:
        connection._commit = commit


if __name__ == "__main__":
    main()
