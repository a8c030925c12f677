"""`muniment customs` from the terminal: layouts without a database, loads with one."""

import csv
import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from muniment.cli import customs
from muniment.keys import ring

HEADER = "Import Date,Importer,Supplier,HS Code,Quantity,Value USD"
LINES = ["2025-03-01,Orion Ltd,Foshan Ltd,690721,5,100", "2025-03-02,Blue Ltd,Sun Ltd,690721,6,9"]


@pytest.fixture
def house(settings, tmp_path: Path, db, monkeypatch):
    settings.DATA_DIR = tmp_path / "data"
    ring.create()
    monkeypatch.chdir(tmp_path)


def written(folder: Path, lines: list[str], name: str = "Kenya Import.csv") -> str:
    path = folder / name
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return str(path)


def told(*arguments: str) -> tuple[int, dict]:
    answer = CliRunner().invoke(customs.group, [*arguments, "--json"], standalone_mode=False)
    assert answer.exception is None, answer.exception
    return answer.return_value or 0, json.loads(answer.stdout)


def test_a_layout_is_told_with_column_confidence_and_questions(tmp_path):
    _, found = told("layout", written(tmp_path, LINES))

    assert found["mapping"]["buyer"]["column"] == "Importer"
    assert found["mapping"]["value"]["index"] == 5
    assert found["mapping"]["buyer"]["confidence"] > 0.9
    assert (found["header_row"], found["reporting_country"], found["currency"]) == (1, "KE", "USD")
    assert found["questions"] == []
    assert len(found["fingerprint"]) == 32


def test_a_column_can_be_named_by_hand(tmp_path):
    _, found = told(
        "layout", written(tmp_path, LINES), "--map", "buyer=Supplier", "--map", "seller="
    )

    assert found["mapping"]["buyer"]["column"] == "Supplier"
    assert "seller" not in found["mapping"]


def test_files_are_loaded_and_summed_up(tmp_path, house):
    code, answer = told("load", written(tmp_path, LINES))

    [file] = answer["files"]
    assert (code, file["rows"], file["counted"], file["direction"]) == (0, 2, 2, "import")


def test_a_file_that_cannot_be_read_in_full_answers_no_and_leaves_a_report(tmp_path, house):
    path = written(tmp_path, [*LINES, "soon,Orion Ltd,Foshan Ltd,690721,5,100"])

    code, answer = told("load", path)

    report = (tmp_path / "Kenya Import.bad-rows.csv").read_text("utf-8-sig").splitlines()
    assert (code, answer["files"][0]["error"]) == (1, "customs_data.load.rows_bad")
    assert [row["row"] for row in csv.DictReader(report)] == ["4"]


def test_what_was_loaded_is_listed(tmp_path, house):
    told("load", written(tmp_path, LINES))

    _, answer = told("list")

    assert [load["name"] for load in answer["loads"]] == ["Kenya Import.csv"]


@pytest.mark.parametrize(
    ("option", "value", "remedy"),
    [
        ("--country", "Narnia", "Write it like KE"),
        ("--currency", "FOO", "like USD"),
        ("--encoding", "banana", "like utf-8"),
    ],
)
def test_how_a_file_is_read_is_said_in_words_that_are_known(tmp_path, option, value, remedy):
    arguments = ["layout", written(tmp_path, LINES), option, value]

    answer = CliRunner().invoke(customs.group, arguments, standalone_mode=False)

    assert isinstance(answer.exception, click.BadParameter)
    assert remedy in answer.exception.message


def test_a_country_may_be_written_out(tmp_path):
    _, found = told("layout", written(tmp_path, LINES, "rows.csv"), "--country", "肯尼亚")

    assert found["reporting_country"] == "KE"
