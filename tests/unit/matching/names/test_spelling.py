"""Names cut into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.matching.names.spelling import spelt_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sp. z o.o.", ["sp", "z", "oo"]),
        ("s. de r.l. de c.v.", ["s", "de", "rl", "de", "cv"]),
        ("j.p. morgan & co.", ["jp", "morgan", "and", "co"]),
        ("l l c partner", ["llc", "partner"]),
        ("a/s", ["as"]),
        ("i9or sech1n", ["i9or", "sechin"]),
        ("vabo2012", ["vabo", "2012"]),
        ("1st bank", ["1", "bank"]),
        ("runol~sson", ["runol?sson"]),
        ("...", []),
    ],
)
def test_a_name_is_cut_into_words(text, words):
    assert spelt_words(text) == words


def test_initials_of_a_person_stay_apart():
    assert spelt_words("j.-c. juncker", join_initials=False) == ["j", "c", "juncker"]


@given(st.text("abcstz019 .,:;/()\"-_&+'", max_size=24), st.booleans())
def test_the_short_way_cuts_as_the_long_way_does(text, joined):
    by_the_long_way = spelt_words(text + " —", join_initials=joined)

    assert spelt_words(text, join_initials=joined) == by_the_long_way
