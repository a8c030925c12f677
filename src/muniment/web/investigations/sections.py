"""What the lower sections of a case's page show, from what the gate gave this reader."""

from datetime import datetime
from typing import Any

from muniment.investigations.casefile import CaseFile
from muniment.web.access import StaffRequest


def sections(request: StaffRequest, case: CaseFile, at: datetime) -> dict[str, Any]:  # noqa: ARG001
    """Give the context of `investigations/sections/*.html`."""
    return {}
