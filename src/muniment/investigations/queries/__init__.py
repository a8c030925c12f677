"""Reads that unseal nothing: lists, heads and counts. What a case holds comes from the gate."""

from muniment.investigations.queries.cases import (
    AdviceTableRow,
    CaseFilter,
    ReportCopyRow,
    advice_tables,
    case_head,
    cases,
    cases_of_dossier,
    report_copies,
)
from muniment.investigations.queries.desk import Desk, LookRow, desk, looks, running
from muniment.investigations.queries.meetings import open_meetings
from muniment.investigations.queries.questionnaires import AskedRow, questionnaires_wanting
from muniment.investigations.queries.rights import CaseRights, case_rights
from muniment.investigations.queries.schedule import ScheduleRow, schedule_in_force, schedules

__all__ = [
    "AdviceTableRow",
    "AskedRow",
    "CaseFilter",
    "CaseRights",
    "Desk",
    "LookRow",
    "ReportCopyRow",
    "ScheduleRow",
    "advice_tables",
    "case_head",
    "case_rights",
    "cases",
    "cases_of_dossier",
    "desk",
    "looks",
    "open_meetings",
    "questionnaires_wanting",
    "report_copies",
    "running",
    "schedule_in_force",
    "schedules",
]
