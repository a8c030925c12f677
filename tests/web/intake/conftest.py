"""A furnished house whose owner sits at a browser."""

from pathlib import Path
from uuid import UUID

import pytest
from django.urls import reverse

from muniment.jobs import services as jobs
from muniment.keys import ring
from muniment.people.domain.roles import Role
from muniment.vault.services import furnish
from tests.company import NOON, Company, staffed
from tests.web.account.conftest import Browser

CUSTOMERS = """\
Customer Code,Company Name,Country,Contact Person,E-mail,Salesperson
C1,Nordic Lamp ApS,Denmark,Maja Lund,maja@nordic-lamp.example,Ben
C2,Blue Door Gifts Ltd,United Kingdom,Tom Pike,tom@blue-door.example,
C3,Hafen Lichter GmbH,Germany,Anna Vogt,anna@hafen-lichter.example,Cy
"""


@pytest.fixture
def house(settings, tmp_path: Path, db) -> Path:
    settings.DATA_DIR = tmp_path
    ring.create()
    furnish(at=NOON)
    return tmp_path


@pytest.fixture
def company(house) -> Company:
    company = staffed()
    company.joins("kim", Role.CUSTODIAN)
    return company


def browser_of(company: Company, name: str) -> Browser:
    return Browser().comes_in(company.email(name), company.has_app(name))


@pytest.fixture
def ada(company) -> Browser:
    return browser_of(company, "ada")


def upload(browser, text: str | bytes = CUSTOMERS, kind: str = "customers", name: str = "book.csv"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(name, data)
    return browser.post(reverse("intake:upload"), {"kind": kind, "file": file})


def run_id_of(answer) -> UUID:
    return UUID(answer["Location"].rstrip("/").rsplit("/", 1)[-1])


def address(name: str, run_id: UUID) -> str:
    return reverse(f"intake:{name}", args=[run_id])


def work() -> int:
    """Let the worker do what waits."""
    return jobs.work_off()
