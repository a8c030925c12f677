"""A lean file reads like one that was written in full."""

import duckdb
import pytest

from muniment.customs_data.domain.shipments import COLUMNS
from muniment.customs_data.loading import examine, lean, open_source, running
from muniment.customs_data.profile import rows as places
from muniment.customs_data.profile.arranging import arrange

HEAD = (
    "IMP_DATE,BILL_OF_LADING,IMPORTER_NAME,SUPPLIER_NAME,HS_CODE,PRODUCT_DESCRIPTION,"
    "TOTAL_VALUE_USD"
)
LINES = [
    HEAD,
    *(
        f"2025-0{1 + n % 9}-11,BL{n},BUYER {n % 7} LTD,SELLER {n % 5} PVT LTD,69072100,TILES,{n}.5"
        for n in range(300)
    ),
]


def written(path, monkeypatch, *, large, lines=LINES, name="Kenya Import.csv"):
    """Every canonical column of every row, in the order of the file."""
    file = path / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr(lean, "LARGE", 0 if large else 10**12)
    monkeypatch.setattr(running.store, "root", lambda: path / "loads")
    load_id = "01a20000-0000-7000-8000-000000000001"
    source = open_source(file)
    running.run(source, examine(source), load_id, skip_bad=True)
    return running.store.staging_of(load_id) / running.PART


def rows(part):
    select = f"SELECT {', '.join(COLUMNS)} FROM {lean.relation(part)} ORDER BY source_row"
    return duckdb.connect().execute(select).fetchall()


@pytest.mark.parametrize("lines", [LINES, [*LINES, "TOTAL,,,,,,45000"], LINES + LINES[1:20]],
                         ids=["plain", "with a sum below", "with repeats"])  # fmt: skip
def test_a_large_file_comes_to_the_same_rows_as_a_small_one(tmp_path, monkeypatch, lines):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    full = rows(written(tmp_path / "a", monkeypatch, large=False, lines=lines))
    thin = rows(written(tmp_path / "b", monkeypatch, large=True, lines=lines))
    assert thin == full
    assert len(full) >= 300


def test_a_column_that_says_the_same_in_every_row_is_said_once(tmp_path, monkeypatch):
    part = written(tmp_path, monkeypatch, large=True)
    told = lean.mark_of(part)
    assert told["columns"]["reporting_country"] == "'KE'"
    schema = {row[0] for row in duckdb.connect().execute(f"DESCRIBE FROM '{part}'").fetchall()}
    assert "reporting_country" not in schema
    assert "buyer_key" in schema


def test_arranging_writes_a_lean_file_out_in_full(tmp_path, monkeypatch):
    part = written(tmp_path, monkeypatch, large=True)
    before = rows(part)
    assert arrange(part)
    assert lean.mark_of(part) is None
    assert rows(part) == before


def test_single_rows_of_a_lean_file_are_found_by_their_number(tmp_path, monkeypatch):
    part = written(tmp_path, monkeypatch, large=True)
    load_id = "01a20000-0000-7000-8000-000000000001"
    monkeypatch.setattr(places.store, "paths", lambda _ids: [part])
    found = places.rows_at([(load_id, 5), (load_id, 7)])
    assert {number for _, number in found} == {5, 7}
    assert found[load_id, 5]["reporting_country"] == "KE"


def test_more_names_than_can_be_numbered_come_to_the_same_rows(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    numbered = rows(written(tmp_path / "a", monkeypatch, large=True))
    monkeypatch.setattr(running, "MOST_LISTED", 3)
    assert rows(written(tmp_path / "b", monkeypatch, large=True)) == numbered


def test_spaces_around_names_and_texts_are_left_out(tmp_path, monkeypatch):
    line = "2025-01-11, BL7\u00a0,  BUYER 1 LTD , SELLER 1 PVT LTD,69072100,\u3000TILES ,1.5"
    [*_, row] = rows(written(tmp_path, monkeypatch, large=True, lines=[*LINES, line]))
    told = dict(zip(COLUMNS, row, strict=True))
    assert (told["bill"], told["buyer"], told["description"]) == ("BL7", "BUYER 1 LTD", "TILES")
