"""Screening: the right party on top, false alarms, and the time and memory of a large run."""

import csv
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.parts import listed
from benchmarks.results import Result
from muniment.screening.domain.hits import Hit, Question
from muniment.screening.domain.lists import dates_of
from muniment.screening.domain.parties import PartyKind
from muniment.screening.domain.screener import Screener

ASKED, SEEDS = 2000, (11, 12)
LARGE = 100_000  # customers, and names on the lists
PROCESSES = 2


def run() -> list[Result]:
    if not listed.is_there():
        print("screening: the shared lists are missing", file=sys.stderr)
        return []
    return [*_quality(), *_large()]


def _quality() -> list[Result]:
    held = listed.lists()
    parties = [party for it in held for party in it.parties]
    screener = Screener(parties, dates_of(held))
    asked = [it for seed in SEEDS for it in listed.asked(parties, ASKED, seed)]
    answers = list(screener.screen_all([Question((it.name,), it.kind) for it in asked]))
    on_top = sum(_is_right(hits[:1], it) for it, hits in zip(asked, answers, strict=True))
    _tell(asked, answers)
    people = [Question((name,), PartyKind.PERSON) for name in listed.clean_people()]
    firms = listed.firms()
    chosen = random.Random(1).sample(firms, len(people))
    clean = [*people, *(Question((name,), PartyKind.ENTITY) for name in chosen)]
    alarms = sum(bool(hits) for hits in screener.screen_all(clean))
    return [
        Result("screening: right party on top", 100 * on_top / len(asked), 95, "%", "high"),
        Result(
            "screening: misspelt names with any hit",
            100 * sum(map(bool, answers)) / len(asked), 97, "%", "high",
        ),
        Result("screening: clean names with a hit", 100 * alarms / len(clean), 1, "%", "low"),
        Result("screening: one name, warm", _one_name(screener, asked), 5, "ms", "low"),
    ]  # fmt: skip


def _is_right(hits: Sequence[Hit], asked: listed.Asked) -> bool:
    return any((hit.party.list_id, hit.party.uid) in asked.right for hit in hits)


def _tell(asked: Sequence[listed.Asked], answers: Sequence[tuple[Hit, ...]]) -> None:
    for change in sorted({it.change for it in asked}):
        found = [
            (_is_right(hits[:1], it), bool(hits))
            for it, hits in zip(asked, answers, strict=True)
            if it.change == change
        ]
        top, any_ = (sum(part) / len(found) for part in zip(*found, strict=True))
        print(f"  {change:8} {len(found):5}  on top {top:.3f}  any {any_:.3f}", file=sys.stderr)


def _one_name(screener: Screener, asked: Sequence[listed.Asked]) -> float:
    """Time single questions whose kind nobody knows; the middle one, in milliseconds."""
    times: list[float] = []
    for it in asked[:300]:
        began = time.perf_counter()
        screener.screen(Question((it.name,)))
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def _large() -> list[Result]:
    """Run the command on 100,000 customers and 100,000 listed names, half of them invented."""
    with tempfile.TemporaryDirectory(prefix="muniment-bench-") as folder:
        where = Path(folder)
        _write(where)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        peak = _watched(
            [
                sys.executable, "-m", "muniment", "screen", "--customers", f"{where}/customers.csv",
                "--lists", f"{where}/lists", "--out", f"{where}/hits.jsonl",
                "--processes", str(PROCESSES), "--accept-old-lists",
            ]
        )  # fmt: skip
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = json.loads((where / "hits.jsonl.summary.json").read_text(encoding="utf-8"))
    assert told["customers"] == LARGE
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"  {told['with_hits']} of {told['customers']} customers with hits", file=sys.stderr)
    return [
        Result("screening: 100,000 x 100,000, processor time", cpu, 60, "s", "low"),
        Result("screening: 100,000 x 100,000, memory of all", peak, 600, "MB", "low"),
    ]


def _write(where: Path) -> None:
    held = listed.lists(every=True)
    (where / "lists").mkdir()
    names = [(it.list_id, name.text) for it in held for party in it.parties for name in party.names]
    real = listed.firms()
    more = list(listed.invented_firms(real[: len(real) // 2], LARGE - len(names), 1))
    with (where / "lists" / "all.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name"])
        rows.writerows(enumerate([*(name for _, name in names), *more]))
    customers = [*real[len(real) // 2 :], *listed.clean_people()]
    customers += listed.invented_firms(real[len(real) // 2 :], LARGE - len(customers), 2)
    with (where / "customers.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name"])
        rows.writerows(enumerate(customers))


def _watched(command: Sequence[str]) -> float:
    """Run a command; gives the most memory that it and its children held at once, in MB.

    What forked processes share counts once (proportional set size).
    """
    environ = {**os.environ, "PYTHONPATH": "src"}
    peak = 0.0
    with subprocess.Popen(command, env=environ) as process:
        done = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not done.wait(0.2):
                peak = max(peak, _memory(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = process.wait()
        done.set()
        watcher.join()
    if code:
        raise RuntimeError(f"the command ended with {code}")
    return peak


def _memory(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    own = next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
    return own / 1024 + sum(_memory(int(child)) for child in children)
