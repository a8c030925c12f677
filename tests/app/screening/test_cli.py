"""`muniment screen` from file to file, without a database."""

import json
from pathlib import Path

import pytest

from muniment.cli.main import main

LIST = """id,name,country,listed on
1,Amber Heron Metals LLC,RU,2026-11-01
2,Brown Robin,IR,2020-01-01
"""
CUSTOMERS = """客户编号,公司名称,国家
C1,Amber Heron Metal,俄罗斯
C2,Quiet Plover Tools GmbH,DE
C3,,DE
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "denied.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    return tmp_path


def screened(folder: Path, *more: str) -> tuple[int, list[dict], dict, list[str]]:
    out = folder / "hits.jsonl"
    with pytest.raises(SystemExit) as end:
        main(["screen", "--customers", str(folder / "customers.csv"), "--lists",
              str(folder / "lists"), "--out", str(out), "--processes", "1", *more])  # fmt: skip
    hits = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    summary = json.loads((folder / "hits.jsonl.summary.json").read_text(encoding="utf-8"))
    aside = folder / "hits.jsonl.not-checked.csv"
    told = aside.read_text(encoding="utf-8").splitlines()[1:] if aside.exists() else []
    return int(end.value.code or 0), hits, summary, told


def test_a_hit_names_customer_list_and_reason_and_a_nameless_row_is_not_cleared(folder):
    code, [hit], summary, told = screened(folder, "--list-date", "denied=2999-01-01")

    assert code == 1
    assert (hit["customer"], hit["uid"], hit["list_date"]) == ("C1", "1", "2999-01-01")
    assert hit["why"]
    assert (summary["with_hits"], summary["no_hit"], summary["not_checked"]) == (1, 1, 1)
    assert told == [",4,name_missing"]


def test_an_old_list_clears_nobody_unless_told_to(folder):
    (folder / "customers.csv").write_text("id,name\nC2,Quiet Plover Tools GmbH\n")
    old = ("--list-date", "denied=2020-01-01")

    assert screened(folder, *old)[0::3] == (1, ["C2,2,list_too_old"])
    assert screened(folder, *old, "--accept-old-lists")[0::3] == (0, [])


def test_a_file_that_is_no_list_clears_nobody(folder):
    (folder / "lists" / "odd.csv").write_text("what,ever\n1,2\n")
    code, hits, summary, told = screened(folder, "--list-date", "denied=2999-01-01")

    assert code == 1
    assert len(hits) == 1
    assert summary["unreadable_files"] == ["odd.csv"]
    assert "C2,3,list_unreadable" in told


def test_a_customer_number_is_no_formula_in_the_report(folder):
    (folder / "customers.csv").write_text("id,name\n=HEAD(1),Quiet Plover Tools GmbH\n")

    assert screened(folder, "--list-date", "denied=2020-01-01")[3] == ["'=HEAD(1),2,list_too_old"]


def test_since_a_day_or_a_folder_only_what_is_new_is_screened(folder):
    (folder / "customers.csv").write_text("id,name\nA,Amber Heron Metals\nB,Brown Robin\n")
    older = folder / "older"
    older.mkdir()
    (older / "denied.csv").write_text(LIST.replace("RU", "KZ"), encoding="utf-8")

    everything = {hit["customer"] for hit in screened(folder)[1]}
    by_day = {hit["customer"] for hit in screened(folder, "--since", "2026-01-01")[1]}
    by_folder = {hit["customer"] for hit in screened(folder, "--since", str(older))[1]}
    assert (everything, by_day, by_folder) == ({"A", "B"}, {"A"}, {"A"})


@pytest.mark.parametrize(
    ("more", "remedy"),
    [
        (("--out", "nowhere/hits.jsonl"), "There is no folder"),
        (("--out", "customers.csv"), "is what is read"),
        (("--since", "yesterday"), "or name a folder of lists"),
    ],
)
def test_what_cannot_be_done_is_said_before_a_list_is_read(folder, capsys, more, remedy):
    option, value = more
    place = str(folder / value) if option == "--out" else value
    with pytest.raises(SystemExit) as end:
        main(["screen", "--customers", str(folder / "customers.csv"), "--lists",
              str(folder / "lists"), "--out", str(folder / "hits.jsonl"),
              option, place])  # fmt: skip

    assert end.value.code == 2
    told = capsys.readouterr().err
    assert remedy in told
    assert "parties" not in told, "no list was read"
    assert (folder / "customers.csv").read_text(encoding="utf-8") == CUSTOMERS
