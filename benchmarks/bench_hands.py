"""Same hands: how well and how fast, on invented worlds and, where it is there, on the sample."""

import csv
import resource
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path

from benchmarks.parts.hands_world import World, records_of
from benchmarks.results import Result
from muniment.investigations.domain.hands import Record, record_of, same_hands

SAMPLE = Path(__file__).parents[2] / "shared" / "data" / "hands-sample"
WORLDS = {
    "3,000 companies": World(),
    "more gaps": World(seen=0.5, seed=2),
    "twice the hubs": World(hubs=0.2, hub_places=40, seed=3),
    "800 companies": World(companies=800, seed=4),
}
LARGE = World(companies=69_000, middles=60, hub_places=40, seed=5)  # some 100,000 records


def run() -> list[Result]:
    results: list[Result] = []
    for name, world in WORLDS.items():
        records, truth = records_of(world)
        results += _quality(f"same hands, {name}", records, truth)
    if SAMPLE.exists():
        results += _quality("same hands, sample", *_sample())
    return results + _speed()


def _quality(
    name: str, records: list[Record], truth: Mapping[str, tuple[int | str, int | str]]
) -> list[Result]:
    f1, strangers = measure(dict(same_hands(records).clusters()), truth)
    return [
        Result(f"{name}: F1 of company pairs", f1, 0.82, "", "high"),
        Result(f"{name}: innocent companies joined", 100 * strangers, 3, "%", "low"),
    ]


def _speed() -> list[Result]:
    records, _ = records_of(LARGE)
    start = time.process_time()
    same_hands(records)
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Result(f"same hands, {len(records):,} records: CPU", seconds, 300, "s", "low"),
        Result(f"same hands, {len(records):,} records: memory", memory, 2000, "MB", "low"),
    ]


def measure(
    clusters: Mapping[str, int], truth: Mapping[str, tuple[int | str, int | str]]
) -> tuple[float, float]:
    """F1 over pairs of companies, and the share of lone companies that were joined."""
    joined: dict[int, set[int | str]] = defaultdict(set)
    for rec_id, cluster in clusters.items():
        joined[cluster].add(truth[rec_id][0])
    hands: dict[int | str, set[int | str]] = defaultdict(set)
    for company, people in truth.values():
        hands[people].add(company)
    found, true = _pairs(joined.values()), _pairs(hands.values())
    lone = {next(iter(group)) for group in hands.values() if len(group) == 1}
    accused = {company for pair in found for company in pair} & lone
    right = len(found & true)
    return 2 * right / max(len(found) + len(true), 1), len(accused) / max(len(lone), 1)


def _pairs(groups: Iterable[set[int | str]]) -> set[tuple[int | str, ...]]:
    return {pair for group in groups for pair in combinations(sorted(group, key=str), 2)}


def _sample() -> tuple[list[Record], dict[str, tuple[int | str, int | str]]]:
    with (SAMPLE / "records.csv").open(encoding="utf-8", newline="") as rows:
        records = [record_of(row) for row in csv.DictReader(rows)]
    with (SAMPLE / "truth.csv").open(encoding="utf-8", newline="") as rows:
        truth: dict[str, tuple[int | str, int | str]] = {
            row["rec_id"]: (row["company_id"], row["hands_id"]) for row in csv.DictReader(rows)
        }
    return records, truth
