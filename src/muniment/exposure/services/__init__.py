"""Verbs of the exposure room: a survey, and the weights."""

from muniment.exposure.services.learning import gather_lessons
from muniment.exposure.services.queueing import queue_survey
from muniment.exposure.services.surveying import work_out
from muniment.exposure.services.weights import (
    LONGEST_REASON,
    ReasonMissing,
    adopt_weights,
    propose_learnt,
    propose_weights,
    withdraw_weights,
)

__all__ = [
    "LONGEST_REASON",
    "ReasonMissing",
    "adopt_weights",
    "gather_lessons",
    "propose_learnt",
    "propose_weights",
    "queue_survey",
    "withdraw_weights",
    "work_out",
]
