"""What the exposure room tells: reach, seen and hang of people. Who may ask: `gate.py`."""

from muniment.exposure.domain.hang import HangRow
from muniment.exposure.domain.seen import Seen
from muniment.exposure.queries.hang import SurveyRow, hang_of, newest_survey
from muniment.exposure.queries.reach import Reach, reach_of, reach_of_many
from muniment.exposure.queries.seen import seen_by
from muniment.exposure.queries.weights import WeightsRow, weights_in_force, weights_versions

__all__ = [
    "HangRow",
    "Reach",
    "Seen",
    "SurveyRow",
    "WeightsRow",
    "hang_of",
    "newest_survey",
    "reach_of",
    "reach_of_many",
    "seen_by",
    "weights_in_force",
    "weights_versions",
]
