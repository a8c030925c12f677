"""The sheet as a file: out, in, and what is said about places that cannot stand."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse


def sheet(text: str | bytes, name: str = "table.csv") -> dict:
    data = text.encode() if isinstance(text, str) else text
    return {"file": SimpleUploadedFile(name, data, content_type="text/csv")}


@pytest.fixture
def mia(enters):
    return enters("mia")


def taken(browser, text: str | bytes):
    return browser.post(reverse("access:csv_in"), sheet(text))


def test_what_goes_out_comes_in_again_unchanged(mia):
    out = mia.get(reverse("access:csv_out"))
    assert "access-table-1.csv" in out["Content-Disposition"]

    assert taken(mia, out.content).context["count"] == 0


def test_a_sheet_names_fields_and_columns_for_people(mia):
    text = mia.get(reverse("access:csv_out")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    assert rows[0]["label"] == "Legal name"
    assert rows[0]["salesperson.keeper"] == "open"


def test_a_changed_cell_is_the_only_change_of_the_draft(mia):
    text = mia.get(reverse("access:csv_out")).content.decode("utf-8-sig")
    lines = text.splitlines()
    lines[1] = lines[1].replace(",ask", ",masked")
    page = taken(mia, "\n".join(lines))

    changed = {change.field for change in page.context["draft"].diff.cells}
    assert changed == {lines[1].split(",")[0]}


def test_semicolons_and_the_chinese_encoding_are_read_too(mia):
    head = "field;label;salesperson.keeper\nidentity.legal_name;客户名称;masked\n"
    page = taken(mia, head.encode("gb18030"))

    assert page.status_code == 200
    assert "identity.legal_name salesperson.keeper masked" in page.context["draft"].text


def test_every_place_that_cannot_stand_is_listed_by_row_and_column(mia):
    text = "field,salesperson.keeper\nidentity.legal_name,wide open\nidentity.nickname,open\n"
    page = taken(mia, text)

    assert page.status_code == 422
    assert page.context["count"] == 0
    found = [(one["row"], one["column"]) for one in page.context["problems"]]
    assert ("identity.legal_name", "salesperson.keeper") in found
    assert "Salesperson, Keeper" in page.content.decode()


@pytest.mark.parametrize("wrong", ["", "only words", b"\xff\xfe\xff\x00\x81"])
def test_what_is_no_sheet_is_said_to_be_none(mia, wrong):
    assert taken(mia, wrong).status_code == 422


def test_a_file_too_large_for_a_sheet_is_not_read(mia):
    page = taken(mia, b"field," + b"x" * 1_000_000)

    assert page.status_code == 422
    assert "one megabyte" in page.content.decode()


def test_an_administrator_is_never_let_in_by_a_file(mia):
    page = taken(mia, "field,administrator.colleague\nidentity.legal_name,open\n")

    assert page.status_code == 422
    assert "Administrators never see a sealed field." in page.content.decode()


def test_a_version_that_never_was_cannot_be_taken_out(mia):
    assert mia.get(reverse("access:csv_out"), {"version": "9"}).status_code == 404
