"""Contact persons, from a line or from JSON, to one canonical form."""

import json

import pytest

from muniment.vault.domain.amounts import Unreadable
from muniment.vault.domain.contacts import Contact, contacts_text, load_contacts, read_contacts

MARIA = Contact("Maria Lund", "Buyer", "maria@example.com", "+4533123456", "speaks German")


def test_a_line_is_read_by_the_form_of_its_parts():
    line = "Maria Lund; +45 33 12 34 56; Buyer; Maria@example.com; speaks German"
    assert read_contacts(line) == (MARIA,)


def test_tabs_bars_and_wide_semicolons_part_as_well():
    assert read_contacts("王伟；采购经理|13800138000", "CN") == read_contacts(
        "王伟\t采购经理\t+86 13800138000"
    )


def test_a_name_before_an_address_in_brackets_is_a_name():
    assert read_contacts("Maria Lund <maria@example.com>; Buyer") == (
        Contact("Maria Lund", "Buyer", "maria@example.com"),
    )
    assert read_contacts("<maria@example.com>") == (Contact(email="maria@example.com"),)


def test_a_second_address_or_number_is_kept_as_a_note():
    (person,) = read_contacts("Maria; Buyer; m@x.com; n@x.com; +45 33 12 34 56; +45 33 12 34 57")
    assert person.note == "n@x.com; +45 33 12 34 57"


def test_canonical_text_reads_as_itself_and_leaves_empty_parts_out():
    text = contacts_text([MARIA, Contact("王伟")])
    assert read_contacts(text) == load_contacts(text) == (MARIA, Contact("王伟"))
    assert json.loads(text)[1] == {"name": "王伟"}


def test_the_same_person_twice_stands_once():
    assert len(read_contacts("Maria; Buyer\nMaria; Buyer")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "[" * 5000,
        '["Maria"]',
        '[{"name": 1}]',
        '[{"shoe_size": "44"}]',
        '[{"post": "Buyer"}]',
        '[{"name": "Maria", "email": "nowhere"}]',
        '[{"name": "Maria", "phone": "12"}]',
        json.dumps([{"name": "M" * 501}]),
        json.dumps([{"name": f"M{n}"} for n in range(201)]),
    ],
)
def test_what_is_no_list_of_people_is_refused(text):
    with pytest.raises(Unreadable):
        read_contacts(text)


def test_people_are_shown_one_a_line():
    assert (
        MARIA.line() == "Maria Lund · Buyer · maria@example.com · +45 33 12 34 56 · speaks German"
    )
    assert Contact("Maria").line() == "Maria"
