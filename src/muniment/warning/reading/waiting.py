"""What waits for a reader: counts alone, without a name and without a number of any customer."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from muniment.people.queries import ReaderRow
from muniment.warning.models import CustomerWarning, DarkQuestion, WinBackStep
from muniment.warning.reading.questions import hers
from muniment.warning.reading.rows import visible
from muniment.warning.standing import Standing, standing_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """Open warnings within reach, own win-back steps that are due, questions to answer."""

    warnings: int = 0
    steps: int = 0
    questions: int = 0


def waiting(reader: ReaderRow, *, at: datetime) -> Waiting:
    """Count what waits; four SQL queries at the most."""
    stands = standing_of(reader, at)
    if stands is None:
        return Waiting()
    return Waiting(
        CustomerWarning.objects.filter(visible(stands), closed_at=None).count(),
        _steps(stands),
        DarkQuestion.objects.filter(hers(stands), answered_at=None).count() if stands.leads else 0,
    )


def _steps(stands: Standing) -> int:
    mine = WinBackStep.objects.filter(
        stands.within("case__dossier__"), person=stands.reader.id, done_at=None,
        case__closed_at=None, due_on__lte=timezone.localdate(stands.at),
    )  # fmt: skip
    return mine.count()
