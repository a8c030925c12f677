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
    left, right = _ready(one, kind), _ready(two, kind)
    if not left.tokens or not right.tokens:
        return Match(0.0, is_match=False, reasons=())
    found = _weigh(left, right)
    sure = found.score >= found.model.thresholds[strictness]
    if strictness is Strictness.MERGING:
        sure = sure and evidence.leaves_no_doubt(found.told)
    return Match(found.score, sure, found.reasons())


def score(one: PreparedName | str, two: PreparedName | str, *, kind: Kind = Kind.COMPANY) -> float:
    """The score of `compare` alone, for long runs over candidates."""
    left, right = _ready(one, kind), _ready(two, kind)
    return _weigh(left, right).score if left.tokens and right.tokens else 0.0


def _ready(name: PreparedName | str, kind: Kind) -> PreparedName:
    return prepare(name, kind) if isinstance(name, str) else name


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


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two names aligned and weighed; `turned` when the right one was taken first."""

    one: PreparedName
    two: PreparedName
    turned: bool
    found: Alignment
    told: evidence.Evidence
    model: Model
    score: float

    def reasons(self) -> tuple[Reason, ...]:
        """What speaks for and against, left and right as they were given."""
        told = _reasons(self)
        if self.turned:
            told = [Reason(r.code, r.right, r.left, r.effect) for r in told]
        return tuple(told)


def _weigh(left: PreparedName, right: PreparedName) -> Weighed:
    turned = (right.squashed, right.name) < (left.squashed, left.name)
    one, two = (right, left) if turned else (left, right)
    found = align(one, two)
    if left.kind is Kind.PERSON:
        told, model = evidence.of_people(one, two, found), _model("person")
    else:
        told, model = evidence.of_companies(one, two, found), _model("company")
    score = 1.0 if one.name == two.name else _score(told, model)
    return Weighed(one, two, turned, found, told, model, score)


def _score(told: evidence.Evidence, model: Model) -> float:
    weights = model.weights
    total = model.bias + sum([weights.get(code, 0.0) * told[code] for code in told])
    score = round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)
    return min(score, _OTHER_PERSON) if told.get("turned") else score


def _reasons(weighed: Weighed) -> list[Reason]:
    found, told, weights = weighed.found, weighed.told, weighed.model.weights
    reasons = [_link_reason(link) for link in found.links]
    left, right = _words(found.left), _words(found.right)
    if left and right:
        reasons.append(Reason("differs", left, right, -1.0))
    elif left or right:
        reasons.append(Reason("extra", left, right, -0.3))
    if told.get("form_differs"):
        effect = weights.get("form_differs", 0.0)
        reasons.append(Reason("form", weighed.one.form, weighed.two.form, effect))
    if told.get("turned"):
        reasons.append(Reason("turned", "", "", -1.0))
    return reasons


def _link_reason(link: Link) -> Reason:
    return Reason(
        str(link.tie), _words(link.left), _words(link.right), round(link.weight * link.alike, 3)
    )


def _words(tokens: tuple[Token, ...]) -> str:
    return " ".join(token.own or token.text for token in tokens)
