"""The parts of a name."""

import pytest

from muniment.matching.names import Kind, Role, prepare


def parts(name, kind=Kind.COMPANY):
    return [(token.text, token.role) for token in prepare(name, kind).tokens]


def test_the_parts_of_a_company_name_are_told():
    assert parts("Ningbo Jinhai Tools Trading No. 7 Co., Ltd.") == [
        ("ningbo", Role.PLACE),
        ("jinhai", Role.BRAND),
        ("tools", Role.TRADE),
        ("trading", Role.GENERIC),
        ("no", Role.BRAND),
        ("7", Role.NUMBER),
    ]


def test_a_chinese_name_is_cut_where_its_words_end():
    assert parts("深圳市威达通科技有限公司") == [
        ("shenzhenshi", Role.PLACE),
        ("weidatong", Role.BRAND),
        ("keji", Role.GENERIC),
    ]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Acme Ltd", "llc"), ("Acme GmbH & Co. KG", "lp"), ("ООО Ромашка", "llc"),
        ("Acme Spółka z ograniczoną odpowiedzialnością", "llc"), ("삼호산업 주식회사", "jsc"),
        ("Acme S.A. de C.V.", "jsc"), ("Acme", ""),
    ],
)  # fmt: skip
def test_the_kind_of_the_legal_form_is_told(name, family):
    assert prepare(name).family == family


def test_a_name_of_nothing_but_a_form_keeps_its_words():
    assert parts("Limited") == [("limited", Role.BRAND)]


def test_the_family_name_before_a_comma_moves_behind():
    assert parts("Frost, William W.", Kind.PERSON) == [
        ("william", Role.BRAND),
        ("w", Role.INITIAL),
        ("frost", Role.BRAND),
    ]


def test_a_ship_keeps_every_word():
    assert [text for text, _ in parts("MV Star Ltd", Kind.VESSEL)] == ["mv", "star", "ltd"]


def test_rare_words_weigh_more_than_common_ones():
    rare, common = prepare("Zwölfaxing Capital").tokens

    assert rare.weight > 3 * common.weight


def test_a_brand_before_a_common_word_of_another_script_stays_a_word_of_its_own():
    assert parts("ABC 贸易 有限公司") == [("abc", Role.BRAND), ("maoyi", Role.GENERIC)]
    assert parts("AFA Медиа") == [("afa", Role.BRAND), ("media", Role.TRADE)]


def test_words_known_only_together_are_one_in_any_script():
    assert parts("Forty Four Ltd") == [("fortyfour", Role.NUMBER)]
    assert [role for _, role in parts("Alfa Саудовская Аравия")] == [Role.BRAND, Role.PLACE]
