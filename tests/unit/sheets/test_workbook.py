"""Reading .xlsx sheets."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muniment.sheets import workbook
from muniment.sheets.lines import WorkbookDamaged, WorkbookTooLarge
from muniment.sheets.workbook import read_sheet, refuse_vast, sheets_of, text_of

MORNING = datetime.fromisoformat("2026-05-03 08:34")  # sheets know no time zones


def book(*sheets: list[list[object]], hidden: int | None = None) -> io.BytesIO:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets):
        sheet = made.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(row)
        if number == hidden:
            sheet.sheet_state = "hidden"
    target = io.BytesIO()
    made.save(target)
    target.seek(0)
    return target


def test_numbers_and_dates_come_out_as_a_person_would_type_them():
    stream = book([[13047.0, 2.5, date(2026, 5, 3), MORNING, "x", None, True]])
    assert next(read_sheet(stream)).cells == (
        "13047", "2.5", "2026-05-03", "2026-05-03 08:34:00", "x", "", "yes",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (6.02e23, "602000000000000000000000"),
        (1e-7, "0.0000001"),
        (-4.0, "-4"),
        (float("inf"), ""),
        (12345678901234, "12345678901234"),
        (date(2026, 5, 3), "2026-05-03"),
    ],
)
def test_a_binary_number_shows_no_trace_of_the_machine(value, text):
    assert text_of(value) == text


def test_hidden_sheets_are_not_offered():
    stream = book([["shown"]], [["secret"]], hidden=1)
    assert sheets_of(stream) == ["S0"]
    with pytest.raises(WorkbookDamaged):
        list(read_sheet(stream, sheet=1))


def test_rows_know_their_number_in_the_sheet():
    stream = book([["a"], [], ["b"]])
    assert [(line.number, line.cells) for line in read_sheet(stream)] == [
        (1, ("a",)),
        (2, ()),
        (3, ("b",)),
    ]


def test_a_workbook_that_unpacks_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(workbook, "LARGEST_UNPACKED", 100)
    with pytest.raises(WorkbookTooLarge):
        sheets_of(book([["a"]]))


def test_a_zip_of_other_things_is_no_workbook():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("readme.txt", "hello")
    with pytest.raises(WorkbookDamaged):
        sheets_of(target)


WHOLE = book([["Order", "Date"], ["1", "2026-05-03"]]).getvalue()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_workbook_gives_rows_or_our_error(data):
    whole = WHOLE
    place = data.draw(st.integers(0, len(whole) - 1))
    broken = bytearray(whole)
    broken[place : place + data.draw(st.integers(1, 40))] = data.draw(st.binary(max_size=40))
    try:
        list(read_sheet(io.BytesIO(bytes(broken))))
    except (WorkbookDamaged, WorkbookTooLarge) as trouble:
        assert trouble.next_step  # noqa: PT017 - rows are a fine answer too


def corners(*places: str) -> io.BytesIO:
    made = openpyxl.Workbook()
    for place in places:
        made.active[place] = "x"
    target = io.BytesIO()
    made.save(target)
    return target


def with_table(xml: str, part: str = "xl/worksheets/sheet1.xml") -> io.BytesIO:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as parts:
        parts.writestr(part, xml)
    return target


def test_two_cells_in_opposite_corners_are_too_large():
    with pytest.raises(WorkbookTooLarge):
        refuse_vast(corners("A1", "XFD1048576"))


@pytest.mark.parametrize("places", [("A1", "A1048576"), ("A1", "XFD1"), ("B2", "BD1048576")])
def test_a_long_or_a_wide_sheet_alone_is_not_too_large(places):
    refuse_vast(corners(*places))


def test_an_empty_cell_with_a_border_does_not_count():
    sheet = '<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/>'
    refuse_vast(with_table(f"<worksheet><sheetData><row>{sheet}</row></sheetData></worksheet>"))


@pytest.mark.parametrize(
    "rows",
    [
        "<row>" + "<c><v>1</v></c>" * 16_000 + '</row><row r="1048576"><c><v>1</v></c></row>',
        '<x:row xmlns:x="s"><x:c r="xfd1048576"><x:v>1</x:v></x:c></x:row>',
        "<row><c r='A4294967295'><is><t>1</t></is></c></row>",
    ],
)
def test_a_vast_sheet_is_found_however_it_is_written(rows):
    xml = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    with pytest.raises(WorkbookTooLarge):
        refuse_vast(with_table(xml, part="xl/media/image1.png"))


@pytest.mark.parametrize(
    "xml",
    [
        "<worksheet><sheetData><row><c r='A1'></row>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet><sheetData/></worksheet>",
        "<worksheet><sheetData><row><c r='É1'><v>1</v></c></row></sheetData></worksheet>",
    ],
)
def test_a_sheet_that_readers_may_read_differently_is_damaged(xml):
    with pytest.raises(WorkbookDamaged):
        refuse_vast(with_table(xml))
