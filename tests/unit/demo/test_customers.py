"""Invented customers and the real orders beside them."""

from collections import Counter
from importlib import resources

from muniment.demo.customers import countries, invent_customers
from muniment.demo.orders import demo_customer_numbers, demo_orders
from muniment.vault.domain.catalogue import FIELDS, by_code
from muniment.vault.domain.values import parse


def test_the_same_seed_invents_the_same_customers():
    assert list(invent_customers(7, 40, ("GB", "DE"))) == list(
        invent_customers(7, 40, ("GB", "DE"))
    )
    assert list(invent_customers(7, 5)) != list(invent_customers(8, 5))


def test_no_two_customers_can_be_taken_for_each_other():
    made = list(invent_customers(1, 3000, ("GB", "GB", "DE", "FR", "US")))
    for code in (
        "identity.legal_name",
        "identity.website",
        "identity.registration_number",
        "contacts.emails",
    ):
        [(_, most)] = Counter((it.country, it.values[code]) for it in made).most_common(1)
        assert most == 1, code
    phones = [person.phone for it in made for person in it.people if person.phone]
    assert len(phones) == len(set(phones))


def test_every_value_is_one_that_a_dossier_takes():
    specs = by_code(FIELDS)
    for one in invent_customers(3, len(countries()) * 2, countries()):
        for code, text in one.values.items():
            assert parse(text, specs[code]).text == text, code
        for person in one.people:
            assert parse(person.email, specs["contacts.emails"])
            assert not person.phone or parse(person.phone, specs["contacts.phones"])


def test_nobody_real_can_be_written_to():
    for one in invent_customers(4, 100, countries()):
        assert one.values["identity.website"].endswith(".example")
        assert all(person.email.endswith(".example") for person in one.people)


def test_the_packaged_orders_are_those_of_four_hundred_customers():
    orders = list(demo_orders())
    assert len(demo_customer_numbers()) == 400
    assert len({it.number for it in orders}) == len(orders) > 4000
    assert all(it.amount_minor <= 0 for it in orders if it.is_cancellation)
    packed = resources.files("muniment.demo.data").joinpath("orders.csv.gz").read_bytes()
    assert len(packed) < 400_000
