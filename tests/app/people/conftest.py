"""The company that the people tests act in."""

import pytest

from muniment.ledger import queries as ledger
from tests.company import Company, staffed


@pytest.fixture
def company(db) -> Company:
    return staffed()


@pytest.fixture
def told():
    """List the kinds of entries about somebody, oldest first."""

    def kinds(subject) -> list[str]:
        page = ledger.entries_of(subject, limit=100)
        return [row.kind for row in sorted(page.rows, key=lambda row: row.subject_seq)]

    return kinds
