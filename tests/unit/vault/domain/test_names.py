"""Company names as words that compare."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.vault.domain.names import MOST_WORDS, distinctive_words_of, words_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Müller & Söhne GmbH & Co. KG", ("muller", "sohne")),
        ("MULLER SOHNE", ("muller", "sohne")),
        ("S.A. Dupont", ("dupont",)),
        ("Nordic Lamp A/S", ("nordic", "lamp")),
        ("O'Neill Trading Co., Ltd.", ("oneill", "trading")),
        ("P.T. Nusantara Tbk", ("nusantara",)),
        ("PT Nusantara", ("nusantara",)),
        ("Bursztyn Sp. z o.o.", ("bursztyn",)),
        ("Casa S. de R.L. de C.V.", ("casa",)),
        ("A B C", ("abc",)),
        ("A.B.C. Lamps", ("abc", "lamps")),
        ("Limited", ("limited",)),
        ("ООО Ромашка", ("ромашка",)),
        ("深圳市光明照明有限公司", ("深圳", "圳市", "市光", "光明", "明照", "照明")),
        ("株式会社ソニー", ("ソニ", "ニー")),
        ("光 Lamp", ("光", "lamp")),
        ("有限公司", ("有限", "限公", "公司")),
        ("Lamp Lamp", ("lamp",)),
        ("", ()),
    ],
)
def test_case_accents_legal_forms_and_links_do_not_count(name, words):
    assert words_of(name) == words


def test_generic_words_do_not_tell_companies_apart():
    assert distinctive_words_of("Nordic International Trading") == ("nordic",)
    assert distinctive_words_of("Global Trading Ltd") == ("global", "trading")
    assert "深圳" not in distinctive_words_of("深圳市光明照明有限公司")


@given(st.text())
def test_words_are_few_distinct_and_the_same_for_other_spellings(name):
    words = words_of(name)
    assert len(set(words)) == len(words) <= MOST_WORDS
    assert words_of(name) == words_of(f"  {name} ")
