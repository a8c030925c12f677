"""The three pages of the customs data side by side, each for whom it is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from muniment.investigations.domain.duties import may_blacklist
from muniment.web.access import StaffRequest


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; `here` marks the present page."""

    label: str
    icon: str
    url: str
    here: bool


def tabs(request: StaffRequest) -> list[Tab]:
    """List the tabs for this reader."""
    told = [
        (gettext("Buyers"), "search", "customs_data:index"),
        (gettext("Loads"), "database", "customs_data:loads"),
    ]
    if may_blacklist(request.reader.role):
        told.append((gettext("Tripwire"), "bell", "customs_data:tripwire"))
    first = reverse("customs_data:index")
    found = []
    for label, icon, route in told:
        url = reverse(route)
        here = request.path.startswith(url) if url != first else request.path in _buyers(first)
        found.append(Tab(label, icon, url, here))
    return found


def _buyers(first: str) -> set[str]:
    return {first, reverse("customs_data:buyer"), reverse("customs_data:codes")}
