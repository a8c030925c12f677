"""Names: how well labelled pairs are told, and what a pair costs.

The pairs stand beside the repository (`../shared/data/names/pairs.jsonl`); the weights were learnt
from them, so the cross-validated figures of `tools/train_names.py` are the honest ones. Here is
what is shipped, at its own threshold.
"""

import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.results import Result
from muniment.matching.names import Kind, compare, prepare

PAIRS = Path(__file__).parents[2] / "shared/data/names/pairs.jsonl"
SMALLEST_GROUP = 20
TURNS = 7


def run() -> list[Result]:
    """Judge every labelled pair, then time each pair by the best of a few turns."""
    text = PAIRS.read_text(encoding="utf-8").strip()
    pairs = [json.loads(line) for line in text.split("\n")]
    told = [(pair, _matches(pair)) for pair in pairs]
    groups = defaultdict(list)
    for pair, match in told:
        groups[_group(pair)].append((pair, match))
    shares = [_f1(rows) for rows in groups.values() if _counts(rows)]
    prepare_us, compare_us = _times(pairs)
    return [
        Result("names: F1 of labelled pairs", _f1(told), 0.84, "", "high"),
        Result("names: mean F1 of their groups", sum(shares) / len(shares), 0.84, "", "high"),
        Result("names: preparing a name", prepare_us, 60, "µs", "low"),
        Result("names: comparing a prepared pair", compare_us, 60, "µs", "low"),
    ]


def _matches(pair: dict[str, Any]) -> bool:
    return compare(pair["name1"], pair["name2"], kind=Kind.of(pair["schema"])).is_match


def _group(pair: dict[str, Any]) -> str:
    return "own_trade" if pair["group"].startswith("own_") else str(pair["group"])


def _counts(rows: list[tuple[dict[str, Any], bool]]) -> bool:
    return len(rows) >= SMALLEST_GROUP and 0 < sum(pair["match"] for pair, _ in rows) < len(rows)


def _f1(rows: list[tuple[dict[str, Any], bool]]) -> float:
    right = sum(match and bool(pair["match"]) for pair, match in rows)
    asked = sum(bool(pair["match"]) for pair, _ in rows)
    return 2 * right / (sum(match for _, match in rows) + asked)


def _times(pairs: list[dict[str, Any]]) -> tuple[float, float]:
    preparing, comparing = 0.0, 0.0
    for number, pair in enumerate(pairs):
        kind = Kind.of(pair["schema"])
        fresh = f"{pair['name1']} {number}"  # not asked before, so no cache answers
        before = time.process_time_ns()
        prepare(fresh, kind)
        preparing += time.process_time_ns() - before
        one, two = prepare(pair["name1"], kind), prepare(pair["name2"], kind)
        comparing += min(_once(one, two) for _ in range(TURNS))
    return preparing / len(pairs) / 1000, comparing / len(pairs) / 1000


def _once(one: Any, two: Any) -> int:
    before = time.process_time_ns()
    compare(one, two)
    return time.process_time_ns() - before
