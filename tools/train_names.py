"""Learn the weights of the name evidence from labelled pairs and write matching/data/weights.json.

    python tools/train_names.py SHARED_FOLDER PAIRS.jsonl [PAIRS.jsonl ...] [--write] [--errors]

Each line: `{id, group, schema, name1, name2, match}`. Logistic regression with a ridge; the figures
printed are cross-validated: each pair is judged by weights that were learnt without its fold.
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from invented_names import invented
from scipy.optimize import minimize

from muniment.matching.names import evidence
from muniment.matching.names.align import align
from muniment.matching.names.kinds import Kind
from muniment.matching.names.prepared import prepare
from muniment.matching.names.tables import DATA

FOLDS, REPEATS = 10, 3
RIDGE = 1.0
INVENTED, INVENTED_COUNTS = "invented", 0.3  # a made example counts less than a found one
Vector = np.ndarray[Any, np.dtype[np.float64]]


def main(paths: list[str], *, write: bool) -> None:
    """Learn both models, print cross-validated figures, write the weights if asked to."""
    pairs = [json.loads(line) for path in paths[1:] for line in _lines(Path(path))]
    pairs += invented(Path(paths[0]))
    models, answers = {}, []
    for name, chosen in (("company", _companies(pairs)), ("person", _people(pairs))):
        codes, table, labels = _table(chosen)
        strength = _strength(chosen)
        scores = _cross_validated(codes, table, labels, strength)
        answers += [(pair, score) for pair, score in zip(chosen, scores, strict=True)]
        models[name] = _told(codes, _learnt(codes, table, labels, strength))
    _report(answers)
    if write:
        text = json.dumps(models, indent=1, sort_keys=True)
        (DATA / "weights.json").write_text(text + "\n", encoding="utf-8")


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]


def _companies(pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [pair for pair in pairs if Kind.of(pair["schema"]) is not Kind.PERSON]


def _people(pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [pair for pair in pairs if Kind.of(pair["schema"]) is Kind.PERSON]


def _evidence(pair: dict[str, Any]) -> dict[str, float]:
    kind = Kind.of(pair["schema"])
    one, two = prepare(pair["name1"], kind), prepare(pair["name2"], kind)
    if (two.squashed, two.name) < (one.squashed, one.name):
        one, two = two, one
    weigh = evidence.of_people if kind is Kind.PERSON else evidence.of_companies
    return weigh(one, two, align(one, two))


def _table(pairs: list[dict[str, Any]]) -> tuple[list[str], Vector, Vector]:
    rows = [_evidence(pair) for pair in pairs]
    codes = sorted({code for row in rows for code in row})
    table = np.array([[1.0, *(row.get(code, 0.0) for code in codes)] for row in rows])
    return codes, table, np.array([float(pair["match"]) for pair in pairs])


def _strength(pairs: list[dict[str, Any]]) -> Vector:
    """Weigh pairs so that a small group counts a little more than its size."""
    sizes: dict[str, int] = defaultdict(int)
    for pair in pairs:
        sizes[_group(pair)] += 1
    raw = np.array([(sizes[_group(pair)] / 100) ** -0.25 for pair in pairs])
    own = np.array([pair["group"] == INVENTED for pair in pairs])
    return np.where(own, INVENTED_COUNTS, raw / raw[~own].mean())


def _group(pair: dict[str, Any]) -> str:
    group = str(pair["group"])
    return "own_trade" if group.startswith("own_") else group


FOR = re.compile(r"cover|whole|linked|exact|_sound$|_first$|joined")
AGAINST = re.compile(
    r"swapped|extra|differs|error|opposed|turned|missing|crossing|gap|first_letter"
)


def _bounds(codes: list[str]) -> list[tuple[float | None, float | None]]:
    """What speaks for a match must not count against it in any corner, nor the reverse."""
    told: list[tuple[float | None, float | None]] = [(None, None)]
    for code in codes:
        if AGAINST.search(code):
            told.append((None, 0.0))
        else:
            told.append((0.0, None) if FOR.search(code) else (None, None))
    return told


def _learnt(codes: list[str], table: Vector, labels: Vector, strength: Vector) -> Vector:
    def loss(weights: Vector) -> tuple[float, Vector]:
        total = table @ weights
        ridge = RIDGE * np.r_[0.0, weights[1:]]
        value = float(strength @ (np.logaddexp(0, total) - labels * total)) + 0.5 * float(
            ridge @ weights
        )
        return value, table.T @ (strength * (1 / (1 + np.exp(-total)) - labels)) + ridge

    answer: Vector = minimize(
        loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", bounds=_bounds(codes)
    ).x
    return answer


def _scores(table: Vector, weights: Vector) -> Vector:
    return 1 / (1 + np.exp(-(table @ weights)))


def _cross_validated(codes: list[str], table: Vector, labels: Vector, strength: Vector) -> Vector:
    total = np.zeros(len(labels))
    for repeat in range(REPEATS):
        fold = np.random.default_rng(repeat).permutation(len(labels)) % FOLDS
        for part in range(FOLDS):
            learn = fold != part
            weights = _learnt(codes, table[learn], labels[learn], strength[learn])
            total[~learn] += _scores(table[~learn], weights)
    return total / REPEATS


def _told(codes: list[str], weights: Vector) -> dict[str, Any]:
    return {
        "bias": round(float(weights[0]), 4),
        "weights": {code: round(float(w), 4) for code, w in zip(codes, weights[1:], strict=True)},
        "thresholds": {"screening": 0.45, "merging": 0.75},
    }


def _report(answers: list[tuple[dict[str, Any], float]]) -> None:
    groups: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for pair, score in answers:
        for name in {_group(pair), INVENTED if pair["group"] == INVENTED else "ALL"}:
            groups[name].append((bool(pair["match"]), float(score)))
    for name, told in sorted(groups.items()):
        cuts = "  ".join(f"{cut}: {_f1(told, cut):.3f}" for cut in (0.35, 0.4, 0.45, 0.5, 0.55))
        print(f"{name:20} {len(told):5}  {cuts}")
    usable = [
        t
        for n, t in groups.items()
        if n != "ALL" and len(t) >= 20 and 0 < sum(x for x, _ in t) < len(t)
    ]
    print(
        "macro",
        "  ".join(
            f"{cut}: {np.mean([_f1(t, cut) for t in usable]):.3f}"
            for cut in (0.35, 0.4, 0.45, 0.5, 0.55)
        ),
    )
    if "--errors" in sys.argv:
        wrong = [(score, pair) for pair, score in answers if (score >= 0.45) != pair["match"]]
        for score, pair in sorted(wrong, key=lambda told: (_group(told[1]), told[0])):
            print(
                f"{score:.2f} {int(pair['match'])} {_group(pair)[:14]:14}",
                f"{pair['name1']} | {pair['name2']}",
            )


def _f1(told: list[tuple[bool, float]], cut: float) -> float:
    right = sum(match and score >= cut for match, score in told)
    claimed, real = sum(score >= cut for _, score in told), sum(match for match, _ in told)
    return 2 * right / max(claimed + real, 1)


if __name__ == "__main__":
    main([word for word in sys.argv[1:] if not word.startswith("--")], write="--write" in sys.argv)
