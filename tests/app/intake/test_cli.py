"""`muniment import` on the terminal."""

import json
from pathlib import Path

import pytest
from click import ClickException
from click.testing import CliRunner, Result

from muniment.cli.intake import group
from muniment.intake.models import Run
from muniment.ledger import queries as ledger
from muniment.sales.models import Order
from muniment.vault.models import Dossier
from tests.app.intake.conftest import CUSTOMERS, ORDERS


@pytest.fixture
def files(intake, tmp_path: Path, monkeypatch) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (folder / "orders.csv").write_text(ORDERS, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def run(*words: str, said: str = "") -> Result:
    command = [*words, "--as", "ada@house.example"]
    told = CliRunner().invoke(group, command, input=said, standalone_mode=False)
    if isinstance(told.exception, ClickException):  # said as `muniment` says it
        told = CliRunner().invoke(group, command, input=said)
    return told


def code_of(told: Result) -> int:
    """Give the exit code as `muniment` gives it: what the command answers, or click's own."""
    return told.exit_code or int(told.return_value or 0)


def answer(*words: str) -> dict[str, object]:
    told = run(*words, "--json")
    found = json.loads(told.stdout)
    assert isinstance(found, dict)
    return found


def test_both_files_are_imported_from_the_terminal(files):
    assert answer("customers", "customers.csv", "--yes")["state"] == "loaded"
    told = answer("orders", "orders.csv", "--yes", "--currency", "GBP")
    assert told["loaded"] == {"new": 4, "changed": 0, "unchanged": 0}
    assert Order.objects.count() == 4


def test_the_record_names_the_person_and_the_door(files, intake):
    run("customers", "customers.csv", "--yes")
    [entry] = ledger.entries(kinds=("intake.run.loaded",), limit=2).rows
    assert (entry.actor, entry.via) == (str(intake.company.id("ada")), "cli")


def test_it_asks_before_it_loads(files):
    told = run("customers", "customers.csv", said="n\n")
    assert code_of(told) == 1
    assert "Load 3 now?" in told.output
    assert not Dossier.objects.exists()
    assert Run.objects.get().state == "given_up"

    assert run("customers", "customers.csv", said="y\n").exit_code == 0
    assert Dossier.objects.count() == 3


def test_a_dry_run_loads_nothing_and_succeeds(files):
    told = run("customers", "customers.csv", "--dry-run")
    assert code_of(told) == 0
    assert not Dossier.objects.exists()


def test_bad_rows_stop_the_load_and_stand_in_a_file_only_the_user_can_read(files):
    Path("customers.csv").write_text(CUSTOMERS + "C4,,Atlantis,,,,\n", encoding="utf-8")
    told = run("customers", "customers.csv", "--yes")
    assert code_of(told) == 1
    report = Path("customers.bad-rows.csv")
    assert report.stat().st_mode & 0o077 == 0
    assert "Atlantis" in report.read_text(encoding="utf-8-sig")

    assert run("customers", "customers.csv", "--yes", "--good-rows-only").exit_code == 0
    assert Dossier.objects.count() == 3


def test_a_column_is_mapped_by_its_heading(files):
    text = "Ref,Wer,Wann,Summe\n1,C1,03/04/2026,5\n"
    Path("o.csv").write_text(text, encoding="utf-8")
    run("customers", "customers.csv", "--yes")
    maps = ["Ref=number", "Wer=customer", "Wann=ordered_on", "Summe=amount"]
    told = answer(
        "orders", "o.csv", "--yes", "--currency", "EUR", "--dates", "month_first",
        *(word for one in maps for word in ("--map", one)),
    )  # fmt: skip
    assert told["state"] == "loaded"
    assert Order.objects.get().ordered_on.isoformat() == "2026-03-04"


@pytest.mark.parametrize("wrong", ["Nowhere=number", "InvoiceNo=soul", "InvoiceNo"])
def test_a_wrong_mapping_is_explained(files, wrong):
    told = run("orders", "orders.csv", "--map", wrong)
    assert told.exit_code == 2
    assert "--map" in told.output


def test_somebody_unknown_cannot_import(files):
    told = CliRunner().invoke(group, ["customers", "customers.csv", "--as", "nobody@house.example"])
    assert told.exit_code == 2
    assert not Run.objects.exists()
