from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from muniment.matching.companies import parse, slips

OTHERS = (
    "Royal Land Ltd",
    "Green Land Ltd",
    "Blue Land LLC",
    "Royal Sand Ltd",
    "Red Sand",
    "Sand X",
)
WORDS = Counter(word for name in OTHERS for word in set(parse(name).words))


def _slips(one: str, other: str) -> int | None:
    return slips(parse(one), parse(other), occurs=WORDS.__getitem__)


def test_forms_courtesy_and_short_words_do_not_make_another_name() -> None:
    assert parse("M/S Dragon Key Trdg L.L.C").words == parse("Dragon Key Trading LLC").words


def test_the_telling_words_are_left_when_trade_and_form_are_gone() -> None:
    assert parse("Royal Land Ceramics General Trading LLC").brand == ("royal", "land")
    assert parse("General Trading LLC").brand == ("general", "trading")


def test_a_slip_of_the_pen_is_counted() -> None:
    assert _slips("Lotuspeakk Foods GGmbH", "Lotuspeak Foods GmbH") == 0
    assert _slips("Amber Leaf Import UG", "Amber eaf Import UG") == 1


def test_a_lost_space_is_no_slip() -> None:
    assert parse("DesertLink Trading LLC").words == parse("Desert Link Trading LLC").words


def test_a_word_that_other_names_have_is_no_slip_of_another_such_word() -> None:
    assert _slips("Royal Land Limited", "Royal Sand Limited") is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_names_are_compared_without_an_error(one: str, other: str) -> None:
    assert _slips(one, other) == _slips(other, one)
