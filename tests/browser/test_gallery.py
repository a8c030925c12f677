"""Every page is pictured, and none sticks out of its window or fails."""

import pytest

from tests.browser import gallery
from tests.browser.gallery import Stop
from tests.browser.sessions import session_of
from tests.world import World, world

pytestmark = [pytest.mark.django_db(transaction=True)]


def with_ids(house: World) -> list[Stop]:
    """Pages about one person and one customer, as its keeper sees them."""
    heron = house.dossier()
    house.order(heron)
    look = house.look("ada", heron).entry_id
    house.dossier("ben", values={"identity": {"identity.legal_name": "Lantern & Sons Ltd"}})
    parts = ["", "orders/", "record/", "rights/", "secrets/", "closing/", "in/contacts/why/"]
    return [
        Stop("people-person", f"/people/{house.id('ben')}/"),
        Stop("ledger-entry", f"/ledger/{look}/"),
        Stop("nothing-here", "/no/such/page/"),
        *(
            Stop(f"customers-dossier-{part.strip('/').replace('/', '-')}".strip("-"), path)
            for part in parts
            for path in [f"/customers/{heron}/{part}"]
        ),
    ]


def test_every_page_fits_its_window_in_every_language_and_theme(browser, live_server):
    house = world()
    pages = [*gallery.stops(), *with_ids(house)]
    mia = session_of(house.id("mia"), live_server.url)

    taken = gallery.take(browser, live_server.url, pages, cookies=[mia])

    names = {picture.name for picture in taken}
    assert {"today-index", "people-index", "customers-dossier", "account_login"} <= names
    assert [p.file.name for p in taken if p.sticks_out > 0] == []
    assert [p.file.name for p in taken if p.status >= 500] == []


def test_an_authenticator_code_is_what_the_standard_says():
    # RFC 6238, appendix B: the last six of eight digits.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert gallery.code_of(secret, 59) == "287082"
    assert gallery.code_of(secret, 1111111109) == "081804"
