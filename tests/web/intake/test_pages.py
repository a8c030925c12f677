"""The import pages, from the upload to the result."""

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from muniment.intake.models import Run
from muniment.vault import queries as vault
from tests.web.intake.conftest import CUSTOMERS, address, browser_of, run_id_of, upload, work


def test_a_file_is_uploaded_checked_and_loaded(ada):
    run_id = run_id_of(upload(ada))
    page = ada.get(address("run", run_id)).content.decode()
    assert "Nordic Lamp ApS" in page
    assert "known heading" in page

    assert ada.post(address("check", run_id)).status_code == 302
    assert "Checking every row" in ada.get(address("run", run_id)).content.decode()
    assert work() == 1
    assert "Load 3" in ada.get(address("run", run_id)).content.decode()

    assert ada.post(address("load", run_id)).status_code == 302
    work()
    assert "SHA-256" in ada.get(address("run", run_id)).content.decode()
    assert len(vault.dossiers_by_code(["C1", "C2", "C3"])) == 3


def test_an_upload_lies_sealed_in_the_spool(ada, house):
    run_id_of(upload(ada))
    [path] = (house / "spool").iterdir()
    assert b"Nordic" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_an_upload_without_the_form_token_is_refused_and_leaves_nothing(company, house):
    ada = browser_of(company, "ada")
    strict = Client(enforce_csrf_checks=True, REMOTE_ADDR="192.0.2.7")
    strict.cookies = ada.cookies
    answer = strict.post(
        reverse("intake:upload"), {"kind": "customers", "file": io.BytesIO(b"a,b")}
    )
    assert answer.status_code == 403
    assert not Run.objects.exists()


def test_only_the_field_of_the_form_is_taken(ada, house):
    file = io.BytesIO(CUSTOMERS.encode())
    file.name = "x.csv"
    answer = ada.post(reverse("intake:upload"), {"kind": "customers", "other": file})
    assert answer.status_code == 422
    assert not (house / "spool").exists() or not list((house / "spool").iterdir())


def test_a_file_that_is_no_table_is_explained_in_the_form(ada):
    answer = upload(ada, b"%PDF-1.7 nothing", name="book.csv")
    assert answer.status_code == 422
    assert "web page or a document" in answer.content.decode()


def test_a_column_can_be_corrected(ada):
    run_id = run_id_of(upload(ada, CUSTOMERS.replace("Salesperson", "Wer")))
    ada.post(address("check", run_id), {"column_5": "keeper"})
    work()
    assert Run.objects.get(pk=run_id).counts["new"] == 3


def test_a_missing_column_is_said_before_any_work_begins(ada):
    run_id = run_id_of(upload(ada, "Order No,Date\n1,2026-05-03\n", kind="orders"))
    answer = ada.post(address("check", run_id))
    assert answer.status_code == 422
    assert "No column is chosen for Customer number" in answer.content.decode()


def test_a_made_up_choice_is_refused(ada):
    run_id = run_id_of(upload(ada))
    assert ada.post(address("check", run_id), {"column_0": "identity.soul"}).status_code == 422


def test_bad_rows_are_reported_and_left_out_only_on_request(ada):
    run_id = run_id_of(upload(ada, CUSTOMERS + "C4,,Atlantis,,,\n"))
    ada.post(address("check", run_id))
    work()
    page = ada.get(address("run", run_id)).content.decode()
    assert "Download the report" in page

    report = ada.get(address("report", run_id))
    assert report["Content-Disposition"] == 'attachment; filename="bad-rows.csv"'
    assert "Atlantis" in b"".join(report.streaming_content).decode()

    assert ada.post(address("load", run_id)).status_code == 409
    assert ada.post(address("load", run_id), {"good_rows_only": "on"}).status_code == 302
    work()
    assert Run.objects.get(pk=run_id).state == "loaded"


def test_progress_asks_for_itself_until_the_work_has_ended(ada):
    run_id = run_id_of(upload(ada))
    ada.post(address("check", run_id))
    waiting = ada.get(address("progress", run_id))
    assert "hx-get" in waiting.content.decode()

    work()
    assert ada.get(address("progress", run_id))["HX-Refresh"] == "true"


def test_giving_up_erases_the_file(ada, house):
    run_id = run_id_of(upload(ada))
    ada.post(address("give_up", run_id))
    assert not list((house / "spool").iterdir())
    assert "given up" in ada.get(address("run", run_id)).content.decode()


def test_an_import_of_somebody_else_does_not_exist(ada, company):
    run_id = run_id_of(upload(ada))
    mia = browser_of(company, "mia")
    for name in ("run", "progress", "report"):
        assert mia.get(address(name, run_id)).status_code == 404
    for name in ("check", "load", "give_up"):
        assert mia.post(address(name, run_id)).status_code == 404


@pytest.mark.parametrize("who", ["ben", "adm"])
def test_the_page_is_not_for_other_roles(company, house, who):
    browser = browser_of(company, who)
    assert browser.get(reverse("intake:index")).status_code == 403
    assert upload(browser).status_code == 403
    assert not (house / "spool").exists()


def test_a_custodian_may_import(company):
    kim = browser_of(company, "kim")
    assert upload(kim).status_code == 302


def test_the_list_of_imports_is_empty_at_first_and_then_is_not(ada):
    assert "Nothing imported yet" in ada.get(reverse("intake:index")).content.decode()
    upload(ada, name="Kunden 2026.csv")
    assert "Kunden 2026.csv" in ada.get(reverse("intake:index")).content.decode()


@pytest.mark.parametrize("kind", ["customers", "orders"])
def test_a_template_filled_in_is_understood_completely(ada, kind):
    text = ada.get(reverse("intake:template", args=[kind, "csv"])).content
    run_id = run_id_of(upload(ada, text + b"1," * 20 + b"\r\n", kind=kind))
    plan = Run.objects.get(pk=run_id).plan
    width = len(text.decode("utf-8-sig").strip().split(","))
    assert all(plan["targets"][:width])


def test_templates_come_as_sheets_and_in_chinese(ada):
    answer = ada.get(
        reverse("intake:template", args=["orders", "xlsx"]), HTTP_ACCEPT_LANGUAGE="zh-hans"
    )
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    headings = [cell.value for cell in sheet[1]]
    assert headings[0] in {"订单号", "Order number"}
    assert ada.get("/import/template/orders.exe").status_code == 404


@pytest.mark.parametrize(("state", "end"), [("checking", "checked"), ("loading", "loaded")])
def test_work_that_stopped_in_the_middle_can_go_on(ada, state, end):
    run_id = run_id_of(upload(ada))
    ada.post(address("check", run_id))
    work()
    Run.objects.filter(pk=run_id).update(state=state)

    assert "stopped in the middle" in ada.get(address("run", run_id)).content.decode()
    assert ada.post(address("go_on", run_id)).status_code == 302
    assert ada.post(address("go_on", run_id)).status_code == 409
    work()
    assert Run.objects.get(pk=run_id).state == end
    assert ada.post(address("go_on", run_id)).status_code == 409


def test_today_tells_of_a_file_that_waits(ada):
    assert "An import waits" not in ada.get("/").content.decode()
    upload(ada, name="Kunden 2026.csv")
    page = ada.get("/").content.decode()
    assert "An import waits" in page
    assert "Kunden 2026.csv" in page
