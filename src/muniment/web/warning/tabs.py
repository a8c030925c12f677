"""The tabs of the warning pages; each role sees those that it may open."""

from django.utils.translation import gettext

from muniment.people import queries as people
from muniment.people.domain.roles import Role
from muniment.web.access import StaffRequest
from muniment.web.tabs import Offered, Tab, tabs_of

_LEADERS = frozenset({Role.OWNER, Role.COMPLIANCE})


def tabs(request: StaffRequest) -> list[Tab]:
    """List the tabs for this reader."""
    told = [
        Offered(gettext("Warnings"), "bell", "warning:index"),
        Offered(gettext("Win back"), "refresh", "warning:winbacks"),
    ]
    reader = request.reader
    if reader.role in _LEADERS or people.reports_of(reader.id):
        told.append(Offered(gettext("People"), "message-2-question", "warning:questions"))
    told.append(Offered(gettext("How the house warns"), "settings", "warning:settings"))
    return tabs_of(told, request.path)
