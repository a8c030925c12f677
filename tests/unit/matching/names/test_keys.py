"""Keys for grouping, words for finding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.matching.names import key, rarity, tokens


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Hoda Trdg. Co.", "HODA TRADING"),
        ("Müller & Söhne GmbH", "MULLER UND SOHNE"),
        ("K.M.T. Importers Ltd", "KMT Importers"),
        ("上海金丰贸易有限公司", "上海市金丰贸易"),
    ],
)
def test_spellings_of_one_company_share_a_key(one, two):
    assert key(one) == key(two)


def test_chinese_brands_keep_their_characters_in_the_key():
    assert key("深圳市海天科技有限公司") != key("深圳市海田科技有限公司")


def test_the_words_that_tell_are_the_index_words():
    assert tokens("Shenzhen Weidatong Trading Co., Ltd.") == ("shenzhen", "weidatong")
    assert tokens("General Trading Company LLC") == ("general", "trading")
    assert tokens("威达通有限公司") == ("威达通", "weidatong")


def test_a_rare_word_is_rarer_than_a_common_one():
    assert rarity("capital") < rarity("glencore") <= rarity("zwoelfaxing") == 1.0


@given(st.text(max_size=60))
def test_every_text_has_a_key_and_words(text):
    assert key(text) == key(text)
    assert isinstance(tokens(text), tuple)


def test_two_latin_brands_before_one_chinese_word_are_two_companies():
    assert key("ABC 贸易 有限公司") != key("XYZ 贸易 有限公司")
