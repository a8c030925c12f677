"""`muniment customs profile` on rows that lie in the data folder."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from muniment.cli.customs_profile import profile
from muniment.matching import names
from tests.customs_rows import load, row

NAME = "Amber Heron Trading Ltd"


@pytest.fixture(autouse=True)
def loaded(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    rows = [
        row(buyer_key=names.key(NAME), bill=str(place), shipped_on=date(2025, place, 3))
        for place in range(1, 9)
    ]
    load([*rows, row(buyer="Amber Herron Trade", buyer_key="amber herron")])


def ask(*words: str) -> Result:
    return CliRunner().invoke(profile, words, standalone_mode=False)


def test_a_profile_is_told_in_words_with_what_it_rests_on():
    told = ask("--buyer", NAME, "--our-codes", "6907")

    assert told.return_value == 0
    assert "8 purchases in 8 months" in told.output
    assert "Foshan Lark Ceramics Co" in told.output
    assert "No record is not no trade" in told.output
    assert "Amber Herron Trade" in told.output


def test_an_inquiry_is_held_against_the_history_as_json():
    told = ask("--buyer", NAME, "--hs", "690721", "--value", "90000", "--origin", "Spain", "--json")

    answer = json.loads(told.output)
    signals = {point["signal"] for point in answer["inquiry"]}
    assert signals == {"customs.code_bought", "customs.value_far_above", "customs.origin_new"}
    assert all(point["sentence"] for point in answer["inquiry"])
    assert answer["profile"]["totals"]["purchases"] == 8


def test_an_inquiry_may_come_from_a_file(tmp_path: Path):
    file = tmp_path / "inquiry.json"
    file.write_text(json.dumps({"deal.amount": "9000", "deal.port": ["Mombasa"]}))

    answer = json.loads(ask("--buyer", NAME, "--inquiry", str(file), "--json").output)

    assert {it["signal"] for it in answer["inquiry"]} == {
        "customs.value_usual", "customs.port_usual",
    }  # fmt: skip


def test_a_mail_is_read_as_an_inquiry(tmp_path: Path):
    file = tmp_path / "inquiry.eml"
    file.write_text("We want tiles, HS code 690721, total order value USD 95,000 CIF Mombasa.")

    answer = json.loads(ask("--buyer", NAME, "--inquiry", str(file), "--json").output)

    assert "customs.code_bought" in {it["signal"] for it in answer["inquiry"]}


@pytest.mark.parametrize(
    ("text", "why"), [("no json", "not JSON"), ("[1, 2]", "no table of facts")]
)
def test_a_file_that_is_no_inquiry_is_misuse_and_says_why(tmp_path: Path, text: str, why: str):
    file = tmp_path / "inquiry.json"
    file.write_text(text)

    told = ask("--buyer", NAME, "--inquiry", str(file))

    assert isinstance(told.exception, click.BadParameter)
    assert why in told.exception.message


def test_a_name_without_records_is_a_no_and_says_where_was_looked():
    told = ask("--buyer", "Zzyx Quarries", "--no-near")

    assert told.return_value == 1
    assert "No import of this buyer is on record" in told.output
    assert "KE" in told.output


def test_what_is_done_meanwhile_is_told_beside_the_answer(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TTY_INTERACTIVE", "1")
    told = ask("--buyer", NAME, "--json")

    assert "Reading the customs records" in told.stderr
    assert json.loads(told.stdout)["profile"]["totals"]["purchases"] == 8


@pytest.mark.parametrize(
    ("option", "value", "remedy"),
    [
        ("--country", "Narnia", "Write it like KE"),
        ("--value", "abc", "Write it like 48000"),
        ("--price", "0", "Write it like 48000"),
        ("--currency", "FOO", "like USD"),
        ("--origin", "Narnia", "Write it like KE"),
    ],
)
def test_what_cannot_be_counted_with_is_refused_and_not_left_out(option, value, remedy):
    answer = ask("--buyer", NAME, option, value)

    assert isinstance(answer.exception, click.BadParameter)
    assert remedy in answer.exception.message


def test_an_empty_inquiry_is_refused(tmp_path):
    (tmp_path / "empty.eml").write_bytes(b"")

    answer = ask("--buyer", NAME, "--inquiry", str(tmp_path / "empty.eml"))

    assert isinstance(answer.exception, click.BadParameter)
