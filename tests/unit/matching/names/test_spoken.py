"""Words of other scripts set against Latin spellings, and the skeleton of a word."""

import pytest

from muniment.matching.names import skeleton
from muniment.matching.names.pinyin import another_name, syllables
from muniment.matching.names.spoken import read_alike


@pytest.mark.parametrize(
    ("own", "right", "wrong"),
    [
        ("スミス", "smith", "sumer"),
        ("프랭클린", "franklin", "francisco"),
        ("史密斯", "smith", "simon"),
        ("גולדברג", "goldberg", "goldman"),
        ("منصور", "mansour", "munir"),
        ("Хьюстон", "houston", "hutton"),
    ],
)
def test_the_right_spelling_sounds_nearer_than_a_wrong_one(own, right, wrong):
    assert read_alike(own, right) > read_alike(own, wrong)
    assert read_alike(own, right) > 0.7


@pytest.mark.parametrize(
    ("one", "two"), [("mohamed", "muhammad"), ("philip", "filip"), ("hussein", "husayn")]
)
def test_spellings_of_one_sound_share_a_skeleton(one, two):
    assert skeleton(one) == skeleton(two)


def test_mandarin_is_cut_into_syllables():
    assert syllables("weidatong") == ("wei", "da", "tong")
    assert syllables("siemens") == ()


def test_another_syllable_is_another_name():
    assert another_name("yongtai", "yongsheng")
    assert not another_name("jiale", "jialle")
    assert not another_name("jiale", "jiale")
