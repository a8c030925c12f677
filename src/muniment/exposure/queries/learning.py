"""What the company's own departures teach about the weights."""

from muniment.exposure.domain.learning import CERTAIN, Learnt, Lesson, learn
from muniment.exposure.domain.weights import Signs
from muniment.exposure.models import Lesson as LessonRow
from muniment.exposure.queries.weights import learning_base
from muniment.warning.domain.outcomes import Outcome

_COLUMNS = (
    "person_id", "evidence", "answer", "share", "others", "unchecked_days", "private", "years",
    "deputy",
)  # fmt: skip


def lessons() -> list[Lesson]:
    """Every customer of past leavers, as it was last worked out; one query."""
    rows = LessonRow.objects.order_by("person", "dossier").values_list(*_COLUMNS)
    return [
        Lesson(person, Signs(*signs), _evidence(evidence, answer))
        for person, evidence, answer, *signs in rows
    ]


def _evidence(evidence: float, answer: str) -> float:
    """What a person found out stands in the place of what the models think."""
    if not answer:
        return evidence
    return CERTAIN if answer == Outcome.TAKEN else -CERTAIN


def learnt_now() -> Learnt:
    """What departures would make of the weights that were set by hand; two queries.

    Learning begins at the newest weights set by hand, so that no departure counts twice.
    """
    return learn(learning_base(), lessons())
