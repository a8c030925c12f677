"""Countries however documents write them."""

import pytest

from muniment.matching.countries import code_of, countries, is_doubtful


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Rep. of Korea", "KR"), ("Korea", "KR"), ("KOREA, REPUBLIC OF", "KR"), ("DPRK", "KP"),
        ("中国", "CN"), ("БНХАУ", "CN"), ("Türkiye", "TR"), ("TURKEY", "TR"), ("IN, INDIA", "IN"),
        ("BRAZIL (BR)", "BR"), ("COTE D`IVOIRE", "CI"), ("TAIWAN, PROVINCE OF CHINA", "TW"),
        ("CONGO, THE DEMOCRATIC REPUBLIC OF", "CD"), ("Vương quốc Anh", "GB"), ("usa", "US"),
        ("MOLDOVA/FOR CUSTOMS CLEARANCE", "MD"), ("Germany, Federal Republic of", "DE"),
        ("American Samoa", "AS"), ("Niger", "NE"), ("NA", "NA"),
        ("N/A", ""), ("EUROPEAN UNION", ""), ("SEVERAL COUNTRIES", ""), ("ZZ", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_country_is_known_by_any_of_its_names(written, code):
    assert code_of(written) == code


def test_short_names_of_two_countries_are_marked_doubtful():
    assert is_doubtful("KOREA")
    assert is_doubtful("Congo")
    assert not is_doubtful("South Korea")


def test_every_country_is_found_by_its_own_english_and_chinese_name():
    wrong = [
        it.code for it in countries().values() if {code_of(it.en), code_of(it.zh)} != {it.code}
    ]

    assert wrong == []
