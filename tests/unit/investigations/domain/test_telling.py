"""What is known of a case is told in words, in every language and on every surface."""

import pytest

from muniment.investigations.domain.telling import fact_value


@pytest.mark.parametrize(
    ("code", "value", "told"),
    [
        ("company.country", "KE", "Kenya (KE)"),
        ("deal.destination", "Mombasa", "Mombasa"),
        ("search.captured", "official_site", "Official site"),
        ("search.captured", "of another version", "of another version"),
        ("company.name", "KE", "KE"),
    ],
)
def test_a_code_is_told_in_words_and_everything_else_as_it_was(code, value, told):
    assert fact_value(code, value, "en", str) == told


def test_a_country_is_named_in_the_language_of_the_reader():
    assert fact_value("company.country", "KE", "zh-hans", str) == "肯尼亚 (KE)"
