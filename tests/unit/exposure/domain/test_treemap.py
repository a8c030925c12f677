"""A treemap: areas in proportion, nothing outside, nothing over another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.exposure.domain.treemap import Box, squarify

WHOLE = Box(0, 0, 600, 400)


def test_the_example_of_the_paper_comes_out_as_printed():
    """Bruls and others, figure 4: areas 6, 6, 4, 3, 2, 2, 1 in a rectangle of 6 by 4."""
    boxes = squarify([6, 6, 4, 3, 2, 2, 1], Box(0, 0, 6, 4))

    assert [(round(box.wide, 2), round(box.tall, 2)) for box in boxes[:4]] == [
        (3, 2), (3, 2), (1.71, 2.33), (1.29, 2.33),
    ]  # fmt: skip


@given(st.lists(st.floats(0.001, 1e6), min_size=1, max_size=80))
def test_areas_are_in_proportion_and_fill_the_whole(weights):
    boxes = squarify(weights, WHOLE)

    for weight, box in zip(weights, boxes, strict=True):
        assert box.wide * box.tall == pytest.approx(600 * 400 * weight / sum(weights), abs=0.01)
        assert -0.01 <= box.x <= box.x + box.wide <= 600.01
        assert -0.01 <= box.y <= box.y + box.tall <= 400.01


def test_tiles_do_not_lie_over_each_other():
    boxes = squarify([9, 7, 5, 3, 1, 1], WHOLE)
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            across = min(one.x + one.wide, other.x + other.wide) - max(one.x, other.x)
            down = min(one.y + one.tall, other.y + other.tall) - max(one.y, other.y)
            assert min(across, down) < 1e-6


def test_weights_of_nothing_get_an_empty_box():
    assert squarify([0, 5], WHOLE)[0].wide == 0
    assert squarify([], WHOLE) == []
    assert squarify([1, 2], Box(0, 0, 0, 9))[0].tall == 0
