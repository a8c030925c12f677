"""A staffed house with a key ring and a folder of its own."""

from pathlib import Path

import pytest

from muniment.keys import ring
from muniment.people.domain.roles import Role
from tests.company import Company, staffed


@pytest.fixture
def company(settings, tmp_path: Path, db) -> Company:
    settings.DATA_DIR = tmp_path
    ring.create()
    company = staffed()
    company.joins("cleo", Role.COMPLIANCE)
    return company
