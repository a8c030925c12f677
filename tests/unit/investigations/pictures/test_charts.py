"""Charts say the same twice, hold hostile words, and never leave their frame."""

from datetime import date

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from muniment.investigations.pictures.charts import (
    WIDTH,
    Bar,
    PriceBand,
    Share,
    bars,
    prices,
    rhythm,
    shares,
)

WORDS = st.text(max_size=60)
AMOUNTS = st.floats(0, 1e12)


def rects(svg: str) -> list[dict[str, float]]:
    found = fromstring(svg).iter("{http://www.w3.org/2000/svg}rect")
    return [{key: float(r.get(key, "0")) for key in ("x", "y", "width", "height")} for r in found]


@given(st.lists(st.builds(Bar, WORDS, AMOUNTS, AMOUNTS, AMOUNTS), max_size=40))
def test_no_bar_leaves_the_frame_whatever_the_numbers(rows):
    svg = bars("t", "a", rows, unit="USD")
    for rect in rects(svg):
        assert rect["x"] >= 0
        assert rect["y"] >= 0
        assert rect["x"] + rect["width"] <= WIDTH + 1


@given(WORDS, WORDS)
def test_words_of_others_never_become_markup(label, note):
    tree = fromstring(shares(label, note, [Share("<script>" + label, 0.4, note)]))
    assert [node.tag for node in tree.iter() if "script" in node.tag] == []


def test_the_price_in_question_is_marked_even_below_every_price_paid():
    svg = prices("t", "a", [PriceBand("690721", 4, 5, 7, mark=1)])
    assert 'class="p-mark"' in svg
    assert min(float(part.split('"')[0]) for part in svg.split('x1="')[1:]) == 200


def test_the_longest_pause_is_the_one_that_is_drawn():
    days = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 9, 1)]
    (band,) = rects(rhythm("t", "a", days, today=date(2024, 10, 1)))
    assert band["width"] > (WIDTH - 24) / 2


def test_nothing_at_all_still_makes_a_picture():
    day = date(2024, 1, 1)
    for svg in (bars("t", "a", []), shares("t", "a", []), prices("t", "a", []),
                rhythm("t", "a", [], today=day)):  # fmt: skip
        assert fromstring(svg).tag.endswith("svg")
