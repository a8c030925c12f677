from pathlib import Path

import pytest

from muniment.warning.files import ColumnMissing, holds_sums, read_sums


def _file(folder: Path, text: str) -> Path:
    file = folder / "sums.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_ready_sums_are_read_and_impossible_ones_told(tmp_path: Path) -> None:
    text = "ID,frequency,recency,T\n1,2,30.43,38.86\n2,2,40,38\n3,0,1,38\n4,x,1,38\n5,0,0,38.86\n"
    file = _file(tmp_path, text)
    assert holds_sums(file)
    seen, bad = read_sums(file)
    assert seen.x.tolist() == [2, 0]
    assert seen.age.tolist() == [38.86, 38.86]
    assert [(row.line, row.wrong) for row in bad] == [
        (line, "no buying history has these numbers") for line in (3, 4, 5)
    ]


def test_a_file_of_orders_holds_no_sums(tmp_path: Path) -> None:
    file = _file(tmp_path, "customer,date\n1,2024-01-01\n")
    assert not holds_sums(file)
    with pytest.raises(ColumnMissing):
        read_sums(file)


def test_a_file_without_a_line_holds_nobody(tmp_path: Path) -> None:
    seen, bad = read_sums(_file(tmp_path, "frequency,recency,T\n"))
    assert (seen.customers, bad) == (0, ())
