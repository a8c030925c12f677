"""The parts say what they mean to eyes and to screen readers."""

import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.template import RequestContext, Template
from django.template.loader import render_to_string
from django.utils import translation

import muniment.web
from muniment.core.cursor import Page
from muniment.core.money import Money
from muniment.web.emblem import emblem
from muniment.web.templatetags.muniment import amount, country, initials, moment, pips, tone

FOLDER = Path(muniment.web.__file__).parent / "templates"
STATES = ["open", "masked", "counted", "ask", "shut"]


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_told_in_a_word_a_shape_and_a_picture(state):
    cell = render_to_string("parts/cell.html", {"state": state, "word": 1})

    assert f"m-cell-{state}" in cell
    assert re.search(rf">{state}<", cell)
    assert "<svg" in cell


def test_a_counted_cell_says_how_many_looks_are_left():
    cell = render_to_string("parts/cell.html", {"state": "counted", "looks_left": 1, "looks_of": 3})

    assert "1 look left" in cell
    assert cell.count("m-pip-left") == 1


def test_looks_that_are_used_up_are_zero_not_unknown():
    cell = render_to_string("parts/cell.html", {"state": "counted", "looks_left": 0, "looks_of": 3})

    assert "0 looks left" in cell
    assert "m-pip-left" not in cell


def test_an_unknown_state_is_shown_as_shut():
    assert ">shut<" in render_to_string("parts/cell.html", {"state": "", "value": "secret"})
    assert "secret" not in render_to_string("parts/cell.html", {"state": "", "value": "secret"})


@pytest.mark.parametrize("state", ["counted", "ask", "shut"])
def test_a_closed_cell_never_shows_a_value_handed_in_by_mistake(state):
    assert "secret" not in render_to_string("parts/cell.html", {"state": state, "value": "secret"})


def test_the_same_codename_always_has_the_same_arms():
    assert emblem("Amber Heron") == emblem("Amber Heron")
    assert len({emblem(f"Amber {n}") for n in range(400)}) > 380


def test_arms_are_clean_svg_and_do_not_tell_the_codename():
    drawing = emblem("<Amber> & Heron")

    assert ElementTree.fromstring(drawing).tag == "svg"  # noqa: S314 - drawn by us
    assert "Amber" not in drawing
    assert "style" not in drawing


def test_initials_follow_the_custom_of_the_name():
    assert initials("Ada Lovelace") == "AL"
    assert initials("Ada Byron King Lovelace") == "AL"
    assert initials("王小明") == "小明"
    assert initials("李静") == "李静"
    assert initials("  ") == "?"


def test_a_person_keeps_her_colour():
    assert tone("Ada") == tone("Ada")
    assert {tone(f"p{n}") for n in range(200)} == set(range(8))


def test_money_keeps_every_digit_of_its_currency():
    assert amount(Money("USD", 1234550)) == "12,345.50"
    assert amount(Money("JPY", 1234550)) == "1,234,550"
    assert amount(Money("KWD", 1234550)) == "1,234.550"


def test_a_moment_is_written_for_people_and_for_machines():
    written = moment(datetime(2026, 5, 3, 9, 30, tzinfo=UTC))

    assert 'datetime="2026-05-03T09:30:00.000000Z"' in written
    assert ">2026-05-03 09:30<" in written


def test_no_moment_is_a_dash():
    assert "–" in moment(None)


def test_more_looks_than_fit_are_drawn_as_nine():
    assert pips(50, 90).count("<circle") == 9


def test_a_pager_keeps_the_filters_of_the_list(rf):
    page = Page(rows=[], next_cursor="abc")
    request = rf.get("/people/?team=2&cursor=old")

    links = render_to_string("parts/pager.html", {"page": page, "target": "rows"}, request)

    assert 'href="?team=2&amp;cursor=abc"' in links
    assert 'hx-target="#rows"' in links


def test_a_list_of_one_page_has_no_pager(rf):
    page = Page(rows=[])

    assert render_to_string("parts/pager.html", {"page": page}, rf.get("/")).strip() == ""


def test_finished_work_stops_asking():
    job = {"id": 1, "title": "Import", "done": 3, "total": 3, "state": "done", "url": "/x/"}

    assert "hx-get" not in render_to_string("parts/progress.html", {"job": job})
    assert "hx-get" in render_to_string("parts/progress.html", {"job": job | {"state": "running"}})


def test_a_question_before_a_verb_carries_the_form_token(rf):
    template = Template(
        '{% include "parts/confirm.html" with id="x" label="End" title="End?" action="/end/" %}'
    )
    request = rf.get("/")

    assert "csrfmiddlewaretoken" in template.render(RequestContext(request, {}))


def test_no_template_carries_inline_script_or_style():
    for path in sorted(FOLDER.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path
        assert not re.search(r"\son[a-z]+=", text), path
        assert "hx-on" not in text, path


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = (FOLDER.parent / "static/vendor/icons.svg").read_text(encoding="utf-8")
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = {
        name
        for path in FOLDER.rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert named - drawn == set()


def test_every_asset_that_a_template_names_exists():
    named = {
        name
        for path in FOLDER.rglob("*.html")
        for name in re.findall(r'{% static "([^"]+)"', path.read_text(encoding="utf-8"))
    }

    assert {name for name in named if not finders.find(name)} == set()


def test_a_country_is_named_in_the_language_of_the_reader():
    with translation.override("zh-hans"):
        assert country("KE") == "肯尼亚"
    assert (country("KE"), country("??")) == ("Kenya", "??")
