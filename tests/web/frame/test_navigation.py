"""The sidebar shows what a role can use, and where she is."""

import pytest

from muniment.people.domain.roles import Role
from muniment.web.navigation import ROOMS, navigation, url_of


def test_an_agent_of_another_company_sees_no_room_of_the_staff(arrives):
    labels = {str(entry.label) for entry in navigation(arrives(), Role.EXPORT_AGENT)}

    assert labels <= {"Today", "Customers"}


def test_the_room_of_the_present_page_is_marked(arrives):
    entries = navigation(arrives("/"), Role.OWNER)

    assert [str(entry.label) for entry in entries if entry.here] == ["Today"]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/contact/mine/", "Coverage"),
        ("/contact/of/01a20256-84a8-7fa5-acf3-b03a8696e020/", "Customers"),
        ("/submissions/card/01a20256-84a8-7fa5-acf3-b03a8696e020/", "Customers"),
        ("/submissions/", "Hand in"),
    ],
)
def test_a_page_of_a_dossier_belongs_to_the_customers_wherever_its_address_begins(
    arrives, path, label
):
    entries = navigation(arrives(path), Role.OWNER)

    assert [str(entry.label) for entry in entries if entry.here] == [label]


def test_a_room_that_is_not_installed_has_no_entry():
    assert url_of("no_such_room:index") == ""


def test_every_room_has_a_key_of_its_own():
    keys = [room.key for room in ROOMS]

    assert len(keys) == len(set(keys))
