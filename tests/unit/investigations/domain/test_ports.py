import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.domain import ports
from muniment.matching import countries


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("Jebel Ali, UAE", "AE"),
        ("AEJEA", "AE"),
        ("Port of Mombasa", "KE"),
        ("CIF Nhava Sheva", "IN"),
        ("Mersin/TR", "TR"),
        ("Itajaí", "BR"),
        ("Long Beach, CA", "US"),
        ("Georgia, USA", "US"),
        ("Santos, Brazil", "BR"),
        ("Mexico", "MX"),
        ("DEHAM", "DE"),
        ("to be advised", ""),
        ("any port", ""),
        ("", ""),
    ],
)
def test_a_place_tells_its_country_or_nothing(place, country):
    assert ports.country_of(place) == country


@given(st.text())
def test_any_text_can_be_a_place(text):
    code = ports.country_of(text)

    assert code == "" or code in countries.countries()


def test_neighbours_without_a_coast_share_ports():
    assert ports.is_usual("KE", "UG")
    assert ports.is_usual("NL", "DE")
    assert not ports.is_usual("UG", "KE")
    assert not ports.is_usual("KE", "US")


def test_every_country_of_the_table_is_one():
    content = ports._content()
    named = {*content["union"], *content["return_needs_consent"], *content["ports"]}
    named |= {*content["gateways"], *(one for some in content["gateways"].values() for one in some)}

    assert named - set(countries.countries()) <= {"XK"}
