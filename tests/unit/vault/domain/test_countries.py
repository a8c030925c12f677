"""Countries are known by code, name in two languages, and alias."""

import pytest

from muniment.vault.domain.countries import countries, country_named


@pytest.mark.parametrize(
    "text",
    ["US", "usa", "United States", "united states of america", "U.S.A.", "美国", "美利坚合众国"],
)
def test_one_country_by_many_names(text):
    assert country_named(text) is countries()["US"]


def test_names_without_accents_are_fine():
    assert country_named("Cote d'Ivoire") == countries()["CI"]
    assert country_named("Turkiye") == country_named("Turkey") == countries()["TR"]


@pytest.mark.parametrize("text", ["", "?", "Atlantis", "XX"])
def test_what_is_no_country_is_nobody(text):
    assert country_named(text) is None


def test_every_country_has_names_in_both_languages_and_finds_itself():
    assert len(countries()) == 249
    for code, country in countries().items():
        assert country_named(code) is country
        assert country_named(country.name("en")) is country
        assert country_named(country.name("zh-hans")) is country
