"""Custody, grants, agents, filing, the secret register, erasure, merge: each by its page."""

import pytest
from django.urls import reverse

from muniment.vault import queries
from muniment.web.vault.actlist import ACTS
from tests.web.vault.conftest import text
from tests.world import NOON

SECRET = {
    "point": "Who decides there",
    "fields_covered": ["contacts.people"],
    "since": "2026-05-01",
    "bases": ["effort"],
    "basis": "Three fairs and two years of letters went into it.",
}


def test_a_manager_hands_a_customer_to_another_keeper(world, as_):
    heron = world.dossier()

    answer = as_("mia").acts(
        heron, "assign", duty="keeper", person=world.id("ben"), reason="new territory"
    )

    assert answer["Location"] == reverse("customers:rights", args=[heron])
    assert queries.dossier(heron).keeper_id == world.id("ben")
    assert "Ben" in text(as_("mia").dossier(heron, "rights"))


def test_ending_custody_leaves_the_dossier_waiting(world, as_):
    heron = world.dossier()

    as_("mia").acts(heron, "relieve", "keeper", reason="she leaves in June")

    assert queries.dossier(heron).keeper_id is None


def test_what_the_verb_refuses_is_said_in_the_form(world, as_):
    heron = world.dossier()

    answer = as_("mia").acts(
        heron, "assign", duty="deputy", person=world.id("ada"), reason="while away"
    )

    assert answer.status_code == 422
    assert "keeper and deputy are two people" in text(answer)
    assert "while away" in text(answer)


def test_a_grant_is_given_shown_and_ended(world, as_):
    heron, mia = world.dossier(), as_("mia")

    mia.acts(
        heron, "grant", compartment="pricing", person=world.id("ben"), until="2026-06-30",
        reason="quotes in June",
    )  # fmt: skip
    [grant] = queries.grants_of(heron, at=NOON)
    assert "Ben" in text(mia.dossier(heron, "rights"))
    mia.acts(heron, "end-grant", grant.id, reason="done")

    assert queries.grants_of(heron, at=NOON) == []


def test_further_looks_are_allowed_by_the_manager(world, as_):
    heron = world.dossier()

    as_("mia").acts(
        heron, "allow-looks", compartment="contacts", person=world.id("cy"), looks=2,
        reason="shipping papers",
    )  # fmt: skip

    [entry] = world.entries("vault.looks.allowed")
    assert entry.facts["looks"] == 2


def test_an_agent_is_engaged_and_released(world, as_, no_order_register):
    heron, mia = world.dossier(), as_("mia")

    mia.acts(heron, "engage", company=world.agency, order_number="PO-77")
    [row] = queries.engagements_of(heron, at=NOON)
    assert "Harbour Export Agency" in text(mia.dossier(heron, "rights"))
    mia.acts(heron, "release", row.id)

    assert queries.engagements_of(heron, at=NOON) == []


def test_the_custodian_files_the_papers(world, as_):
    heron = world.dossier()

    as_("cus").acts(heron, "file")

    assert [row.filed_by for row in queries.filings_of(heron)] == [world.id("cus")]


def test_a_secret_is_claimed_renewed_and_closed(world, as_):
    heron, mia = world.dossier(), as_("mia")

    mia.acts(heron, "claim-secret", **SECRET)
    begun = text(mia.get(reverse("customers:act_on", args=[heron, "renew-secret", 1])))
    mia.acts(heron, "renew-secret", 1, **{**SECRET, "point": "Who decides, and how to reach her"})
    mia.acts(heron, "close-secret", 1, reason="published in their brochure")

    page = text(mia.dossier(heron, "secrets"))
    assert 'value="Who decides there"' in begun
    assert "Who decides, and how to reach her" in page
    assert "Version 1" in page
    assert "closed" in page


def test_the_secret_register_is_not_for_colleagues(world, as_):
    heron = world.dossier()

    assert as_("ben").dossier(heron, "secrets").status_code == 403


def test_erasing_takes_two_people_and_the_codename_typed(world, as_):
    heron, mia, olga = world.dossier(), as_("mia"), as_("olga")
    mia.acts(heron, "ask-erasure", compartment="contacts", basis="person_asked", reason="she wrote")
    [wish] = queries.erasures_of(heron)

    wrong = olga.acts(heron, "erase", wish.id, typed="Wrong Name")
    assert wrong.status_code == 422
    olga.acts(heron, "erase", wish.id, typed=queries.dossier(heron).codename.lower())

    assert queries.erasures_of(heron)[0].state == "done"
    assert "nordlicht" not in text(as_("ada").asks(heron, "contacts")).lower()
    assert "erased by Olga" in text(olga.dossier(heron, "closing"))


def test_who_asked_for_an_erasure_cannot_carry_it_out(world, as_):
    heron, olga = world.dossier(), as_("olga")
    olga.acts(heron, "ask-erasure", compartment="contacts", basis="wrong_data", reason="mixed up")
    [wish] = queries.erasures_of(heron)

    olga.acts(heron, "erase", wish.id, typed=queries.dossier(heron).codename)

    assert queries.erasures_of(heron)[0].state == "asked"
    as_("kai").acts(heron, "withdraw-erasure", wish.id)
    assert queries.erasures_of(heron)[0].state == "withdrawn"


def test_two_dossiers_become_one_customer(world, as_):
    heron, twin, mia = world.dossier(), world.dossier("ben", {}), as_("mia")

    answer = mia.acts(
        heron, "merge", other=queries.dossier(twin).codename,
        typed=queries.dossier(heron).codename, reason="same company",
    )  # fmt: skip

    assert answer.status_code == 302
    assert queries.dossier(twin).merged_into == heron
    assert "the work goes on in" in text(mia.dossier(twin))


def test_merging_with_an_unknown_codename_is_said(world, as_):
    heron = world.dossier()

    answer = as_("mia").acts(
        heron, "merge", other="Nobody Here", typed=queries.dossier(heron).codename, reason="same"
    )

    assert answer.status_code == 422
    assert "there is no other dossier of that codename" in text(answer)


def test_a_dossier_is_retired_and_reopened(world, as_):
    heron, mia = world.dossier(), as_("mia")

    mia.acts(heron, "retire", reason="moved away")
    assert "retired" in text(as_("ada").dossier(heron))
    mia.acts(heron, "reopen", reason="they are back")

    assert queries.dossier(heron).state == "open"


@pytest.mark.parametrize("name", sorted(ACTS))
def test_each_act_asks_before_it_acts(world, as_, name):
    heron = world.dossier()
    who = "cus" if name == "file" else "olga"
    as_("olga").acts(heron, "claim-secret", **SECRET)
    needs = {"relieve": "keeper", "close-secret": "1", "renew-secret": "1"}
    route, args = ("customers:act_on", [needs[name]]) if name in needs else ("customers:act", [])

    answer = as_(who).get(reverse(route, args=[heron, name, *args]))

    assert answer.status_code == 200
    assert str(ACTS[name].button) in text(answer)


@pytest.mark.parametrize("name", sorted(set(ACTS) - {"file"}))
def test_a_colleague_can_do_none_of_it(world, as_, name):
    heron = world.dossier()

    assert as_("ben").acts(heron, name).status_code == 403


def test_an_unknown_act_is_not_there(world, as_):
    assert as_("olga").acts(world.dossier(), "burn").status_code == 404


@pytest.mark.parametrize("page", ["rights", "closing"])
def test_outsiders_have_no_such_page(world, as_, page):
    assert as_("eve").dossier(world.dossier(), page).status_code == 403
