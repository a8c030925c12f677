"""The list of customers and the clash check above it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muniment.vault import queries
from muniment.vault import services as vault
from muniment.vault.domain.states import Duty
from tests.web.vault.conftest import SWAP, text
from tests.world import NOON

INDEX = "/customers/"


def test_the_keeper_sees_her_customer_with_its_open_columns(world, as_):
    heron = world.dossier()

    page = text(as_("ada").get(INDEX))

    assert queries.dossier(heron).codename in page
    assert "Nordlicht Handels GmbH" in page
    assert "Germany" in page


def test_a_colleague_sees_the_codename_and_locks(world, as_):
    heron = world.dossier()

    page = text(as_("ben").get(INDEX, {"scope": "all"}))

    assert queries.dossier(heron).codename in page
    assert "Nordlicht" not in page
    assert "m-cell-ask" in page or "m-cell-shut" in page


def test_a_salesperson_begins_with_her_own_customers(world, as_):
    heron = world.dossier("ada")

    page = text(as_("ben").get(INDEX))

    assert queries.dossier(heron).codename not in page
    assert "You keep no customer yet" in page


def test_a_search_is_posted_and_finds_what_is_open_to_the_reader(world, as_):
    heron = world.dossier()

    found = as_("ada").post(INDEX, {"search": "einkauf@nordlicht-handel.example"}, headers=SWAP)

    assert queries.dossier(heron).codename in text(found)
    assert "HX-Push-Url" not in found


def test_a_search_over_fields_that_are_not_open_finds_nothing(world, as_):
    world.dossier()

    found = as_("ben").post(INDEX, {"search": "Nordlicht", "scope": "all"}, headers=SWAP)

    assert "Nothing found that you may read" in text(found)


def test_filters_without_a_search_get_an_address(world, as_):
    answer = as_("ada").post(INDEX, {"codename": "heron", "scope": "all"})

    assert answer.status_code == 302
    assert "codename=heron" in answer["Location"]


def test_the_list_can_be_narrowed_to_one_keeper(world, as_):
    hers, his = world.dossier("ada"), world.dossier("ben", {})

    page = text(as_("olga").get(INDEX, {"keeper": str(world.id("ben"))}))

    assert queries.dossier(his).codename in page
    assert queries.dossier(hers).codename not in page
    assert "kept by Ben" in page


def test_the_list_can_be_narrowed_to_customers_without_a_keeper(world, as_):
    kept, waits = world.dossier("ada"), world.dossier("ben", {})
    vault.end_custody(
        dossier_id=waits, duty=Duty.KEEPER, reason="leaves", by=world.actor("mia"), at=NOON
    )

    page = text(as_("mia").get(INDEX, {"unkept": "1"}))

    assert queries.dossier(waits).codename in page
    assert queries.dossier(kept).codename not in page
    assert "without a keeper" in page


def test_the_list_is_paged_by_cursor(world, as_, monkeypatch):
    monkeypatch.setattr("muniment.web.vault.customers.PER_PAGE", 2)
    for _ in range(3):
        world.dossier("ada", {})
    browser = as_("ada")

    first = browser.get(INDEX)
    second = browser.get(first.context["next_url"])

    shown = [line.row.id for page in (first, second) for line in page.context["lines"]]
    assert len(shown) == len(set(shown)) == 3


def statements(browser, url: str) -> list[str]:
    """What one page asks the database, savepoints of the test's own transaction left out."""
    with CaptureQueriesContext(connection) as counted:
        browser.get(url)
    return [q["sql"].strip() for q in counted if "SAVEPOINT" not in q["sql"]]


def test_fifty_rows_cost_twelve_queries_and_the_entry_that_records_them(world, as_):
    for number in range(50):
        world.dossier("ada", {"identity": {"identity.legal_name": f"Buyer {number} Ltd"}})
    browser = as_("olga")
    assert len(browser.get(INDEX).context["lines"]) == 50

    asked = statements(browser, INDEX)

    reads = [sql for sql in asked if sql.startswith("SELECT")]
    assert len(reads) <= 12, "\n".join(reads)
    assert len(asked) - len(reads) <= 3, "\n".join(asked)


def test_more_rows_cost_no_more_queries(world, as_):
    world.dossier("ada")
    browser = as_("olga")
    browser.get(INDEX)
    one = len(statements(browser, INDEX))
    for _ in range(9):
        world.dossier("ada")

    assert len(statements(browser, INDEX)) == one


def test_an_agent_sees_only_customers_of_live_orders_and_no_names_of_staff(world, as_):
    world.dossier()

    page = text(as_("eve").get(INDEX))

    assert "No customer is open to you now" in page
    assert ">Ada<" not in page


def test_a_newcomer_is_free_and_a_dossier_can_be_begun_with_what_was_typed(world, as_):
    told = {"name": "Blue Quay Trading", "email": "lee@bluequay.example"}

    answer = as_("ada").post(reverse("customers:clash"), told, headers=SWAP)

    page = text(answer)
    assert "Nobody here knows this customer yet" in page
    assert 'name="identity.legal_name" value="Blue Quay Trading"' in page
    assert "19 checks left today." in page


def test_a_known_customer_is_taken_and_nobody_says_whose(world, as_):
    heron = world.dossier()

    page = text(
        as_("ben").post(reverse("customers:clash"), {"website": "nordlicht-handel.example"})
    )

    assert "We already know this customer" in page
    assert queries.dossier(heron).codename not in page
    assert ">Ada<" not in page


def test_what_cannot_be_read_is_said_beside_its_box(world, as_):
    answer = as_("ada").post(reverse("customers:clash"), {"email": "not an address"}, headers=SWAP)

    assert answer.status_code == 422
    assert "email" in answer.context["clash_form"].errors


def test_an_empty_clash_check_is_not_counted(world, as_):
    answer = as_("ada").post(reverse("customers:clash"), {}, headers=SWAP)

    assert answer.status_code == 422
    assert world.entries("vault.clash.checked") == []


def test_finance_has_no_clash_check(world, as_):
    assert "Do we already know them?" not in text(as_("fin").get(INDEX))
    assert as_("fin").post(reverse("customers:clash"), {"name": "Blue Quay"}).status_code == 403


def test_nobody_signed_in_is_led_to_the_sign_in(client, db):
    assert (
        client.get(INDEX)["Location"].startswith("/account/")
        or client.get(INDEX).status_code == 302
    )
