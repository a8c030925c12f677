"""Orders as values, and the tree over a batch of them."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.core import canonical
from muniment.ledger.domain.merkle import leaf_hash, verify_inclusion
from muniment.sales.domain.batch import path_of, root_of
from muniment.sales.domain.facts import OrderFact, leaf_of
from muniment.sales.domain.states import OrderState

HERON = UUID("01890000-0000-7000-8000-000000000001")
FACT = OrderFact("1001", HERON, date(2026, 1, 5), 1250, "GBP", OrderState.BOOKED, "Ben")
SALT = bytes(32)


@pytest.mark.parametrize(
    "change",
    [
        {"number": "1002"}, {"dossier_id": UUID(int=1)}, {"ordered_on": date(2026, 1, 6)},
        {"amount_minor": 1251}, {"currency": "EUR"}, {"state": OrderState.SHIPPED},
        {"handled_by": "Cy"}, {"lines": 2},
    ],
)  # fmt: skip
def test_whatever_changes_in_an_order_changes_its_content(change):
    assert replace(FACT, **change).content() != FACT.content()
    assert replace(FACT).content() == FACT.content()


def test_a_leaf_cannot_be_guessed_without_the_salt():
    leaf = leaf_of(FACT, revision=1, batch_salt=SALT)
    assert leaf != leaf_of(FACT, revision=1, batch_salt=b"\1" * 32)
    assert leaf != leaf_of(FACT, revision=2, batch_salt=SALT)
    assert canonical.load(leaf)["amount_minor"] == 1250


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40))
def test_every_leaf_of_a_batch_climbs_to_its_root(leaves):
    root = root_of(leaves)
    for place, leaf in enumerate(leaves):
        verify_inclusion(leaf_hash(leaf), place, len(leaves), path_of(leaves, place), root)
