"""The tables of submissions: days, ids and counts; words stand sealed in the vault."""

from muniment.submissions.models.credit import OriginFile, Tail, TailRule
from muniment.submissions.models.handing import Line, Submission, VisitCheck
from muniment.submissions.models.rhythms import Rhythm, Threshold

__all__ = [
    "Line",
    "OriginFile",
    "Rhythm",
    "Submission",
    "Tail",
    "TailRule",
    "Threshold",
    "VisitCheck",
]
