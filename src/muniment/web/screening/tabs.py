"""The pages of the lists side by side, each for whom it is."""

from django.urls import reverse
from django.utils.translation import gettext

from muniment.web.access import StaffRequest
from muniment.web.customs_data.tabs import Tab
from muniment.web.screening.rights import KEEP


def tabs(request: StaffRequest) -> list[Tab]:
    """List the tabs for this reader."""
    told = [
        (gettext("Screen a name"), "user-search", "screening:screen"),
        (gettext("Lists in force"), "list-check", "screening:index"),
    ]
    if request.reader.role in KEEP:
        told.append((gettext("Our own list"), "shield-x", "screening:own"))
    first = reverse("screening:screen")
    return [
        Tab(label, icon, url, _is_here(request.path.removeprefix(first), url.removeprefix(first)))
        for label, icon, url in ((label, icon, reverse(route)) for label, icon, route in told)
    ]


def _is_here(path: str, tab: str) -> bool:
    """Whether a page, from the room's first one on, belongs to a tab."""
    under = {"": ("many/",), "in-force/": ("load/", "versions/"), "own/": ("own/",)}
    return path == tab or path.startswith(under[tab])
