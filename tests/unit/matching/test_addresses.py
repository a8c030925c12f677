import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.matching.addresses import closeness, parse

HERE = parse("Office 2110, Al Noor Building, 2 Baniyas Road, Dubai")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#2110, Al Noor Building, 2 Baniyas Rd, Dubai", 1.0),
        ("BANIYAS RD 2, OFF. 2110 DUBAI", 1.0),
        ("No. 2 Baniyas Road; Dubai", 0.9),
        ("Office 2010, 2 Baniyas Road, Dubai", 0.7),
        ("Office 514, 2 Baniyas Road, Dubai", 0.4),
        ("Office 2110, 3 Baniyas Road, Dubai", 0.0),
        ("Office 2110, 2 Corniche Road, Dubai", 0.0),
        ("Office 2110, 2 Baniyas Road, Sharjah", 0.0),
    ],
)
def test_closeness_goes_by_house_then_by_unit(text: str, expected: float) -> None:
    there = parse(text, "Dubai" if "dubai" in text.lower() else "")
    assert closeness(HERE, there) == closeness(there, HERE) == expected


def test_two_addresses_of_one_house_share_a_key() -> None:
    assert set(HERE.keys()) & set(parse("Baniyas Rd 2, Suite 7, Dubai").keys())


def test_a_free_number_in_front_is_the_unit() -> None:
    address = parse("3604, 96 Renmin Rd, Yiwu")
    assert (address.units, address.house) == (("3604",), ("96",))


def test_a_business_centre_without_street_is_known_by_building_unit_and_city() -> None:
    one = parse("Office 1501, Business Centre Tower, Giza")
    other = parse("OFFICE 1501; BUSINESS CENTRE TOWER; IZMIR")
    assert closeness(one, one) == 1.0
    assert closeness(one, other) == 0.0


def test_care_of_is_seen() -> None:
    assert parse("C/O Office 1506, 250 Alaba Market Road, Port Harcourt").care_of


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text_is_read_without_an_error(text: str, city: str) -> None:
    address = parse(text, city)
    assert closeness(address, HERE) == closeness(HERE, address)
