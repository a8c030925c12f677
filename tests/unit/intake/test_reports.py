"""What a report writes is harmless to the sheet that opens it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.intake.domain.problems import REASONS, problem
from muniment.intake.reports import harmless, letters


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_a_cell_that_a_sheet_would_compute_gets_an_apostrophe(cell):
    assert harmless(cell) == "'" + cell


@given(st.text(max_size=30))
def test_no_written_cell_begins_like_a_formula(cell):
    assert not harmless(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_in_sheets(place, name):
    assert letters(place) == name


def test_a_long_cell_is_cut_in_the_report():
    assert len(problem(1, "clash", given="x" * 500).given) == 60


def test_every_problem_that_the_code_names_has_a_reason_and_a_remedy():
    source = Path(__file__).parents[3] / "src" / "muniment" / "intake"
    text = "".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    used = set(
        re.findall(
            r'"((?:value|date|number|currency|amount|state|customer|order|code|cells|keeper|quote|line|letters)_[a-z_]+|clash)"',
            text,
        )
    )
    assert set(REASONS) <= used
