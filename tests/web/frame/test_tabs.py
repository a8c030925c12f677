"""The tabs above the pages of a room."""

import pytest
from django.urls import reverse

from muniment.web.tabs import Offered, tabs_of

ROOM = (
    Offered("Screen a name", "user-search", "screening:screen"),
    Offered("Lists in force", "list-check", "screening:index", under=("/lists/versions/",)),
    Offered("Our own list", "shield-x", "screening:own"),
)


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/lists/", ["Screen a name"]),
        ("/lists/many/", ["Screen a name"]),
        ("/lists/in-force/", ["Lists in force"]),
        ("/lists/versions/7/", ["Lists in force"]),
        ("/lists/own/enter/", ["Our own list"]),
        ("/today/", []),
    ],
)
def test_the_nearest_address_above_a_page_is_its_tab(path: str, here: list[str]):
    assert [tab.label for tab in tabs_of(ROOM, path) if tab.here] == here


def test_a_tab_leads_to_its_page():
    assert [tab.url for tab in tabs_of(ROOM, "/")] == [reverse(one.route) for one in ROOM]
