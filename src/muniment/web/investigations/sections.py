"""What the lower sections of a case's page show, from what the gate gave this reader."""

from datetime import datetime
from typing import Any
from uuid import UUID

from muniment.investigations.casefile import CaseFile
from muniment.people import queries as people
from muniment.web.access import StaffRequest
from muniment.web.investigations import (
    evidence,
    hands,
    questionnaire_section,
    report_views,
    searching,
    verdict,
    watching,
)
from muniment.web.investigations.section_rights import rights_of


def sections(request: StaffRequest, case: CaseFile, at: datetime) -> dict[str, Any]:
    """Give the context of `investigations/sections/*.html`; two queries: names, table of advice."""
    may, names = rights_of(request, case), people.names(_named(case))
    return {
        "section_may": may,
        "search_part": searching.shown(case, at),
        "evidence_part": evidence.shown(case, names),
        "verdict_part": verdict.shown(request, case, names),
        "watch_part": watching.shown(case, names, at),
        "hands_part": hands.shown(case, may),
        "report_part": report_views.shown(),
        "customs_part": report_views.customs(case),
        **questionnaire_section.section(case),
    }


def _named(case: CaseFile) -> set[UUID | None]:
    """Everybody whose name stands in a section."""
    found: set[UUID | None] = {row.by for row in case.evidence[::-1][: evidence.OLDER_ON_CASE_PAGE]}
    found |= {row.decided_by for row in case.decisions} | {row.second_by for row in case.decisions}
    return found | ({case.watch.set_by} if case.watch else set())
