"""Tables of the exposure room; private to it."""

from muniment.exposure.models.lessons import Lesson
from muniment.exposure.models.survey import Bond, Survey, Surveyed
from muniment.exposure.models.weights import WeightsVersion

__all__ = ["Bond", "Lesson", "Survey", "Surveyed", "WeightsVersion"]
