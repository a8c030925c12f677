"""Tables of the room; private to it. What a case knows stands sealed, never in a column."""

from muniment.investigations.models.cases import (
    Bookmark,
    Case,
    CaseCounter,
    CaseLook,
    Fact,
    Watch,
)
from muniment.investigations.models.decisions import AdviceTable, Decision
from muniment.investigations.models.evidence import Evidence, EvidenceContent
from muniment.investigations.models.findings import CheckRun, Finding
from muniment.investigations.models.hands import HandsLink
from muniment.investigations.models.questionnaires import AnswerLink, Questionnaire
from muniment.investigations.models.reports import ReportCopy
from muniment.investigations.models.schedule import Schedule
from muniment.investigations.models.tripwire import TripwireHit, WatchedParty

__all__ = [
    "AdviceTable",
    "AnswerLink",
    "Bookmark",
    "Case",
    "CaseCounter",
    "CaseLook",
    "CheckRun",
    "Decision",
    "Evidence",
    "EvidenceContent",
    "Fact",
    "Finding",
    "HandsLink",
    "Questionnaire",
    "ReportCopy",
    "Schedule",
    "TripwireHit",
    "Watch",
    "WatchedParty",
]
