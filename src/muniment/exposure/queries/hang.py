"""What hangs on whom, from the newest survey and the weights in force."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Subquery

from muniment.exposure.domain.hang import HangRow, hang, ranked
from muniment.exposure.domain.weights import Signs, Weights
from muniment.exposure.models import Bond, Survey, Surveyed, WeightsVersion
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
    return _survey_row(row) if row else None


def newest_and_weights() -> tuple[SurveyRow | None, Weights]:
    """The newest survey that is done and the weights in force; one query."""
    in_force = WeightsVersion.objects.exclude(adopted_at=None).order_by("-number")
    done = Survey.objects.exclude(done_at=None).order_by("-done_at")
    row = done.annotate(sheet=Subquery(in_force.values("sheet")[:1])).first()
    if row is None:
        return None, Weights()
    return _survey_row(row), Weights.of(row.sheet) if row.sheet else Weights()


def _survey_row(row: Survey) -> SurveyRow:
    return SurveyRow(row.id, row.day, row.at, row.customers, row.bonds)


def hang_of(person_id: UUID, *, on: date) -> tuple[HangRow, ...]:
    """The customers that hang on one person, the heaviest first, by the newest survey until `on`.

    Empty before the first survey. Four queries.
    """
    survey = newest_survey(on=on)
    if survey is None:
        return ()
    weights, bonds = weights_in_force(), _bonds(Bond.objects.filter(person=person_id), survey.id)
    mine = bonds.get(person_id, {})
    usd = customers_of(survey.id, mine)
    return ranked(hang(one, usd[one].usd, signs, weights) for one, signs in mine.items())


def all_bonds(survey_id: UUID) -> dict[UUID, dict[UUID, Signs]]:
    """The signs of everybody, by person and customer; one query."""
    return _bonds(Bond.objects.all(), survey_id)


def _bonds(rows: QuerySet[Bond], survey_id: UUID) -> dict[UUID, dict[UUID, Signs]]:
    found: dict[UUID, dict[UUID, Signs]] = defaultdict(dict)
    told = rows.filter(survey=survey_id).values_list("person_id", "dossier_id", *_SIGNS)
    for person, dossier, *signs in told:
        found[person][dossier] = Signs(*signs)
    return dict(found)


def alone_under(survey_id: UUID, keepers: Collection[UUID] | None) -> tuple[int, int]:
    """Count open customers that know one of us or nobody, and all; one query.

    Args:
        keepers: only customers that one of them keeps now; None means all.
    """
    rows = Surveyed.objects.filter(survey=survey_id, dossier__state="open")
    if keepers is not None:
        rows = rows.filter(dossier__keeper__in=keepers)
    told = rows.aggregate(alone=Count("id", filter=Q(known__lte=1)), all=Count("id"))
    return told["alone"], told["all"]


_SIGNS = ("share", "others", "unchecked_days", "private", "years", "deputy")
_CUSTOMER = ("dossier_id", "usd", "usd_low", "usd_high", "turnover", "known", "spread")
_MARKS = 500  # parameters in one query


def customers_of(
    survey_id: UUID, dossier_ids: Collection[UUID] | None = None
) -> dict[UUID, CustomerRow]:
    """What a survey says of these customers, or of all; one query."""
    rows = Surveyed.objects.filter(survey=survey_id)
    if dossier_ids is not None and len(dossier_ids) <= _MARKS:
        rows = rows.filter(dossier__in=list(dossier_ids))
    return {row[0]: CustomerRow(*row) for row in rows.values_list(*_CUSTOMER)}
