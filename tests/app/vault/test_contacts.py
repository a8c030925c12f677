"""Adding people without having the list of contacts before one's eyes."""

import pytest

from muniment.vault import services
from muniment.vault.domain.contacts import load_contacts
from muniment.vault.domain.values import ValueInvalid
from muniment.vault.services import NotYours
from tests.world import NOON

PEOPLE = "contacts.people"


def _adds(world, dossier_id, name="ada", **entries):
    told = {f"contacts.{code}": text for code, text in entries.items()}
    return services.add_contacts(
        dossier_id=dossier_id, entries=told, by=world.actor(name), at=NOON
    )  # fmt: skip


def _value(world, dossier_id, code):
    opened = world.look("ada", dossier_id, "contacts")
    return next(one.text for one in opened.fields if one.spec.code == code)


def _people(world, dossier_id):
    return load_contacts(_value(world, dossier_id, PEOPLE))


def test_a_second_person_stands_beside_the_first(world):
    heron = world.dossier()
    _adds(world, heron, people="Maria Lund; Buyer; m@x.example")

    versions = _adds(world, heron, people="Jo Ray; j@x.example", emails="sales@x.example")

    assert versions == {PEOPLE: 2, "contacts.emails": 2}
    assert [one.name for one in _people(world, heron)] == ["Maria Lund", "Jo Ray"]
    assert _value(world, heron, "contacts.emails").splitlines() == [
        "einkauf@nordlicht-handel.example", "sales@x.example",
    ]  # fmt: skip


def test_the_same_address_is_one_person_and_what_is_new_is_filled_in(world):
    heron = world.dossier()
    _adds(world, heron, people="Maria Lund; Buyer; m@x.example")
    _adds(world, heron, people="Maria Lund-Berg; m@x.example; +49 40 555 01234")
    _adds(world, heron, people="maria lund-berg; Head of buying")

    (maria,) = _people(world, heron)
    assert (maria.name, maria.post, maria.phone) == (
        "maria lund-berg", "Head of buying", "+494055501234",
    )  # fmt: skip


def test_a_colleague_adds_nobody_and_a_wrong_number_writes_nothing(world):
    heron = world.dossier()
    with pytest.raises(NotYours):
        _adds(world, heron, "ben", people="Jo Ray; j@x.example")
    with pytest.raises(ValueInvalid):
        _adds(world, heron, people="Jo Ray; j@@x", emails="a@x.example")

    assert _value(world, heron, "contacts.emails") == "einkauf@nordlicht-handel.example"
