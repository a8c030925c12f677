"""The dossier's page: sealed cards, opened for a purpose, sealed again."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from muniment.core import clock
from muniment.vault import queries
from muniment.vault import services as vault
from muniment.vault.domain.states import Duty
from tests.web.vault.conftest import SWAP, text
from tests.world import NOON


def test_a_dossier_lies_closed_and_says_who_may_open_it(world, as_):
    heron = world.dossier()

    page = text(as_("ada").dossier(heron))

    assert queries.dossier(heron).codename in page
    assert page.count('class="m-sealed ') == 9
    assert "May be opened by: Keeper" in page
    assert "Nordlicht" not in page


def test_a_compartment_asks_what_it_is_for(world, as_):
    heron = world.dossier()

    answer = as_("ada").dossier(heron, "compartment", "identity")

    assert "What do you need it for?" in text(answer)
    assert "Nordlicht" not in text(answer)


def test_a_purpose_opens_the_card_in_place(world, as_):
    heron = world.dossier()

    answer = as_("ada").asks(heron)

    [entry] = world.entries("vault.consultation.given")
    page = text(answer)
    assert "Nordlicht Handels GmbH" in page
    assert "as told by business card" in page
    assert f"/ledger/{entry.id}/" in page
    assert "data-seals-at" in page
    assert "<html" not in page
    assert "no-store" in answer["Cache-Control"]


def test_without_scripts_opening_leads_back_to_the_page_with_the_card_open(world, as_):
    heron, ada = world.dossier(), as_("ada")

    answer = ada.asks(heron, swap=False)

    assert answer.status_code == 302
    assert "Nordlicht Handels GmbH" in text(ada.get(answer["Location"]))
    assert len(world.entries("vault.consultation.given")) == 1


def test_a_purpose_that_says_nothing_is_refused_beside_its_box(world, as_):
    heron = world.dossier()

    answer = as_("ada").asks(heron, purpose="test")

    assert answer.status_code == 422
    assert "says too little" in text(answer)
    assert world.entries("vault.consultation.given") == []


def test_an_order_that_is_not_this_customers_is_refused_and_on_record(world, as_):
    heron = world.dossier()

    answer = as_("ada").asks(heron, reference_kind="order", reference="PO-9")

    assert answer.status_code == 422
    assert "has no" in text(answer)
    assert len(world.entries("vault.consultation.refused")) == 1


def test_a_refused_colleague_learns_why_and_whom_to_ask(world, as_):
    heron = world.dossier()

    answer = as_("ben").asks(heron, "pricing")

    assert answer.status_code == 403
    page = text(answer)
    assert "This compartment stays closed." in page
    assert "Mia" in page
    assert "Nordlicht" not in page
    assert len(world.entries("vault.consultation.refused")) == 1


def test_when_the_sitting_is_over_the_card_is_closed_again(world, as_):
    heron, ada = world.dossier(), as_("ada")
    ada.asks(heron)

    with clock.frozen(NOON + timedelta(minutes=31)):
        page = text(ada.dossier(heron, "compartment", "identity"))

    assert "Nordlicht" not in page
    assert "What do you need it for?" in page


def test_the_closed_card_tells_of_the_running_sitting(world, as_):
    heron, ada = world.dossier(), as_("ada")
    ada.asks(heron)

    page = text(ada.get(reverse("customers:closed", args=[heron, "identity"]), headers=SWAP))

    assert "Read on" in page
    assert "Nordlicht" not in page


def test_counted_looks_are_counted_and_the_fourth_needs_a_manager(world, as_):
    heron, cy = world.dossier(), as_("cy")

    answers = []
    for day in range(4):
        with clock.frozen(NOON + timedelta(hours=day)):
            answers.append(cy.asks(heron))
            closed = text(cy.dossier(heron))

    assert "look 1 of 3" in text(answers[0])
    assert "look 3 of 3" in text(answers[2])
    assert "0 of 3 counted looks left" in closed
    assert "all 3 looks are used" in text(answers[3])
    assert "Nordlicht" not in text(answers[3])
    assert "ask Mia" in text(answers[3])


def test_an_administrator_sees_no_value_and_no_open_button(world, as_):
    heron = world.dossier()

    page = text(as_("sam").dossier(heron))

    assert "m-sealed-open" not in page.replace("m-sealed-opened", "")
    assert as_("sam").asks(heron).status_code == 403


def test_an_unknown_dossier_and_an_unknown_compartment_are_not_there(world, as_):
    heron = world.dossier()

    assert as_("ada").dossier(world.id("ada")).status_code == 404
    assert as_("ada").dossier(heron, "compartment", "attic").status_code == 404


def test_an_agent_without_an_order_cannot_tell_forbidden_from_missing(world, as_):
    heron = world.dossier()

    assert as_("eve").dossier(heron).status_code == 404


def test_an_engaged_agent_sees_no_name_of_staff(world, as_, no_order_register):
    port = {"logistics.destination_port": "Hamburg"}
    heron = world.dossier(values={"logistics": port})
    vault.engage_agent(
        dossier_id=heron, company_id=world.agency, order_number="PO-77",
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip
    eve = as_("eve")

    opened = text(eve.asks(heron, "logistics"))
    pages = [text(eve.dossier(heron, page)) for page in ("dossier", "record", "orders")]

    assert "Hamburg" in opened
    for page in (opened, *pages, text(eve.get("/customers/"))):
        assert not {"Ada", "Mia", "Olga"} & set(re.findall(r"\w+", page))


def test_explain_says_which_cell_decided(world, as_):
    heron = world.dossier()

    page = text(as_("ben").dossier(heron, "explain", "contacts"))

    assert "The column that decides is Salesperson, Colleague." in page
    assert "In this column the cell of “Company e-mail” is" in page


def test_a_manager_may_ask_what_one_of_her_people_sees(world, as_):
    heron = world.dossier()

    answer = as_("mia").dossier(heron, "explain", "contacts", person=str(world.id("ben")))

    assert "What Ben sees" in text(answer)


def test_a_colleague_may_not_ask_what_another_sees(world, as_):
    heron = world.dossier()

    answer = as_("ben").dossier(heron, "explain", "contacts", person=str(world.id("ada")))

    assert answer.status_code == 404


def test_losing_custody_seals_the_page(world, as_):
    heron, ada = world.dossier(), as_("ada")
    ada.asks(heron)
    vault.assign_custody(
        dossier_id=heron, duty=Duty.KEEPER, person_id=world.id("ben"),
        reason="new territory", by=world.actor("mia"), at=NOON,
    )  # fmt: skip

    page = text(ada.dossier(heron, again="identity"))

    assert "Nordlicht" not in page


def test_orders_stay_shut_until_their_compartment_is_open(world, as_):
    heron, ada = world.dossier(), as_("ada")

    closed = text(ada.dossier(heron, "orders"))
    ada.asks(heron, "product")
    opened = text(ada.dossier(heron, "orders"))

    assert "The order register is closed" in closed
    assert "No orders yet" in opened


def test_the_timeline_names_readers_to_the_keepers_manager_only(world, as_):
    heron = world.dossier()
    as_("ada").asks(heron)

    manager, colleague = (text(as_(name).dossier(heron, "record")) for name in ("mia", "ben"))

    assert "quote the second colour" in manager
    assert "<strong>Ada</strong>" in manager
    assert "quote the second colour" not in colleague
    assert "<strong>Ada</strong>" not in colleague
    assert "<strong>Somebody</strong>" in colleague


PAGES = ["dossier", "orders", "record", "rights", "secrets", "closing", "named"]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_of_a_dossier_opens_in_both_languages(world, as_, settings, page):
    heron, olga = world.dossier(), as_("olga")

    english = olga.dossier(heron, page)
    olga.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    chinese = olga.dossier(heron, page)

    assert (english.status_code, chinese.status_code) == (200, 200)
    assert 'lang="zh-hans"' in text(chinese)


def test_the_companys_own_words_come_in_the_readers_language(world, as_, settings):
    heron, ada = world.dossier(), as_("ada")
    ada.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"

    opened = text(ada.asks(heron))

    assert "客户身份" in opened
    assert "德国" in opened


def test_no_page_with_values_is_kept_by_the_browser(world, as_):
    heron, ada = world.dossier(), as_("ada")
    ada.asks(heron)

    pages = [ada.get("/customers/"), ada.dossier(heron, again="identity")]
    pages += [ada.dossier(heron, "compartment", "identity"), ada.dossier(heron, "record")]

    assert all("no-store" in page["Cache-Control"] for page in pages)
