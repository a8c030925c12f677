"""The house's own list: entered with a reason, counted, removed with a reason, read on record."""

from django.urls import reverse

from muniment.ledger import queries as ledger

ENTRY = {
    "names": "Bright Sea Trading\nBSGT", "kind": "entity", "country": "AE",
    "reason": "Refused three containers, order PO-77.",
}  # fmt: skip


def entered(browser):
    """Put somebody on the list; give the page."""
    assert browser.post(reverse("screening:enter"), ENTRY).status_code == 302
    return browser.get(reverse("screening:own")).content.decode()


def entry_id() -> str:
    [entry] = ledger.entries(kinds=["screening.own.entered"]).rows
    return str(entry.subject)


def test_an_entry_shows_names_reason_and_how_often_it_was_suspected(world, enters):
    browser = enters("kai")
    page = entered(browser)
    assert "Bright Sea Trading" in page
    assert "BSGT" in page
    assert "suspected once" in page
    assert "Is Bright Sea Trading suspected once more?" in page, (
        "what counts for good is asked first"
    )

    browser.post(reverse("screening:again", args=[entry_id()]))

    assert "suspected 2 times" in browser.get(reverse("screening:own")).content.decode()


def test_a_name_leaves_the_list_with_a_reason_only(world, enters):
    browser = enters("kai")
    entered(browser)
    address = reverse("screening:remove", args=[entry_id()])

    assert browser.post(address, {"reason": ""}).status_code == 422
    assert browser.post(address, {"reason": "It was another firm."}).status_code == 302

    page = browser.get(reverse("screening:own")).content.decode()
    assert "Nobody is on our own list" in page


def test_an_entry_without_a_reason_is_said_at_its_box(world, enters):
    answer = enters("kai").post(reverse("screening:enter"), ENTRY | {"reason": ""})

    assert answer.status_code == 422


def test_each_reading_is_on_record(world, enters):
    enters("olga").get(reverse("screening:own"))

    assert len(ledger.entries(kinds=["screening.own.read"]).rows) == 1


def test_a_sales_manager_does_not_read_it(world, enters):
    browser = enters("mia")

    assert browser.get(reverse("screening:own")).status_code == 403
    assert reverse("screening:own") not in browser.get(reverse("screening:screen")).content.decode()
