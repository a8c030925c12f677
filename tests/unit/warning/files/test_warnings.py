from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from muniment.warning.domain.score import Scored
from muniment.warning.files.warnings import write_warnings
from tests.unit.warning.books import START


def _row(customer: int, score: float, reason: str = "stopped") -> Scored:
    return Scored(customer, START, score, reason, score, 40.0, 30.0)


def test_rows_are_written_with_date_customer_score_and_reason(tmp_path: Path) -> None:
    out = tmp_path / "warnings.csv"
    days = [[_row(0, 0.25), _row(1, 0.75, "taken:E7")]]
    assert write_warnings(out, ["Abel", "Bo, Inc"], days) == (2, 1)
    assert out.read_text(encoding="utf-8").splitlines() == [
        "date,customer,score,reason",
        "2018-11-02,Abel,0.250000,stopped",
        '2018-11-02,"Bo, Inc",0.750000,taken:E7',
    ]


def test_rounding_makes_no_alarm(tmp_path: Path) -> None:
    out = tmp_path / "warnings.csv"
    assert write_warnings(out, ["A"], [[_row(0, 0.4999999)]]) == (1, 0)
    assert "0.499999" in out.read_text(encoding="utf-8")


def test_rows_below_the_least_score_are_left_out(tmp_path: Path) -> None:
    rows = [[_row(0, 0.1), _row(1, 0.5)]]
    assert write_warnings(tmp_path / "w.csv", ["A", "B"], rows, least=0.5) == (1, 1)


def test_an_interrupted_run_leaves_the_former_file_alone(tmp_path: Path) -> None:
    out = tmp_path / "warnings.csv"
    out.write_text("former", encoding="utf-8")

    def days() -> Iterator[Sequence[Scored]]:
        yield [_row(0, 0.9)]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_warnings(out, ["A"], days())
    assert [it.name for it in tmp_path.iterdir()] == ["warnings.csv"]
    assert out.read_text(encoding="utf-8") == "former"
