"""A furnished house with one customer."""

from pathlib import Path

import pytest

from muniment.keys import ring
from muniment.vault import services as vault
from tests.company import NOON, Company, staffed


@pytest.fixture
def company(settings, tmp_path: Path, db) -> Company:
    settings.DATA_DIR = tmp_path
    ring.create()
    vault.furnish(at=NOON)
    return staffed()


@pytest.fixture
def heron(company):
    """A customer that Ben keeps."""
    return vault.open_dossier(by=company.actor("ben"), at=NOON)


@pytest.fixture
def robin(company):
    """A customer that Mia keeps."""
    return vault.open_dossier(by=company.actor("mia"), at=NOON)
