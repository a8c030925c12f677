"""Warnings for people: asks who they are, puts the reading on record, then tells."""

from muniment.warning.reading.again import Again, AgainRow, score_again
from muniment.warning.reading.allowance import OldDaysUsedUp
from muniment.warning.reading.customers import (
    CustomerFile,
    ForecastRow,
    PauseRow,
    RhythmRow,
    WordRow,
    read_customer,
)
from muniment.warning.reading.lists import (
    Scope,
    Show,
    WarningFilter,
    read_warnings,
)
from muniment.warning.reading.questions import DarkRow, read_questions
from muniment.warning.reading.rows import WarningRow
from muniment.warning.reading.waiting import Waiting, waiting
from muniment.warning.reading.winbacks import (
    StepRow,
    WinBackFile,
    WinBackRow,
    read_winback,
    read_winbacks,
)

__all__ = [
    "Again",
    "AgainRow",
    "CustomerFile",
    "DarkRow",
    "ForecastRow",
    "OldDaysUsedUp",
    "PauseRow",
    "RhythmRow",
    "Scope",
    "Show",
    "StepRow",
    "Waiting",
    "WarningFilter",
    "WarningRow",
    "WinBackFile",
    "WinBackRow",
    "WordRow",
    "read_customer",
    "read_questions",
    "read_warnings",
    "read_winback",
    "read_winbacks",
    "score_again",
    "waiting",
]
