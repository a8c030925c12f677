"""Hold two names against each other: a number, a yes or no, and the reasons."""

import json
import math
from dataclasses import dataclass
from functools import cache

from muniment.matching.names import evidence, sayings
from muniment.matching.names.align import Alignment, Link, align
from muniment.matching.names.kinds import Kind, Strictness
from muniment.matching.names.prepared import PreparedName, Token, prepare
from muniment.matching.names.tables import DATA


_OTHER_PERSON = 0.3  # “X son of Y” is not “Y son of X”, however alike the words


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against.

    Attributes:
        code: stable; `sayings` has its sentence.
        left, right: the words it rests on, as in the names' Latin spelling; may be "".
        effect: above 0 speaks for a match, below 0 against.
    """

    code: str
    left: str
    right: str
    effect: float


@dataclass(frozen=True, slots=True)
class Match:
    """The answer: `score` 0 to 1; `is_match` at the threshold of the strictness asked for."""

    score: float
    is_match: bool
    reasons: tuple[Reason, ...]

    def why(self) -> str:
        """One plain sentence, in English; every part of it is marked for translation."""
        return sayings.sentence([(r.code, r.left, r.right) for r in self.reasons])


def compare(
    one: PreparedName | str,
    two: PreparedName | str,
    *,
    kind: Kind = Kind.COMPANY,
    strictness: Strictness = Strictness.SCREENING,
) -> Match:
    """Say whether two names are one; the order of the two makes no difference to the score.

    Screening asks for the score alone. Merging asks besides that nothing be in doubt: no other
    number, place, trade or legal form, no missing brand, no misspelling, no change of script.

    `kind` counts for names given as text; prepared names bring their own. Never raises.
    About 50 microseconds for two usual prepared names.
    """
    left = prepare(one, kind) if isinstance(one, str) else one
    right = prepare(two, kind) if isinstance(two, str) else two
    turned = (right.squashed, right.name) < (left.squashed, left.name)
    first, second = (right, left) if turned else (left, right)
    if not first.tokens or not second.tokens:
        return Match(0.0, is_match=False, reasons=())
    found = align(first, second)
    model = _model("person" if left.kind is Kind.PERSON else "company")
    told = (evidence.of_people if left.kind is Kind.PERSON else evidence.of_companies)(
        first, second, found
    )
    score = _score(first, second, told, model)
    sure = score >= model.thresholds[strictness]
    if strictness is Strictness.MERGING:
        sure = sure and evidence.leaves_no_doubt(told)
    reasons = _reasons(first, second, found, told, model)
    if turned:
        reasons = [Reason(r.code, r.right, r.left, r.effect) for r in reasons]
    return Match(score, sure, tuple(reasons))


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the evidence; learnt by `tools/train_names.py`."""

    bias: float
    weights: dict[str, float]
    thresholds: dict[str, float]


@cache
def _model(name: str) -> Model:
    told = json.loads((DATA / "weights.json").read_text(encoding="utf-8"))[name]
    return Model(told["bias"], told["weights"], told["thresholds"])


def _score(one: PreparedName, two: PreparedName, told: evidence.Evidence, model: Model) -> float:
    if one.name == two.name:
        return 1.0
    weights = model.weights
    total = model.bias + sum([weights.get(code, 0.0) * told[code] for code in told])
    score = round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)
    return min(score, _OTHER_PERSON) if told.get("turned") else score


def _reasons(
    one: PreparedName, two: PreparedName, found: Alignment, told: evidence.Evidence, model: Model
) -> list[Reason]:
    reasons = [_link_reason(link) for link in found.links]
    if found.left and found.right:
        reasons.append(Reason("differs", _words(found.left), _words(found.right), -1.0))
    elif found.left or found.right:
        reasons.append(Reason("extra", _words(found.left), _words(found.right), -0.3))
    if told.get("form_differs"):
        reasons.append(Reason("form", one.form, two.form, model.weights.get("form_differs", 0.0)))
    if told.get("turned"):
        reasons.append(Reason("turned", "", "", -1.0))
    return reasons


def _link_reason(link: Link) -> Reason:
    return Reason(
        str(link.tie), _words(link.left), _words(link.right), round(link.weight * link.alike, 3)
    )


def _words(tokens: tuple[Token, ...]) -> str:
    return " ".join(token.own or token.text for token in tokens)
