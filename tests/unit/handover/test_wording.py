"""Letters and pages say the same in every language."""

import re

import pytest

from muniment.handover.wording import LANGUAGES, words_of


def places(text: str) -> list[str]:
    return sorted(set(re.findall(r"\{(\w+)\}", text)))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_every_text_with_the_same_places(language: str) -> None:
    english, other = words_of("en").texts, words_of(language).texts
    assert {name: list(texts) for name, texts in other.items()} == {
        name: list(texts) for name, texts in english.items()
    }
    for section, texts in english.items():
        for key, text in texts.items():
            assert places(other[section][key]) == places(text), (language, section, key)


def test_arabic_is_written_from_the_right() -> None:
    assert {code for code in LANGUAGES if words_of(code).direction == "rtl"} == {"ar"}


def test_an_unknown_language_is_answered_in_english() -> None:
    assert words_of("tlh").code == "en"


def test_a_brace_in_a_name_stays_a_brace() -> None:
    said = words_of("en").say("page", "confirmed", heir="{company.__class__} {0}")
    assert "{company.__class__} {0}" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_company_whose_name_ends_with_a_full_stop_ends_a_sentence_once(language: str) -> None:
    words = words_of(language)
    told = [
        words.say(section, key, company="Heron Co., Ltd.", leaver="Ada", heir="Ben")
        for section, texts in words.texts.items()
        for key in texts
    ]

    assert not [text for text in told if "Ltd.." in text.replace("\N{LEFT-TO-RIGHT MARK}", "")]


def test_the_full_stop_of_a_company_stays_with_it_in_arabic() -> None:
    mark = "\N{LEFT-TO-RIGHT MARK}"
    assert f"Heron Co., Ltd.{mark}" in words_of("ar").say("page", "to", company="Heron Co., Ltd.")
    assert words_of("ar").kept_apart("Ada") == "Ada"
    assert words_of("de").kept_apart("Heron Co., Ltd.") == "Heron Co., Ltd."
