"""Looking a buyer up on the page."""

from django.urls import reverse

from muniment.customs_data import queries, services
from muniment.ledger import queries as ledger
from tests.world import NOON

INQUIRY = {
    "hs_code": "690721", "unit": "m2", "unit_price": "50", "amount": "900000",
    "consignee": "Some Other Company LLC",
}  # fmt: skip


def asked(browser, **told):
    return browser.post(reverse("customs_data:buyer"), {"name": "Orion Trading", **told})


def test_without_data_the_page_says_that_nothing_is_known(enters):
    page = enters("ada").get(reverse("customs_data:index"))

    assert "No customs data is loaded" in page.content.decode()


def test_a_profile_never_goes_without_what_it_rests_on(loaded, enters):
    page = asked(enters("ada"), codes="6907").content.decode()

    assert "14 purchases" in page
    assert "Foshan Tiles Co Ltd" in page
    assert "No record is not no trade" in page
    assert page.count('class="picture"') >= 4


def test_a_name_without_records_is_neither_good_nor_bad(loaded, enters):
    page = asked(enters("ada"), name="Nobody Knows Them Ltd").content.decode()

    assert "No row counts for this name" in page
    assert "No record is not no trade" in page


def test_an_inquiry_is_held_against_the_history_point_by_point(loaded, enters):
    page = asked(enters("ada"), **INQUIRY).content.decode()

    risks = page.partition("The inquiry against it")[2].partition("Purchases by month")[0]
    assert risks.count("m-data-risk") >= 2
    assert "Some Other Company LLC" in risks


def test_the_name_stands_in_no_address(loaded, enters):
    browser = enters("ada")

    page = asked(browser)

    assert page.request["PATH_INFO"] == "/customs/buyer/"
    assert page.request["QUERY_STRING"] == ""
    assert browser.get(reverse("customs_data:buyer"))["Location"] == reverse("customs_data:index")


def test_a_name_that_is_none_and_codes_that_are_none_are_said_at_their_box(loaded, enters):
    browser = enters("ada")

    nameless, wordy = asked(browser, name="!!!"), asked(browser, codes="tiles")

    assert (nameless.status_code, wordy.status_code) == (422, 422)
    assert "not a name that can be looked up" in nameless.content.decode()
    assert "tiles is not an HS code" in wordy.content.decode()


def test_a_similar_name_is_counted_once_somebody_ticked_it(loaded, enters):
    page = asked(enters("ada"), name="Blue Dor Limited", also=["Blue Door Ltd"]).content.decode()

    assert "1 purchase" in page


def test_our_codes_are_set_by_those_who_load_and_by_nobody_else(loaded, enters):
    url = reverse("customs_data:codes")

    assert enters("mia").post(url, {"codes": "6907, 7602"}).status_code == 302
    assert queries.our_codes() == ("6907", "7602")
    assert enters("ada").post(url, {"codes": "1234"}).status_code == 403
    assert queries.our_codes() == ("6907", "7602")
    [entry] = ledger.entries(kinds=["customs_data.codes.set"]).rows
    assert entry.facts["codes"] == ["6907", "7602"]


def test_codes_that_are_none_change_nothing(loaded, enters):
    services.set_our_codes(codes=["6907"], by=loaded.actor("mia"), at=NOON)

    answer = enters("mia").post(reverse("customs_data:codes"), {"codes": "tiles"})

    assert answer.status_code == 422
    assert queries.our_codes() == ("6907",)


def test_a_document_clerk_has_no_business_here(enters):
    assert enters("cy").get(reverse("customs_data:index")).status_code == 403
