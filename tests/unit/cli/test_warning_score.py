import csv
import json
from datetime import date
from pathlib import Path

import click
from click.testing import CliRunner, Result

from muniment.cli.warning import group
from tests.shared import shared_data
from tests.unit.warning.books import trading_house

FILES = ("orders", "owners", "departures", "rates")


def _score(folder: Path, out: Path, *more: str) -> Result:
    given = [word for name in FILES if (folder / f"{name}.csv").exists()
             for word in (f"--{name}", str(folder / f"{name}.csv"))]  # fmt: skip
    words = ["score", *given, "--out", str(out), *more]
    return CliRunner().invoke(group, words, standalone_mode=False)


def _orders(folder: Path, more: str = "") -> None:
    house = trading_house(customers=12, days=400)
    lines = [
        f"{house.names[who]},{date.fromordinal(day)},100,USD"
        for who, day in zip(house.customer.tolist(), house.day.tolist(), strict=True)
    ]
    text = "\n".join(["customer,date,amount,currency", *lines, more])
    (folder / "orders.csv").write_text(text, encoding="utf-8")


def test_orders_alone_are_enough_to_warn(tmp_path: Path) -> None:
    _orders(tmp_path)
    out = tmp_path / "warnings.csv"
    told = _score(tmp_path, out, "--from", "2019-10-01", "--to", "2019-10-20", "--json")
    assert told.return_value == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert json.loads(told.stdout)["weeks"] == 3
    assert json.loads(told.stdout)["rows"] == len(rows)
    assert {row["date"] for row in rows} == {"2019-10-01", "2019-10-08", "2019-10-15"}
    assert {row["reason"] for row in rows} <= {"stopped", "declined"}
    assert all(0 <= float(row["score"]) <= 1 for row in rows)


def test_lines_that_cannot_be_used_stop_the_run_unless_left_out(tmp_path: Path) -> None:
    _orders(tmp_path, "C0001,yesterday,5,USD")
    out = tmp_path / "warnings.csv"
    days = ("--from", "2019-10-01", "--to", "2019-10-01")
    refused = _score(tmp_path, out, *days)
    assert refused.return_value == 1
    assert "the date is no day of the calendar" in refused.stderr
    assert not out.exists()
    assert _score(tmp_path, out, *days, "--skip-bad").return_value == 0
    assert out.exists()


def test_alarms_alone_can_be_asked_for(tmp_path: Path) -> None:
    _orders(tmp_path)
    out = tmp_path / "warnings.csv"
    _score(tmp_path, out, "--from", "2019-10-01", "--to", "2019-12-20", "--least", "0.5")
    scores = [float(row["score"]) for row in csv.DictReader(out.read_text().splitlines())]
    assert scores
    assert min(scores) >= 0.5


def test_a_run_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    _orders(tmp_path)
    days = ("--from", "2019-10-02", "--to", "2019-10-01")
    told = _score(tmp_path, tmp_path / "warnings.csv", *days)
    assert "--to lies before --from" in str(told.exception)


def test_warnings_up_to_a_cut_are_those_of_the_files_as_they_looked_then(tmp_path: Path) -> None:
    real = shared_data("warning-sample") / "real"
    cut = json.loads((real / "cut" / "task.json").read_text(encoding="utf-8"))["cut"]
    days = ("--from", "2021-10-04", "--to", cut)
    assert _score(real, tmp_path / "all.csv", *days).return_value == 0
    assert _score(real / "cut", tmp_path / "cut.csv", *days).return_value == 0
    assert (tmp_path / "all.csv").read_bytes() == (tmp_path / "cut.csv").read_bytes()
    assert "taken:" in (tmp_path / "all.csv").read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_is_named_without_a_traceback(tmp_path: Path) -> None:
    _orders(tmp_path)
    days = ("--from", "2019-10-01", "--to", "2019-10-01")

    nowhere = _score(tmp_path, tmp_path / "nowhere" / "warnings.csv", *days)
    assert isinstance(nowhere.exception, click.UsageError)
    assert "The folder of --out does not exist" in str(nowhere.exception)

    longer = _score(tmp_path, tmp_path / ("w" * 300), *days)
    assert isinstance(longer.exception, click.FileError)
