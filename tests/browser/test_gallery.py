"""Every page is pictured, and none sticks out of its window or fails."""

import pytest

from tests.browser import gallery
from tests.browser.gallery import Stop
from tests.browser.sessions import session_of
from tests.company import staffed

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_every_page_fits_its_window_in_every_language_and_theme(browser, live_server):
    company = staffed()
    ada = session_of(company.id("ada"), live_server.url)
    pages = [
        *gallery.stops(),
        Stop("people-person", f"/people/{company.id('ben')}/"),
        Stop("nothing-here", "/no/such/page/"),
    ]

    taken = gallery.take(browser, live_server.url, pages, cookies=[ada])

    names = {picture.name for picture in taken}
    assert {"today-index", "people-index", "account_login"} <= names
    assert [p.file.name for p in taken if p.sticks_out > 0] == []
    assert [p.file.name for p in taken if p.status >= 500] == []


def test_an_authenticator_code_is_what_the_standard_says():
    # RFC 6238, appendix B: the last six of eight digits.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert gallery.code_of(secret, 59) == "287082"
    assert gallery.code_of(secret, 1111111109) == "081804"
