"""Large files are laid in the order of buyers; nothing is lost by it."""

from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from muniment.customs_data.profile import arranging
from tests.customs_rows import row, write


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(arranging, "SMALL", 50)
    days = [date(2025, 1, 1) + timedelta(days=place * 37 % 100) for place in range(100)]
    rows = [row(source_row=place, shipped_on=day) for place, day in enumerate(days)]
    return write(tmp_path, rows, "part-0'0")


def test_rows_lie_by_buyer_and_day_and_none_is_lost(file: Path):
    before = pq.read_table(file).to_pylist()

    assert arranging.arrange(file)

    after = pq.read_table(file).to_pylist()
    assert [one["shipped_on"] for one in after] == sorted(one["shipped_on"] for one in before)
    assert sorted(after, key=lambda one: one["source_row"]) == before
    assert list(file.parent.iterdir()) == [file]


def test_a_file_is_arranged_once(file: Path):
    assert arranging.arrange(file)
    assert not arranging.arrange(file)


def test_a_small_file_is_left_alone(tmp_path: Path):
    file = write(tmp_path, [row()])

    assert not arranging.arrange(file)
    assert not arranging.is_arranged(file)


def test_a_file_that_cannot_be_written_stays_as_it_is(file: Path, monkeypatch: pytest.MonkeyPatch):
    def broken(_file: Path, fresh: Path, _spill: Path) -> None:
        fresh.write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(arranging, "_write", broken)
    with pytest.raises(OSError, match="disk full"):
        arranging.arrange(file)

    assert pq.read_table(file).num_rows == 100
    assert list(file.parent.iterdir()) == [file]
