"""Days and numbers are written by the reader's language, and no form loses a day."""

from datetime import date

import pytest
from django import forms
from django.template.defaultfilters import date as written
from django.template.defaultfilters import floatformat
from django.utils import translation

DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("language", "told"), [("en", "5 March 2026"), ("zh-hans", "2026年3月5日")]
)
def test_a_day_in_a_sentence_follows_the_language(language, told):
    with translation.override(language):
        assert written(DAY, "DATE_FORMAT") == told


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_numbers_stand_in_groups_of_three_in_both_languages(language):
    with translation.override(language):
        assert floatformat(404384, "0g") == "404,384"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_date_field_shows_the_day_that_it_holds_in_both_languages(language):
    with translation.override(language):
        drawn = forms.DateInput(attrs={"type": "date"}).render("day", DAY)

    assert 'value="2026-03-05"' in drawn
