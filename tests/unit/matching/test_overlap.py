"""How much of two names is the same, word by word."""

import pytest

from muniment.matching.overlap import SAME_SOUND, Rarity, overlap

RARITY = Rarity(["rezvani ali", "warwara iuliia", "fawwaz khaled", "orion trading", "kim kyu"])


@pytest.mark.parametrize(
    ("one", "two"),
    [("reswani ali", "rezvani ali"), ("varvara yuliya", "warwara iuliia"), ("kim kiu", "kim kyu")],
    ids=["z and s", "w and v, y and i", "short words"],
)
def test_two_spellings_of_one_sound_are_nearly_the_same_word(one, two):
    assert SAME_SOUND <= overlap(one, two, RARITY).both <= 1


def test_a_number_is_never_heard_as_another():
    assert overlap("unit 11", "unit 1", RARITY).both < SAME_SOUND


def test_a_word_that_stands_twice_is_shared_twice_only_if_both_names_have_it_twice():
    twice = overlap("kim kim orion", "orion kim kim", RARITY)
    once = overlap("kim kim orion", "orion kim", RARITY)

    assert twice.both == pytest.approx(1)
    assert once.both < 1
    assert once.listed == pytest.approx(1)


def test_equal_words_find_each_other_before_near_ones():
    assert overlap("rezvani rezwani", "rezwani rezvani", RARITY).both == pytest.approx(1)
