"""Opening dossiers, submitting and verifying values, and their history."""

import re

from django.urls import reverse

from muniment.vault import queries
from tests.web.vault.conftest import text

NEW = "/customers/new/"


def edit_url(dossier_id, compartment="identity"):
    return reverse("customers:edit", args=[dossier_id, compartment])


def marks(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(mark:[^"]+)" value="([^"]+)"', page))


def test_a_new_dossier_reveals_its_codename(world, as_):
    ada = as_("ada")

    answer = ada.post(NEW, {
        "identity.legal_name": "Blue Quay Trading", "identity.country": "NL", "told": "fair card",
        "contacts.people:name": ["Lee", "Max"], "contacts.people:post": ["Buyer", ""],
        "contacts.people:email": ["lee@bluequay.example", ""],
        "contacts.people:phone": ["", "+31 20 123 4567"], "contacts.people:note": ["", ""],
    })  # fmt: skip

    [head] = queries.dossiers_kept_by(world.id("ada"))
    page = text(ada.get(answer["Location"]))
    assert head.codename in page
    assert "Blue Quay" not in page
    people = text(ada.asks(head.id, "contacts"))
    assert "lee@bluequay.example" in people
    assert "+31 20 123 4567" in people


def test_what_a_clash_check_learned_fills_the_new_form(world, as_):
    page = text(as_("ada").post(NEW, {"begin": "1", "identity.legal_name": "Blue Quay Trading"}))

    assert 'value="Blue Quay Trading"' in page
    assert queries.dossiers_kept_by(world.id("ada")) == []


def test_a_wrong_value_is_said_at_its_field_and_nothing_is_lost(world, as_):
    answer = as_("ada").post(
        NEW, {"identity.legal_name": "Blue Quay", "contacts.phones": "call me"}
    )

    assert answer.status_code == 422
    assert "contacts.phones" in answer.context["form"].errors
    assert 'value="Blue Quay"' in text(answer)
    assert queries.dossiers_kept_by(world.id("ada")) == []


def test_a_clerk_opens_no_dossier(world, as_):
    assert as_("cy").get(NEW).status_code == 403


def test_the_form_is_filled_in_only_within_a_sitting(world, as_):
    heron, ada = world.dossier(), as_("ada")

    blind = text(ada.get(edit_url(heron)))
    ada.asks(heron)
    filled = text(ada.get(edit_url(heron)))

    assert "Nordlicht" not in blind
    assert "You write without looking" in blind
    assert 'value="Nordlicht Handels GmbH"' in filled


def test_only_what_changed_becomes_a_new_version(world, as_):
    heron, ada = world.dossier(), as_("ada")
    ada.asks(heron)
    page = text(ada.get(edit_url(heron)))

    ada.post(edit_url(heron), {
        **marks(page), "identity.legal_name": "Nordlicht Handels GmbH",
        "identity.country": "AT", "told": "their letter",
    })  # fmt: skip

    entry = world.entries("vault.values.submitted")[-1]
    assert entry.facts["versions"] == [{"field": "identity.country", "version": 2}]


def test_saving_nothing_new_is_said(world, as_):
    heron, ada = world.dossier(), as_("ada")
    ada.asks(heron)
    page = text(ada.get(edit_url(heron)))

    answer = ada.post(edit_url(heron), {**marks(page), "identity.country": "DE"})

    assert answer.status_code == 422
    assert "There is nothing to save." in text(answer)


def test_a_newer_value_of_somebody_else_is_never_overwritten_silently(world, as_):
    heron, ada = world.dossier(), as_("ada")
    ada.asks(heron)
    page = text(ada.get(edit_url(heron)))
    as_("mia").post(edit_url(heron), {"identity.country": "CH"})

    answer = ada.post(edit_url(heron), {**marks(page), "identity.country": "AT"})

    assert answer.status_code == 422
    assert "Somebody has changed this since you opened it." in text(answer)


def test_a_colleague_submits_nothing(world, as_):
    heron = world.dossier()

    assert as_("ben").get(edit_url(heron)).status_code == 403


def test_a_manager_verifies_what_still_holds(world, as_):
    heron, mia = world.dossier(), as_("mia")
    mia.asks(heron)

    url = reverse("customers:verify", args=[heron, "identity"])
    answer = mia.post(url, {"checked": "identity.legal_name:1"}, follow=True)

    page = text(answer)
    assert "1 value is verified." in page
    assert "verified today by Mia" in page


def test_the_keeper_does_not_verify_her_own_values(world, as_):
    heron, ada = world.dossier(), as_("ada")
    ada.asks(heron)

    url = reverse("customers:verify", args=[heron, "identity"])

    assert ada.post(url, {"checked": "identity.legal_name:1"}).status_code == 403


def test_former_values_are_shown_within_a_covering_look_only(world, as_):
    heron, ada = world.dossier(), as_("ada")
    ada.post(edit_url(heron), {"identity.legal_name": "Nordlicht Licht AG"})

    shut = ada.dossier(heron, "history", "identity.legal_name")
    ada.asks(heron)
    opened = text(ada.dossier(heron, "history", "identity.legal_name"))

    assert shut.status_code == 403
    assert "Nordlicht" not in text(shut)
    assert "Nordlicht Licht AG" in opened
    assert "Nordlicht Handels GmbH" in opened
    assert len(world.entries("vault.history.read")) == 1
