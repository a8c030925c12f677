"""Whoever copies the disk without the key ring has no customer: no value, name, address or word."""

import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest
import structlog
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from muniment.core import logs
from muniment.intake.spool import CHUNK
from muniment.jobs import services as jobs
from muniment.ledger.services import drain
from muniment.run import copies
from tests.house.casework import ABOUT_HERON
from tests.house.hanging import HANGS
from tests.house.marks import Mark
from tests.house.planting import Planted, plant
from tests.house.visiting import _signed_in, visitor

pytestmark = pytest.mark.django_db(transaction=True)

ORDERS_LIE_OPEN = {"order", "engagement", "order of a file", HANGS}
"""Orders are rows with a number, a day and an amount; they name their customer by an id. So are
the amounts that are worked out from them."""
_watching: list[set[str]] = []


def _note_writing(event: str, args: tuple) -> None:
    if _watching and event == "open" and isinstance(args[0], str | bytes):
        mode, flags = args[1] or "", args[2] if isinstance(args[2], int) else 0
        if set(str(mode)) & set("wax+") or flags & 3:
            name = args[0].decode() if isinstance(args[0], bytes) else args[0]
            _watching[-1].add(str(Path(name).absolute()))


sys.addaudithook(_note_writing)


@contextmanager
def files_written() -> Iterator[set[str]]:
    """Name every file that this process opens for writing meanwhile."""
    _watching.append(set())
    try:
        yield _watching[-1]
    finally:
        _watching.pop()


@pytest.fixture
def house() -> Planted:
    return plant()


@pytest.fixture
def log(tmp_path) -> Iterator[Path]:
    """The log as the house writes it."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    logs.configure(tmp_path / "logs", process="web", console=False)
    yield tmp_path / "logs" / "web.log"
    for handler in root.handlers:
        handler.close()
    root.handlers[:], root.level = before
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture
def busy(house, log) -> Planted:
    """People read, searched, checked, uploaded and met errors through the pages."""
    mia = visitor(house, "mia")
    browser = Client(REMOTE_ADDR="192.0.2.9")
    browser.raise_request_exception = False
    _signed_in(browser, mia.person_id())

    def word(kind: str) -> str:
        return house.marks.text(Mark(kind, "mia", "typed"))

    heron = house.dossiers["heron"]
    browser.post(reverse("customers:index"), {"search": word("search"), "scope": "all"})
    browser.post(
        reverse("customers:clash"), {"name": word("clash"), "email": f"{word('x')}@y.example"}
    )
    for code in ("identity", "contacts", "nothing"):
        told = {
            "purpose": f"about {word('purpose')}",
            "reference_kind": "visit",
            "reference": word("r"),
        }
        browser.post(reverse("customers:compartment", args=[heron, code]), told)
        browser.get(reverse("customers:compartment", args=[heron, code]))
    browser.post(
        reverse("customers:edit", args=[heron, "contacts"]), {"contacts.emails": word("bad")}
    )
    browser.get(f"/{word('address')}/", {"q": word("query")})
    browser.post("/api/v1/dossiers", word("json"), content_type="application/json")
    _investigates(browser, word, str(house.cases[ABOUT_HERON]))
    for name, data in (("a.csv", _csv(word)), ("b.xlsx", _xlsx(word))):
        run = _uploaded(browser, f"{word('name')}{name}", data)
        browser.post(f"{run}check/")
        jobs.work_off()
        browser.get(run)
        browser.post(f"{run}load/", {"good_rows_only": "on"})
        jobs.work_off()
    drain()
    return house


def _investigates(browser: Client, word, case: str) -> None:
    """Somebody opens a case, brings evidence, looks up buyers and lists, and mistypes."""
    mail = f"From: {word('m')}@{word('h')}.example\nSubject: {word('s')}\n\n{word('text')}\n"
    browser.post(reverse("cases:new"), {"mail": mail, "about": word("about")})
    opened = browser.post(
        reverse("cases:new"),
        {"company_name": word("name"), "amount": word("amount"), "order": word("order")},
    )
    assert opened.status_code in {200, 302, 422}
    for name in ("case", "overview", "looks", "evidence", "copies"):
        assert browser.get(reverse(f"cases:{name}", args=[case])).status_code in {200, 302}
    browser.post(
        reverse("cases:add_evidence", args=[case]),
        {"text": word("paste"), "source": word("source"), "kind": "paste",
         "file": SimpleUploadedFile(f"{word('file')}.txt", word("bytes").encode())},
    )  # fmt: skip
    browser.post(
        reverse("cases:add_fact", args=[case]), {"code": "person.name", "value": word("v")}
    )
    browser.post(reverse("cases:make_report", args=[case]), {"form": "full", "kind": "html"})
    browser.post(reverse("cases:run", args=[case]))
    browser.get(reverse("cases:index"), {"text": word("text")})
    browser.post(reverse("customs_data:buyer"), {"name": word("buyer")})
    browser.post(reverse("screening:screen"), {"names": word("screened"), "kind": "entity"})
    browser.post(reverse("customs_data:watch"), {"label": word("label"), "names": word("watched"),
                                                 "reason": word("reason")})  # fmt: skip
    browser.post("/api/v1/screenings", word("json"), content_type="application/json")
    jobs.work_off()


def _rows(word) -> list[list[str]]:
    rows = [["Customer Code", "Company Name", "Country", "E-mail", "Note"]]
    for number in range(400):
        country = "Denmark" if number % 9 else word("country")
        rows.append(
            [
                f"K{number}",
                f"{word('n')} Ltd",
                country,
                f"{word('m')}@{word('h')}.example",
                "-" * 400,
            ]
        )
    return rows


def _csv(word) -> bytes:
    return "\n".join(",".join(row) for row in _rows(word)).encode()


def _xlsx(word) -> bytes:
    book, whole = openpyxl.Workbook(), io.BytesIO()
    for row in _rows(word):
        book.active.append([row[0].replace("K", "L"), *row[1:]])
    book.save(whole)
    return whole.getvalue()


def _uploaded(browser: Client, name: str, data: bytes) -> str:
    told = {"kind": "customers", "file": SimpleUploadedFile(name, data)}
    answer = browser.post(reverse("intake:upload"), told)
    assert answer.status_code == 302, answer.content
    return answer["Location"]


def leaks_in(house: Planted, folders: list[Path]) -> dict[str, set[str]]:
    """What `strings` and more would find in all files below these folders."""
    found = {}
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        marks = house.marks.cores_in(path.read_bytes())
        told = {str(mark) for mark in marks if mark.kind not in ORDERS_LIE_OPEN}
        if told:
            found[path.name] = told
    return found


def test_nothing_that_lies_on_the_disk_shows_a_customer(busy, log, tmp_path):
    copies.take(tmp_path / "copy")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            folders = [Path(connection.settings_dict["NAME"]).parent]
        else:
            cursor.execute("CHECKPOINT")
            cursor.execute("SHOW data_directory")
            folders = [Path(cursor.fetchone()[0])]

    assert leaks_in(busy, [*folders, Path(settings.DATA_DIR), tmp_path]) == {}
    assert log.stat().st_size > 0


def test_no_table_and_no_session_holds_what_people_typed_or_read(busy):
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            cells = [cell for row in cursor.fetchall() for cell in row]
            whole = b"\n".join(_as_bytes(cell) for cell in cells)
            marks = {str(m) for m in busy.marks.found_in(whole) if m.kind not in ORDERS_LIE_OPEN}
            if marks:
                found[table] = marks
    assert found == {}


def _as_bytes(cell: object) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def test_an_upload_is_written_nowhere_but_into_the_sealed_spool(house):
    browser = Client(REMOTE_ADDR="192.0.2.9")
    _signed_in(browser, house.world.id("mia"))

    def word(kind: str) -> str:
        return house.marks.text(Mark(kind, "mia", "typed"))

    data = _csv(word)
    assert len(data) > 2 * CHUNK
    with files_written() as written:
        _uploaded(browser, "book.csv", data)

    spool = Path(settings.DATA_DIR) / "spool"
    database = str(connection.settings_dict["NAME"])
    elsewhere = {
        name
        for name in written
        if not name.startswith((str(spool), database)) and "__pycache__" not in name
    }
    assert elsewhere - {"/dev/null"} == set()
    assert leaks_in(house, [spool]) == {}
