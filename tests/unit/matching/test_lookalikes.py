import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.matching.lookalikes import LookAlikes, Trick

KNOWN = LookAlikes(
    [
        "nordlicht-handel.de",
        "metro.de",
        "maersk.com",
        "heritage-steel.com",
        "rohmmetal.co.uk",
        "abc.com",
    ]
)


@pytest.mark.parametrize(
    ("strange", "known", "trick"),
    [
        ("nordlicht-hande1.de", "nordlicht-handel.de", Trick.LOOKS_EQUAL),
        ("rnetro.de", "metro.de", Trick.LOOKS_EQUAL),
        ("mаersk.com", "maersk.com", Trick.LOOKS_EQUAL),
        ("xn--mersk-6na.com", "maersk.com", Trick.LOOKS_EQUAL),
        ("rohrnmetal.co.uk", "rohmmetal.co.uk", Trick.LOOKS_EQUAL),
        ("nordlicht-handel.com", "nordlicht-handel.de", Trick.OTHER_ENDING),
        ("nordlichthandel.de", "nordlicht-handel.de", Trick.HYPHEN),
        ("heritage-steel-group.com", "heritage-steel.com", Trick.ADDED_WORD),
        ("heritagesteeltrading.com", "heritage-steel.com", Trick.ADDED_WORD),
        ("nordlicht-handel.de.pay-24.com", "nordlicht-handel.de", Trick.INNER),
        ("herritage-steel.com", "heritage-steel.com", Trick.ONE_EDIT),
        ("heritage-stele.com", "heritage-steel.com", Trick.ONE_EDIT),
        ("haritage-stael.com", "heritage-steel.com", Trick.TWO_EDITS),
    ],
)
def test_each_trick_is_seen(strange, known, trick):
    if strange.startswith("xn--"):
        strange = "xn--" + "mаersk".encode("punycode").decode() + ".com"

    [likeness] = KNOWN.of(strange)

    assert (likeness.known, likeness.trick) == (known, trick)


@pytest.mark.parametrize(
    "strange",
    ["metro.de", "shop.metro.de", "example.org", "abd.com", "steel-heritage.de", "gmail.com", ""],
)
def test_a_known_domain_or_a_really_other_one_looks_like_nobody(strange):
    assert KNOWN.of(strange) == ()


def test_a_short_name_is_met_by_accident_more_often_than_a_long_one():
    [short], [long] = KNOWN.of("petro.de"), KNOWN.of("heritage-stel.com")

    assert short.confidence < long.confidence


@given(st.text(string.ascii_lowercase + "-.01", max_size=40))
def test_no_domain_looks_like_itself_and_confidence_is_a_percentage(text):
    assert LookAlikes([text]).of(text) == ()
    assert all(0 < likeness.confidence <= 100 for likeness in KNOWN.of(text))
