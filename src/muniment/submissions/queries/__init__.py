"""What submissions tell: who is asked for what, how late, how fresh, and whose credit it is."""

from muniment.submissions.queries.asking import (
    Asked,
    RhythmRow,
    asked_of,
    beat_of,
    keepers_at_work,
    rhythms,
    thresholds,
)
from muniment.submissions.queries.handing import (
    SubmissionRow,
    VisitCheckRow,
    confirmed_at,
    freshness_of,
    lateness_of,
    newest_submission,
    submissions_by_week,
    submissions_of,
    visit_checks,
)

__all__ = [
    "Asked",
    "RhythmRow",
    "SubmissionRow",
    "VisitCheckRow",
    "asked_of",
    "beat_of",
    "confirmed_at",
    "freshness_of",
    "keepers_at_work",
    "lateness_of",
    "newest_submission",
    "rhythms",
    "submissions_by_week",
    "submissions_of",
    "thresholds",
    "visit_checks",
]
