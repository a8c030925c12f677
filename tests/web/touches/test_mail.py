"""The tray, and mailboxes by upload."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from muniment.core.clock import frozen
from muniment.touches import queries, services
from muniment.touches.models import Touch
from muniment.vault import queries as dossiers
from tests.app.touches.letters import SERVER, answer, mail
from tests.world import NOON


@pytest.fixture(autouse=True)
def _noon(settings):
    settings.CONFIG = replace(settings.CONFIG, mail_in_authserv=SERVER)
    with frozen(NOON):
        yield


def at(name, *ids):
    return reverse(f"touches:{name}", args=ids)


def _waiting(page):
    found = re.search(r"/tray/([0-9a-f-]{36})/", page)
    assert found
    return found[1]


def test_a_mail_waits_in_the_tray_of_its_sender_alone(world, as_):
    heron = world.dossier()
    raw = mail(sender="ben@house.example", subject="Samples for spring")
    services.take_mail(raw=raw, envelope_from="", at=NOON)
    ben = as_("ben")

    page = ben.get(at("tray")).content.decode()
    assert "Samples for spring" in page
    assert "Samples for spring" not in as_("ada").get(at("tray")).content.decode()
    waiting = _waiting(page)
    assert ben.post(at("assign", waiting), {"codename": "No Such"}).status_code == 404
    codename = dossiers.codenames_of([heron])[heron]
    ben.post(at("assign", waiting), {"codename": codename})

    assert Touch.objects.get().dossier_id == heron
    assert queries.waiting_count(world.id("ben")) == 0


def test_a_mail_is_discarded_from_the_tray(world, as_):
    services.take_mail(raw=mail(to="x@else.example"), envelope_from="", at=NOON)
    ada = as_("ada")
    waiting = _waiting(ada.get(at("tray")).content.decode())

    ada.post(at("discard", waiting))

    assert queries.waiting_count(world.id("ada")) == 0


def _upload(client, content, **other):
    file = SimpleUploadedFile("box.mbox", content)
    return client.post(at("import"), {"file": file, **other})


def test_an_uploaded_mailbox_is_checked_shown_and_loaded_on_a_yes(world, as_):
    world.dossier()
    ada = as_("ada")
    box = b"".join(b"From x Mon May  4 09:00:00 2026\n" + one + b"\n" for one in (mail(), answer()))

    shown = _upload(ada, box + b"From x Mon May  4 09:00:00 2026\nno mail\n\n")
    page = ada.get(shown.headers["Location"]).content.decode()

    assert "Load 2 touches" in page
    assert "mail 3" in page
    assert Touch.objects.count() == 0
    done = ada.post(shown.headers["Location"] + "load/")
    assert "Loaded." in ada.get(done.headers["Location"]).content.decode()
    assert Touch.objects.count() == 2
    assert as_("ben").get(shown.headers["Location"]).status_code == 404


def test_a_check_can_be_given_up_and_a_wrong_file_is_named_so(world, as_):
    ada = as_("ada")
    shown = _upload(ada, mail())

    ada.post(shown.headers["Location"] + "give-up/")

    assert "Given up" in ada.get(shown.headers["Location"]).content.decode()
    assert _upload(ada, b"\0\1\2").status_code == 422


def test_a_file_that_cannot_be_read_is_named_so_beside_its_field(world, as_):
    said = _upload(as_("ada"), b"\0\1\2").content.decode()

    assert "This file cannot be read" in said
    assert 'type="file"' in said


def test_a_file_without_contacts_of_customers_offers_nothing_to_load(world, as_):
    ada = as_("ada")
    page = ada.get(_upload(ada, mail()).headers["Location"]).content.decode()

    assert "Nothing in it can be loaded" in page
    assert "/load/" not in page
    assert "Choose another file" in page


def test_only_owner_and_compliance_bring_a_mailbox_of_somebody_else(world, as_):
    world.dossier()
    theirs = {"person": str(world.id("ada"))}

    _upload(as_("kai"), answer(), **theirs)
    _upload(as_("ben"), answer(), **theirs)

    kai, ben = (queries.imports_of(world.id(who)) for who in ("kai", "ben"))
    assert kai[0].person_id == world.id("ada")
    assert ben[0].person_id == world.id("ben")


def _pages(heron):
    return [at("tray"), at("mine"), at("contact", heron)]


def test_the_address_for_mail_stands_where_touches_are_noted(world, as_, settings):
    settings.CONFIG = replace(settings.CONFIG, mail_in_address="contact@house.example")
    heron, ada = world.dossier(), as_("ada")

    for page in _pages(heron):
        assert "contact@house.example</code>" in ada.get(page).content.decode()


def test_without_an_address_the_pages_say_who_sets_it_up(world, as_, settings):
    settings.CONFIG = replace(settings.CONFIG, mail_in_address="")
    heron, ada = world.dossier(), as_("ada")

    for page in _pages(heron):
        assert "An administrator sets it up" in ada.get(page).content.decode()
