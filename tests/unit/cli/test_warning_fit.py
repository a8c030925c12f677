import json
from pathlib import Path

import pytest
from click import UsageError
from click.testing import CliRunner, Result

from muniment.cli.warning import group
from muniment.warning.domain.models import GapsUnknown, NobodyCameBack
from tests.shared import shared_data

ORDERS = "customer,date\n" + "".join(
    f"C{n},2024-{month:02d}-{1 + n:02d}\n" for n in range(20) for month in range(1, 13, 1 + n % 4)
)


def _ask(file: Path, *options: str) -> Result:
    words = ["fit", "--orders", str(file), *options]
    return CliRunner().invoke(group, words, standalone_mode=False)


def _orders(folder: Path, text: str = ORDERS) -> Path:
    file = folder / "orders.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_printed_parameters_are_printed() -> None:
    file = shared_data("cdnow") / "cdnow_customers_summary.csv"
    told = _ask(file, "--model", "bg_nbd")
    assert "2,357 customers, 2,457 repeat orders" in told.stdout
    for figure in ("0.2426", "4.4135", "0.7929", "2.4258", "-9582.43"):
        assert figure in told.stdout


def test_the_regularity_of_the_grocer_is_chosen() -> None:
    file = shared_data("cdnow") / "grocery_elog.csv.gz"
    told = json.loads(_ask(file, "--until", "2006-12-31", "--json").stdout)
    assert (told["model"], told["k"], told["customers"]) == ("mbg_cnbd", 2, 1525)
    assert told["log_likelihood"] >= -14978.3
    assert told["until"] == "2006-12-31"


def test_days_as_units_change_the_clock_and_not_the_customers(tmp_path: Path) -> None:
    file = _orders(tmp_path)
    weeks, days = (
        json.loads(_ask(file, "--model", "mbg_nbd", "--unit", unit, "--json").stdout)
        for unit in ("week", "day")
    )
    assert days["parameters"]["r"] == pytest.approx(weeks["parameters"]["r"], rel=0.01)
    pace = days["parameters"]["alpha"] / weeks["parameters"]["alpha"]
    assert pace == pytest.approx(7, rel=0.01)


def test_bad_lines_are_told_and_stop_it_unless_left_out(tmp_path: Path) -> None:
    file = _orders(tmp_path, ORDERS + ",2024-01-01\nC1,yesterday\n")
    told = _ask(file)
    lines = ORDERS.count("\n")
    assert told.return_value == 1
    assert told.stdout == ""
    assert f"orders, line {lines + 1}: no customer." in told.stderr
    assert f"orders, line {lines + 2}: the date is no day of the calendar." in told.stderr
    assert json.loads(_ask(file, "--skip-bad", "--json").stdout)["left_out"] == 2


@pytest.mark.parametrize(
    ("text", "options", "error"),
    [
        pytest.param("customer,date\nA,2024-01-01\n", (), NobodyCameBack, id="one order"),
        pytest.param("customer,date\n", (), NobodyCameBack, id="no order"),
        pytest.param("x,t_x,T\n1,2,3\n", (), GapsUnknown, id="sums have no gaps"),
        pytest.param("x,t_x,T\n1,2,3\n", ("--until", "2024-01-01"), UsageError, id="sums, until"),
        pytest.param(ORDERS, ("--model", "nbd", "--k", "2"), UsageError, id="k of another"),
    ],
)
def test_what_cannot_be_learnt_is_said(
    tmp_path: Path, text: str, options: tuple[str, ...], error: type[Exception]
) -> None:
    assert isinstance(_ask(_orders(tmp_path, text), *options).exception, error)


def test_sums_are_fitted_when_the_regularity_is_said(tmp_path: Path) -> None:
    file = _orders(tmp_path, "x,t_x,T\n1,2,30\n3,20,30\n0,0,30\n")
    told = json.loads(_ask(file, "--k", "2", "--json").stdout)
    assert (told["k"], told["log_likelihood"]) == (2, None)
    assert "log-likelihood" not in _ask(file, "--k", "2").stdout
