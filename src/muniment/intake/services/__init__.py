"""The verbs of the intake: receive, correct, check, load, give up, tidy."""

from muniment.intake.services.checking import check
from muniment.intake.services.loading import BadRowsLeft, load
from muniment.intake.services.receiving import (
    correct,
    give_up,
    queue_check,
    queue_load,
    receive,
    resume,
)
from muniment.intake.services.runs import FILE, RunBusy, RunNotReady
from muniment.intake.services.tidying import tidy

__all__ = [
    "FILE",
    "BadRowsLeft",
    "RunBusy",
    "RunNotReady",
    "check",
    "correct",
    "give_up",
    "load",
    "queue_check",
    "queue_load",
    "receive",
    "resume",
    "tidy",
]
