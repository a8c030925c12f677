"""Each test has a house of its own: data folder, key ring, signer."""

from pathlib import Path

import pytest

from muniment.keys import ring
from muniment.ledger import tree


@pytest.fixture(autouse=True)
def house(settings, tmp_path: Path, db) -> Path:
    settings.DATA_DIR = tmp_path
    tree.forget()
    ring.create()
    return tmp_path
