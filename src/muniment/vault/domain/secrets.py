"""The secret register: which points of a customer are claimed secret, since when, and why
they are valuable. Courts ask for exactly this, customer by customer, point by point.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from muniment.core.errors import ErrorKind, MunimentError, gettext_noop
from muniment.vault.domain.fields import FieldSpec, SecrecyLevel
from muniment.vault.domain.tidy import one_line, paragraphs

SHORTEST_BASIS = 20
LONGEST_BASIS = 2_000
LONGEST_POINT = 300


class ValueBasis(StrEnum):
    """Why a point is worth keeping secret; several may hold."""

    EFFORT = "effort"
    COST = "cost"
    ADVANTAGE = "advantage"
    DEPTH = "depth"
    LOSS = "loss"


BASIS_LABELS = {
    ValueBasis.EFFORT: gettext_noop("Long effort to gather it"),
    ValueBasis.COST: gettext_noop("Money spent on it"),
    ValueBasis.ADVANTAGE: gettext_noop("A lead over competitors"),
    ValueBasis.DEPTH: gettext_noop("Knowledge that is not public: habits, needs, prices"),
    ValueBasis.LOSS: gettext_noop("Orders that would be lost with it"),
}


@dataclass(frozen=True, slots=True)
class SecretPoint:
    """One claim: these fields of one customer are a trade secret.

    Attributes:
        point: what exactly is claimed, in words a stranger understands.
        fields: codes of the fields it covers, sorted; only secret and top-secret ones.
        level: the highest level among them.
        since: first day on which it was kept secret.
        bases: why it is valuable, sorted; `basis` says it in words.
    """

    point: str
    fields: tuple[str, ...]
    level: SecrecyLevel
    since: date
    bases: tuple[ValueBasis, ...]
    basis: str


class SecretPointInvalid(MunimentError):
    """The claim would not stand in court as written; nothing was registered."""

    code = "vault.secret_point.invalid"
    kind = ErrorKind.INVALID
    title = gettext_noop("This point cannot be registered: {why}.")
    next_step = gettext_noop("Name what is secret, the fields it covers, and why it is valuable.")


def claim(
    *,
    point: str,
    fields: Iterable[FieldSpec],
    since: date,
    bases: Iterable[ValueBasis],
    basis: str,
    today: date,
) -> SecretPoint:
    """Check a claim and put it into its lasting form.

    Raises:
        SecretPointInvalid: no point, no field, a field that is not kept secret, a day to
            come, or a value that is not explained.
    """
    covered = sorted(set(fields), key=lambda spec: spec.code)
    tidy_point, tidy_basis, reasons = one_line(point), paragraphs(basis), sorted(set(bases))
    for why, wrong in (
        (gettext_noop("it does not say what is secret"), not tidy_point),
        (gettext_noop("its name is too long"), len(tidy_point) > LONGEST_POINT),
        (gettext_noop("it covers no field"), not covered),
        (gettext_noop("it covers a field that is not secret"), not all(map(_kept_secret, covered))),
        (gettext_noop("it begins in the future"), since > today),
        (gettext_noop("it gives no reason for its value"), not reasons),
        (gettext_noop("its value is not explained"), len(tidy_basis) < SHORTEST_BASIS),
        (gettext_noop("its explanation is too long"), len(tidy_basis) > LONGEST_BASIS),
    ):
        if wrong:
            raise SecretPointInvalid(why=why)
    codes = tuple(spec.code for spec in covered)
    return SecretPoint(tidy_point, codes, _highest(covered), since, tuple(reasons), tidy_basis)


def _kept_secret(spec: FieldSpec) -> bool:
    return spec.level in {SecrecyLevel.SECRET, SecrecyLevel.TOP_SECRET}


def _highest(fields: Iterable[FieldSpec]) -> SecrecyLevel:
    top = any(spec.level is SecrecyLevel.TOP_SECRET for spec in fields)
    return SecrecyLevel.TOP_SECRET if top else SecrecyLevel.SECRET
