"""The tables of early warning: days, ids, counts and chances; words stand sealed."""

from muniment.warning.models.dark import DarkQuestion
from muniment.warning.models.rhythm import CustomerWord, Rhythm, Suspension
from muniment.warning.models.runs import Forecast, ModelRun, Settings
from muniment.warning.models.warnings import CustomerWarning
from muniment.warning.models.winback import WinBack, WinBackStep

__all__ = [
    "CustomerWarning",
    "CustomerWord",
    "DarkQuestion",
    "Forecast",
    "ModelRun",
    "Rhythm",
    "Settings",
    "Suspension",
    "WinBack",
    "WinBackStep",
]
