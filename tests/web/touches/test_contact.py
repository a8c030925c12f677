"""The page “Contact” of a dossier, and a touch in ten seconds."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from muniment.core.actor import HOUSE
from muniment.core.clock import frozen
from muniment.touches import queries, services
from muniment.touches.domain.kinds import Kind, PromiseKind
from muniment.touches.models import Touch
from muniment.touches.services import NewTouch
from muniment.vault import queries as dossiers
from tests.world import NOON

CALL = {"kind": "call", "happened_on": "2026-05-04", "direction": "out", "contacts": "Maria Lund"}


@pytest.fixture(autouse=True)
def _noon():
    with frozen(NOON):
        yield


def at(name, *ids):
    return reverse(f"touches:{name}", args=ids)


def test_the_form_stands_on_the_dossier_with_all_but_the_name_filled_in(world, as_):
    heron = world.dossier()
    ada = as_("ada")

    page = ada.get(reverse("customers:dossier", args=[heron])).content.decode()
    assert at("contact", heron) in page
    page = ada.get(at("contact", heron)).content.decode()

    assert "autofocus" in page
    assert 'value="2026-05-04"' in page
    assert "No touches yet" in page


def test_a_touch_is_noted_in_place_and_taken_back(world, as_):
    heron = world.dossier()
    ada = as_("ada")
    ada.post(
        reverse("customers:compartment", args=[heron, "contacts"]),
        {"purpose": "quote the second colour", "reference_kind": "inquiry", "reference": "INQ-1"},
    )

    answer = ada.post(at("log", heron), CALL, headers={"HX-Request": "true"})

    part = answer.content.decode()
    assert answer.status_code == 200
    assert part.lstrip().startswith('<div id="contact">')
    assert "Maria Lund" in part
    assert "said" in part
    touch = Touch.objects.get()
    back = ada.post(at("withdraw", touch.id), {"back": at("contact", heron)})
    assert back.headers["Location"] == at("contact", heron)
    assert "No touches yet" in ada.get(at("contact", heron)).content.decode()


def test_a_button_leads_back_into_the_house_alone(world, as_):
    heron = world.dossier()
    ada = as_("ada")
    for place in ("https://evil.example/", "//evil.example", ""):
        ada.post(at("log", heron), CALL)
        touch = Touch.objects.filter(withdrawn_at=None).get()
        back = ada.post(at("withdraw", touch.id), {"back": place})
        assert back.headers["Location"] == reverse("touches:mine")


def test_a_form_filled_in_wrongly_comes_back_as_it_was(world, as_):
    heron = world.dossier()

    answer = as_("ada").post(at("log", heron), {**CALL, "happened_on": "yesterday"})

    assert answer.status_code == 422
    assert 'value="Maria Lund"' in answer.content.decode()


def test_a_colleague_sees_no_touch_of_others_and_an_outsider_no_page(world, as_):
    heron = world.dossier()
    as_("ada").post(at("log", heron), CALL)

    page = as_("ben").get(at("contact", heron)).content.decode()

    assert "Maria Lund" not in page
    assert "You see your own touches" in page
    assert as_("eve").get(at("contact", heron)).status_code == 404


def test_visits_promises_and_rules_are_set_on_the_page(world, as_):
    heron = world.dossier()
    mia = as_("mia")

    mia.post(
        at("plan", heron),
        {"planned_on": "2026-06-02", "person": world.id("ada"), "purpose": "line trial"},
    )
    mia.post(at("promise", heron), {"kind": "quotation", "words": "FOB", "due_on": "2026-05-20"})
    mia.post(at("duty", heron), {"part": "deputy", "days": "9", "person": world.id("ben")})
    page = mia.get(at("contact", heron)).content.decode()

    assert "2026-06-02" in page
    assert "Quotation" in page
    assert "own rule" in page
    [visit] = queries.visits_by(world.id("ada"))
    [promise] = queries.open_promises([heron])[heron]
    mia.post(at("cancel", visit.id))
    mia.post(at("settle", promise.id, "kept"))
    assert queries.visits_by(world.id("ada")) == []
    assert queries.open_promises([heron]) == {}
    assert mia.post(at("settle", promise.id, "nonsense")).status_code == 404


def test_from_today_a_touch_needs_the_codename_alone(world, as_):
    heron = world.dossier()
    codename = dossiers.codenames_of([heron])[heron]
    ada = as_("ada")

    wrong = ada.post(at("quick"), {**CALL, "codename": "No Such Name"})
    right = ada.post(at("quick"), {**CALL, "codename": codename.lower()})

    assert wrong.status_code == 422
    assert right.headers["Location"] == at("contact", heron)
    assert Touch.objects.count() == 1
    assert f"Noted: contact with {codename}." in ada.get(at("contact", heron)).content.decode()


def test_a_visit_that_took_place_is_noted_from_the_plan(world, as_):
    heron = world.dossier()
    codename = dossiers.codenames_of([heron])[heron]
    ada = as_("ada")
    ada.post(at("plan", heron), {"planned_on": "2026-05-04", "purpose": "the fair"})

    mine = ada.get(at("mine")).content.decode()
    link = re.search(r'href="([^"]*kind=visit)"', mine).group(1).replace("&amp;", "&")
    page = ada.get(link).content.decode()

    assert f'value="{codename}"' in page
    assert 'value="visit" selected' in page


def test_what_is_owed_shows_on_today_and_on_ones_own_page(world, as_):
    heron = world.dossier()
    by = {"by": world.actor("ada"), "at": NOON}
    services.note_promise(
        dossier_id=heron, kind=PromiseKind.PROMISE, words="samples", due_on=NOON.date(), **by
    )
    ada = as_("ada")

    page = ada.get(at("mine")).content.decode()
    assert dossiers.codenames_of([heron])[heron] in page
    assert "samples" not in page
    today = ada.get(reverse("today:index")).content.decode()
    assert "A visit or promise is due" in today


def test_a_single_thread_alarms_the_line_manager_on_today_and_on_the_coverage(world, as_):
    heron = world.dossier()
    touch = NewTouch(kind=Kind.CALL, happened_on=NOON.date())
    for _ in range(6):
        services.log_touch(dossier_id=heron, touch=touch, by=world.actor("ada"), at=NOON)
    mia = as_("mia")

    assert "goes through one person" in mia.get(reverse("today:index")).content.decode()
    page = mia.get(at("coverage")).content.decode()

    assert "hangs on Ada: 100 % of 6 touches" in page
    assert len(world.entries("touches.coverage.read")) == 1
    mine = as_("ada").get(at("coverage")).content.decode()
    assert "hangs on" not in mine
    assert len(world.entries("touches.coverage.read")) == 1


def test_coverage_is_narrowed_to_single_threads_for_those_who_lead(world, as_):
    heron, wren = world.dossier(), world.dossier(values={"identity": {}})
    touch = NewTouch(kind=Kind.CALL, happened_on=NOON.date())
    for _ in range(5):
        services.log_touch(dossier_id=heron, touch=touch, by=world.actor("ada"), at=NOON)
    names = dossiers.codenames_of([heron, wren])
    mia = as_("mia")

    assert "?only=thread" in mia.get(reverse("today:index")).content.decode()
    narrowed = mia.get(at("coverage"), {"only": "thread"}).content.decode()

    assert names[heron] in narrowed
    assert names[wren] not in narrowed
    assert "contact through one person (1)" in narrowed
    mine = as_("ada").get(at("coverage"), {"only": "thread"}).content.decode()
    assert names[heron] not in mine
    assert "contact through one person" not in mine


def test_coverage_is_narrowed_and_not_for_clerks_or_outsiders(world, as_):
    world.dossier()
    mia = as_("mia")

    part = mia.get(at("coverage"), {"only": "no_deputy"}, headers={"HX-Request": "true"})

    assert "nobody" in part.content.decode()
    assert mia.get(at("coverage"), {"keeper": world.id("ada"), "page": "9"}).status_code == 200
    assert as_("cy").get(at("coverage")).status_code == 403
    assert as_("eve").get(at("coverage")).status_code == 403


def test_leaders_set_the_companys_days(world, as_):
    mia = as_("mia")

    mia.post(at("defaults"), {"keeper": 14, "deputy": 60, "line_manager": 0})

    assert list(queries.defaults().values()) == [14, 60, 0]
    assert len(world.entries("touches.default.set")) == 3
    assert as_("ada").get(at("defaults")).status_code == 403
    assert mia.post(at("defaults"), {"keeper": 5000}).status_code == 422


def test_the_calendar_feed_tells_codenames_and_days_until_its_address_is_ended(world, as_):
    heron = world.dossier()
    services.note_confirmed(
        dossier_id=heron, person_id=world.id("ada"), source="x", by=HOUSE, at=NOON
    )
    ada = as_("ada")
    shown = ada.post(at("make_feed")).content.decode()
    address = shown.split('<code class="m-code">')[1].split("</code>")[0]
    path = "/" + address.split("/", 3)[3]

    calendar = Client().get(path)

    text = calendar.content.decode()
    assert calendar.headers["Content-Type"].startswith("text/calendar")
    assert f"Contact due: {dossiers.codenames_of([heron])[heron]}" in text
    assert "Nordlicht" not in text
    ada.post(at("end_feed"))
    assert ada.get(path).status_code == 404


def test_the_quick_form_offers_the_customers_that_wait_and_begins_where_something_is_missing(
    world, as_
):
    heron = dossiers.codenames_of([world.dossier()]).popitem()[1]
    ada = as_("ada")

    page = ada.get(at("quick")).content.decode()
    told = ada.get(at("quick"), {"of": heron}).content.decode()

    assert f'<option value="{heron}">' in page
    assert re.search(r'name="codename"[^>]*autofocus', page)
    assert re.search(r'name="contacts"[^>]*autofocus', told)
    assert not re.search(r'name="codename"[^>]*autofocus', told)
