"""The browsers of the customers' pages, for the settings."""

from pathlib import Path

import pytest
from django.conf import settings

from muniment.ledger import checkup
from tests.web.vault.conftest import as_, noon, world

__all__ = ["as_", "noon", "world"]


@pytest.fixture(autouse=True)
def no_report_of_another_test():
    yield
    (Path(settings.DATA_DIR) / checkup.FILE_NAME).unlink(missing_ok=True)
