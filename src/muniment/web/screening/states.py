"""Lists with their date and age, as every answer shows them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from muniment.screening.domain.hits import ListState
from muniment.screening.domain.lists import OWN
from muniment.web.screening.words import DATE_SOURCES


def state_lines(states: Iterable[ListState]) -> list[dict[str, Any]]:
    """One line a list."""
    return [
        {
            "state": state,
            "title": gettext("Own list") if state.list_id == OWN else state.title,
            "is_own": state.list_id == OWN,
            "source": DATE_SOURCES[state.source],
        }
        for state in states
    ]
