"""What hangs on whom, from the newest survey and the weights in force."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from muniment.exposure.domain.hang import HangRow, hang, ranked
from muniment.exposure.domain.weights import Signs
from muniment.exposure.models import Bond, Survey, Surveyed
from muniment.exposure.queries.weights import weights_in_force


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """When what hangs on whom was worked out, and over how many customers."""

    id: UUID
    day: date
    at: datetime
    customers: int
    bonds: int


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer of a survey; see `models.Surveyed`."""

    dossier_id: UUID
    usd: float
    usd_low: float
    usd_high: float
    turnover: float
    known: int
    spread: float


def newest_survey(*, on: date | None = None) -> SurveyRow | None:
    """The newest survey that is done, or the newest up to a day; one query."""
    done = Survey.objects.exclude(done_at=None)
    done = done.filter(day__lte=on) if on else done
    row = done.order_by("-done_at").first()
    return SurveyRow(row.id, row.day, row.at, row.customers, row.bonds) if row else None


def hang_of(person_id: UUID, *, on: date) -> tuple[HangRow, ...]:
    """The customers that hang on one person, the heaviest first, by the newest survey until `on`.

    Empty before the first survey. Four queries.
    """
    survey = newest_survey(on=on)
    if survey is None:
        return ()
    weights, bonds = weights_in_force(), bonds_of(survey.id, [person_id])[person_id]
    usd = customers_of(survey.id, bonds)
    return ranked(hang(one, usd[one].usd, signs, weights) for one, signs in bonds.items())


def bonds_of(survey_id: UUID, person_ids: Collection[UUID]) -> dict[UUID, dict[UUID, Signs]]:
    """The signs of each person by customer; one query."""
    found: dict[UUID, dict[UUID, Signs]] = {person: {} for person in person_ids}
    rows = Bond.objects.filter(survey=survey_id, person__in=list(person_ids))
    for person, dossier, *signs in rows.values_list("person_id", "dossier_id", *_SIGNS):
        found[person][dossier] = Signs(*signs)
    return found


_SIGNS = ("share", "others", "unchecked_days", "private", "years", "deputy")
_MARKS = 20_000  # more parameters than one statement takes


def customers_of(survey_id: UUID, dossier_ids: Collection[UUID]) -> dict[UUID, CustomerRow]:
    """What a survey says of these customers; one query."""
    rows = Surveyed.objects.filter(survey=survey_id)
    if len(dossier_ids) < _MARKS:
        rows = rows.filter(dossier__in=list(dossier_ids))
    told = rows.values_list(
        "dossier_id", "usd", "usd_low", "usd_high", "turnover", "known", "spread"
    )
    return {row[0]: CustomerRow(*row) for row in told}
