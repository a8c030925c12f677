"""The tables of touches: who, when, how and whose trace; every word is sealed."""

from muniment.touches.models.contact import Confirmation, Promise, Touch
from muniment.touches.models.incoming import FeedLink, Import, ImportPart, WaitingMail
from muniment.touches.models.plans import Duty, DutyDefault, Visit

__all__ = [
    "Confirmation",
    "Duty",
    "DutyDefault",
    "FeedLink",
    "Import",
    "ImportPart",
    "Promise",
    "Touch",
    "Visit",
    "WaitingMail",
]
