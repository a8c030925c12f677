import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.matching.confusables import is_mixed, scripts, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paypal", "pаypаl"),  # two Cyrillic а
        ("metro", "rnetro"),
        ("west", "vvest"),
        ("orient", "0rient"),
        ("hande1", "handel"),
        ("nördlicht", "nordlicht"),
        ("ＭＥＴＲＯ", "metro"),
        ("соса", "coca"),
        ("ιοnia", "ionia"),
        ("ɡlobal", "global"),
    ],
)
def test_words_that_a_glance_takes_for_each_other_have_one_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("metro", "petro"), ("steel", "stel"), ("海天", "海田")]
)
def test_words_that_look_different_stay_apart(one, other):
    assert skeleton(one) != skeleton(other)


def test_a_word_of_two_look_alike_alphabets_is_mixed_and_honest_ones_are_not():
    assert is_mixed("аpple")
    assert not is_mixed("яндекс")
    assert not is_mixed("海天trading")
    assert scripts("日本の会社") == {"EAST ASIAN"}


@given(st.text(max_size=80))
def test_any_text_has_a_skeleton_and_folding_twice_changes_little(text):
    assert isinstance(skeleton(text), str)
    assert is_mixed(text) in {True, False}
