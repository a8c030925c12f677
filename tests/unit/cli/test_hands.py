import csv
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from benchmarks.bench_hands import measure
from click.testing import CliRunner, Result

from muniment.cli.hands import command
from muniment.investigations.domain.hands import record_of, same_hands

SAMPLE = Path(__file__).parents[4] / "shared" / "data" / "hands-sample"
ROWS = """rec_id,company_name,country,phone,bank_account,colour
1,Amber Gate Trading LLC,AE,+971 50 712 7482,AE111111111111,red
2,Silver Wharf GmbH,DE,00971507127482,AE 1111 1111 1111,
3,Coral Mill Ltd,GB,,,
"""


def _ask(folder: Path, rows: str, *options: str) -> Result:
    (folder / "records.csv").write_text(rows, encoding="utf-8")
    words = ["--records", str(folder / "records.csv"), *options]
    return CliRunner().invoke(command, words, standalone_mode=False)


def test_each_record_gets_its_cluster(tmp_path: Path) -> None:
    out = tmp_path / "clusters.csv"
    told = _ask(tmp_path, ROWS, "--out", str(out), "--json")
    assert told.return_value == 0
    clusters = dict(list(csv.reader(out.read_text(encoding="utf-8").splitlines()))[1:])
    assert clusters["1"] == clusters["2"] != clusters["3"]
    assert json.loads(told.stdout)["groups"] == 1
    assert "Columns that are not there" in told.stderr


def test_the_ties_are_told_in_plain_words(tmp_path: Path) -> None:
    told = _ask(tmp_path, ROWS, "--explain", "-")
    assert "the same telephone: “+971 50 712 7482” in 1, “00971507127482” in 2" in told.stdout
    ties = tmp_path / "ties.jsonl"
    _ask(tmp_path, ROWS, "--explain", str(ties))
    first = json.loads(ties.read_text(encoding="utf-8").splitlines()[0])
    assert first["linked"]
    assert {tie["kind"] for tie in first["ties"]} == {"phone", "bank"}


@pytest.mark.parametrize(
    ("bad", "wrong"),
    [
        (",No id,,,,\n", "no rec_id"),
        ("1,Twice,,,,\n", "its rec_id stands further up too"),
        ("9,a,b,c,d,e,f,g\n", "more cells than the first line has"),
    ],
)
def test_a_bad_row_is_reported_and_nothing_is_written(tmp_path: Path, bad: str, wrong: str) -> None:
    out = tmp_path / "clusters.csv"
    told = _ask(tmp_path, ROWS + bad, "--out", str(out))
    assert told.return_value == 1
    assert f"Line 5: {wrong}." in told.stderr
    assert not out.exists()
    assert _ask(tmp_path, ROWS + bad, "--out", str(out), "--skip-bad").return_value == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 4


def test_a_file_without_ids_is_misuse(tmp_path: Path) -> None:
    (tmp_path / "records.csv").write_text("name\nx\n", encoding="utf-8")
    words = [sys.executable, "-m", "muniment", "hands", "--explain", "-", "--records"]
    told = subprocess.run(
        [*words, str(tmp_path / "records.csv")], capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    assert "The records have no column “rec_id”." in told.stderr
    assert "Traceback" not in told.stderr


def test_the_sample_is_answered_well_and_without_accusing_strangers() -> None:
    if not SAMPLE.exists():
        pytest.skip("the sample of same hands is not beside the repository")
    with (SAMPLE / "records.csv").open(encoding="utf-8", newline="") as rows:
        records = [record_of(row) for row in csv.DictReader(rows)]
    with (SAMPLE / "truth.csv").open(encoding="utf-8", newline="") as rows:
        truth: dict[str, tuple[int | str, int | str]] = {
            row["rec_id"]: (row["company_id"], row["hands_id"]) for row in csv.DictReader(rows)
        }
    f1, strangers = measure(dict(same_hands(records).clusters()), truth)
    assert f1 >= 0.84
    assert strangers <= 0.03


@pytest.mark.parametrize(
    ("where", "remedy"),
    [("nowhere/clusters.csv", "There is no folder"), ("records.csv", "is what is read")],
)
def test_a_place_that_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, where: str, remedy: str
) -> None:
    told = _ask(tmp_path, ROWS, "--out", str(tmp_path / where))

    assert isinstance(told.exception, click.BadParameter)
    assert remedy in told.exception.message
    assert (tmp_path / "records.csv").read_text(encoding="utf-8") == ROWS
