"""What submissions tell: who is asked for what, how late, how fresh, and whose credit it is."""

from muniment.submissions.queries.asking import (
    Asked,
    RhythmRow,
    asked_among,
    asked_of,
    keepers_at_work,
    rhythms,
    thresholds,
)
from muniment.submissions.queries.credit import (
    CustomerCredit,
    OriginRow,
    TailRow,
    TailRuleRow,
    credit_of,
    origin_of,
    points_of,
    tail_rule,
    tails_of,
)
from muniment.submissions.queries.handing import (
    SubmissionRow,
    confirmed_at,
    freshness_of,
    freshness_tally,
    lateness_among,
    lateness_of,
    submissions_of,
)

__all__ = [
    "Asked",
    "CustomerCredit",
    "OriginRow",
    "RhythmRow",
    "SubmissionRow",
    "TailRow",
    "TailRuleRow",
    "asked_among",
    "asked_of",
    "confirmed_at",
    "credit_of",
    "freshness_of",
    "freshness_tally",
    "keepers_at_work",
    "lateness_among",
    "lateness_of",
    "origin_of",
    "points_of",
    "rhythms",
    "submissions_of",
    "tail_rule",
    "tails_of",
    "thresholds",
]
