"""A letter is written in the language that the customer speaks."""

import pytest

from muniment.handover.domain.languages import language_for


@pytest.mark.parametrize(
    ("spoken", "country", "language"),
    [
        ("English", "DE", "en"),
        ("Deutsch, English", "US", "de"),
        ("pt-BR", "", "pt"),
        ("Spanish (Mexico)", "US", "es"),
        ("中文、英文", "US", "zh-hans"),
        ("Klingon\nрусский", "", "ru"),
        ("", "eg", "ar"),
        ("Klingon", "FR", "fr"),
        ("", "VN", "en"),
        ("", "", "en"),
    ],
)
def test_what_is_spoken_comes_first_then_the_country(
    spoken: str, country: str, language: str
) -> None:
    assert language_for(spoken, country) == language
