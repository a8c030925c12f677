"""Writing systems told apart, and names written in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.matching.names import romanised
from muniment.matching.names.scripts import folded, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Müller", "latin"), ("Nguyễn", "latin"), ("Иванов", "cyrillic"), ("Νίκος", "greek"),
        ("דוד", "hebrew"), ("محمد", "arabic"), ("王伟", "han"), ("山田さん", "kana"),
        ("김정은", "hangul"), ("สมชาย", "thai"), ("Acme 有限公司", "han"),
        ("123", "latin"), ("", "latin"),
    ],
)  # fmt: skip
def test_the_script_of_a_name_is_told(text, script):
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Çelik Kardeşler", "celik kardesler"),
        ("Иванов", "ivanov"),
        ("王伟", "wangwei"),
        ("النور", "al nwr"),
        ("عبد الله", "bd al lh"),
        ("ＡＢＣ", "abc"),
        ("O’Brien", "obrien"),
    ],
)
def test_any_script_is_written_in_latin_letters(text, latin):
    assert romanised(text) == latin


def test_foreign_letters_inside_a_latin_name_lose_their_disguise():
    assert folded("Tеsсо Ρlc") == "tesco plc"
    assert folded("Тесо") == "тесо"


@given(st.text(max_size=80))
def test_romanising_never_fails_and_gives_plain_letters(text):
    assert romanised(text).isascii()
