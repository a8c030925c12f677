"""The tabs of the warning pages; each role sees those that it may open."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.web.access import StaffRequest

_LEADERS = frozenset({Role.OWNER, Role.COMPLIANCE})


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
        (gettext("Warnings"), "bell", "warning:index"),
        (gettext("Win back"), "refresh", "warning:winbacks"),
    ]
    reader = request.reader
    if reader.role in _LEADERS or people.reports_of(reader.id):
        told.append((gettext("People"), "message-2-question", "warning:questions"))
    told.append((gettext("How the house warns"), "settings", "warning:settings"))
    first = reverse("warning:index")
    return [
        Tab(label, icon, reverse(route), _here(request.path, reverse(route), first))
        for label, icon, route in told
    ]


def _here(path: str, url: str, first: str) -> bool:
    if url != first:
        return path.startswith(url)
    return path == first or path.startswith(f"{first}customers/")
