"""Files made to harm the house or whoever opens its reports."""

import csv

import openpyxl
import pytest

from muniment.customs_data.loading import open_source
from muniment.customs_data.loading.running import _write_report
from muniment.sheets.lines import WorkbookTooLarge


def test_a_workbook_of_two_cells_far_apart_is_refused_before_it_is_laid_out(tmp_path):
    file = tmp_path / "vast.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = book.active["XFD1048576"] = "x"
    book.save(file)
    with pytest.raises(WorkbookTooLarge):
        open_source(file)


def test_no_cell_of_the_report_is_a_formula(tmp_path):
    report = tmp_path / "bad.csv"
    _write_report(report, [(2, "=HEAD()", "value", "-2+cmd|' /C calc'!A0")], [])
    with report.open(encoding="utf-8-sig", newline="") as stream:
        row = list(csv.reader(stream))[1]
    assert row[1] == "'=HEAD()"
    assert row[3] == "'-2+cmd|' /C calc'!A0"
