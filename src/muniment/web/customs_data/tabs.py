"""The three pages of the customs data side by side, each for whom it is."""

from django.utils.translation import gettext

from muniment.investigations.domain.duties import may_blacklist
from muniment.web.access import StaffRequest
from muniment.web.tabs import Offered, Tab, tabs_of


def tabs(request: StaffRequest) -> list[Tab]:
    """List the tabs for this reader."""
    told = [
        Offered(gettext("Buyers"), "search", "customs_data:index"),
        Offered(gettext("Loads"), "database", "customs_data:loads"),
    ]
    if may_blacklist(request.reader.role):
        told.append(Offered(gettext("Tripwire"), "bell", "customs_data:tripwire"))
    return tabs_of(told, request.path)
