"""The pages of the lists side by side, each for whom it is."""

from django.urls import reverse
from django.utils.translation import gettext

from muniment.web.access import StaffRequest
from muniment.web.screening.rights import KEEP
from muniment.web.tabs import Offered, Tab, tabs_of


def tabs(request: StaffRequest) -> list[Tab]:
    """List the tabs for this reader."""
    first = reverse("screening:screen")
    told = [
        Offered(gettext("Screen a name"), "user-search", "screening:screen"),
        Offered(
            gettext("Lists in force"), "list-check", "screening:index",
            under=(f"{first}load/", f"{first}versions/"),
        ),
    ]  # fmt: skip
    if request.reader.role in KEEP:
        told.append(Offered(gettext("Our own list"), "shield-x", "screening:own"))
    return tabs_of(told, request.path)
