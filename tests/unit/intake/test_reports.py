"""What a report writes is harmless to the sheet that opens it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.intake.domain.problems import REASONS, problem
from muniment.intake.reports import letters
from muniment.sheets.harmless import harmless


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


def test_every_reason_is_one_that_some_row_can_have():
    source = Path(__file__).parents[3] / "src" / "muniment"
    rooms = (source / "intake", source / "sheets")
    files = [p for room in rooms for p in room.rglob("*.py") if p.name != "problems.py"]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    assert [code for code in REASONS if f'"{code}"' not in text] == []
