"""`muniment investigate` as a program of its own: no server, no house, no network."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LIST = "id,name,country\n1,Amber Heron Metals LLC,RU\n"
HEADER = "Import Date,Importer,Supplier,HS Code,Quantity,Value USD,Origin"
ROWS = [f"2026-0{month}-03,Orion Tiles Ltd,Foshan Ltd,690721,500,9000,CN" for month in range(1, 9)]
MAIL = b"""From: Jane Buyer <jane@orion-tiles.example>
To: us@heron.example
Subject: tiles
Date: Fri, 1 May 2026 10:00:00 +0000

We are looking for porcelain tiles, 2000 m2.
Jane Buyer
Orion Tiles Ltd
Tel: +254 20 123 4567
"""


@pytest.fixture
def ask(tmp_path: Path):
    """Run the command in an empty folder, with no connection to anywhere unless told."""

    def run(*words: str, **environment: str) -> tuple[int, str, str]:
        told = {name: value for name, value in os.environ.items() if "MUNIMENT" not in name}
        told.pop("DJANGO_SETTINGS_MODULE", None)
        ended = subprocess.run(
            [sys.executable, "-m", "muniment", "investigate", *words], check=False,
            env=told | {"PYTHONPATH": str(Path.cwd() / "src")} | environment,
            cwd=tmp_path, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        return ended.returncode, ended.stdout, ended.stderr

    return run


def answered(ask: Any, *words: str) -> tuple[int, dict[str, Any]]:
    code, out, err = ask(*words, "--offline", "--json")
    assert out, err
    return code, json.loads(out)


def test_with_the_network_off_nothing_reads_as_clean(ask, tmp_path):
    code, told = answered(
        ask, "--name", "Orion Tiles Ltd", "--email", "jane@orion-tiles.example", "--country",
        "Kenya", "--website", "https://orion-tiles.example", "--value", "48,000 USD",
    )  # fmt: skip

    assert (code, told["risk"]["reading"]) == (1, "insufficient")
    assert not told["coverage"]["enough"]
    why = {one["check"]: one["why"] for one in told["not_checked"]}
    assert why["email_web.dns"] == why["email_web.registration"] == "offline"
    assert (why["lists.denied"], why["customs.profile"]) == ("no_list", "no_data")
    assert why["hands.same"] == "nobody_answers"
    assert "green" not in {one["direction"] for one in told["findings"]}
    assert told["asked"]["company.country"] == ["KE"]
    assert list(tmp_path.iterdir()) == []  # no data folder was made


def test_lists_and_customs_records_are_asked_from_files(ask, tmp_path):
    lists, customs = tmp_path / "lists", tmp_path / "Kenya Import.csv"
    lists.mkdir()
    (lists / "denied 2999-01-01.csv").write_text(LIST)
    customs.write_text("\n".join([HEADER, *ROWS]) + "\n")

    code, told = answered(
        ask, "--name", "Amber Heron Metals LLC", "--name", "Orion Tiles Ltd", "--hs", "690721",
        "--value", "900000 USD", "--lists", str(lists), "--customs", str(customs),
    )  # fmt: skip

    seen = {one["signal"]: one for one in told["findings"]}
    assert code == 1
    assert seen["list.denied_party"]["facts"]["listed"] == "Amber Heron Metals LLC"
    assert "customs.value_far_above" in seen
    assert seen["list.denied_party"]["sentence"]
    outcomes = {one["check"]: one["outcome"] for one in told["checks"]}
    assert outcomes["lists.denied"] == outcomes["customs.profile"] == "done"


def test_evidence_lies_in_the_folder_by_its_hash(ask, tmp_path):
    mail, folder = tmp_path / "mail.eml", tmp_path / "evidence"
    mail.write_bytes(MAIL)

    _, told = answered(ask, "--mail", str(mail), "--evidence", str(folder))

    sha = hashlib.sha256(MAIL).hexdigest()
    assert (folder / sha).read_bytes() == MAIL
    assert sha in {one["sha256"] for one in told["evidence"]}
    for one in told["evidence"]:
        kept = (folder / one["sha256"]).read_bytes()
        assert hashlib.sha256(kept).hexdigest() == one["sha256"]
    assert told["asked"]["contact.email"] == ["jane@orion-tiles.example"]
    assert "mail.raw" not in told["asked"]
    assert {oct(one.stat().st_mode & 0o077) for one in folder.iterdir()} == {"0o0"}


def test_evidence_of_two_inquiries_is_not_mixed(ask, tmp_path):
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "other").write_text("x")

    code, _, err = ask("--name", "Orion", "--evidence", str(tmp_path / "evidence"))

    assert code == 2
    assert "not empty" in err


@pytest.mark.parametrize(
    "words",
    [(), ("--name", "Orion", "--country", "Nowhereland"), ("--name", "Orion", "--value", "much")],
)
def test_a_question_that_cannot_be_asked_is_misuse(ask, words):
    code, out, err = ask(*words)

    assert (code, out) == (2, "")
    assert "Traceback" not in err


def test_a_list_that_cannot_be_read_clears_nobody(ask, tmp_path):
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "odd.csv").write_text("what,ever\n1,2\n")

    code, out, err = ask("--name", "Orion", "--lists", str(tmp_path / "lists"), "--offline")

    assert code in {1, 2}
    assert out == ""
    assert "odd.csv" in err
    (tmp_path / "lists" / "denied 2999-01-01.csv").write_text(LIST)
    words = ("--name", "Amber Heron Metals", "--lists", str(tmp_path / "lists"), "--skip-bad")
    _, out, err = ask(*words, "--offline")
    assert "Left out: odd.csv" in err
    assert "Amber Heron Metals LLC" in out


def test_it_is_told_for_people_with_both_numbers_what_is_open_and_what_to_do(ask):
    code, out, _ = ask("--name", "Orion Tiles Ltd", "--offline", COLUMNS="160")

    assert code == 1
    for words in ("Risk", "Coverage", "too little is known", "What was not checked",
                  "the house is switched to offline", "Payment", "Next:"):  # fmt: skip
        assert words in out


def test_it_speaks_chinese_where_the_house_does(ask):
    words = ("--email", "info@orion-tiles.example", "--offline", "--json")
    _, out, _ = ask(*words, MUNIMENT_LANGUAGE="zh-hans")

    sentences = [one["sentence"] for one in json.loads(out)["findings"]]
    assert sentences
    assert all(any("一" <= sign <= "鿿" for sign in one) for one in sentences)
