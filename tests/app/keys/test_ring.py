"""Data keys: made once, moved nowhere, gone for good when destroyed."""

from uuid import uuid4

import pytest
from django.db import transaction

from muniment.keys import ring
from muniment.keys.models import DataKey
from muniment.keys.ring import KeyDestroyed, SealBroken
from tests.world import NOON


@pytest.fixture
def owner(transactional_db: None) -> object:
    return uuid4()


def test_a_sealed_value_opens_only_at_its_place(owner) -> None:
    sealed = ring.seal(owner, "pricing", b"1.25 USD", binding=b"place one")
    key = ring.data_keys([(owner, "pricing")])[owner, "pricing"]

    assert key.open(sealed, binding=b"place one") == b"1.25 USD"
    with pytest.raises(SealBroken):
        key.open(sealed, binding=b"place two")


def test_a_destroyed_key_is_gone_and_a_new_one_opens_nothing_old(owner) -> None:
    sealed = ring.seal(owner, "pricing", b"1.25 USD", binding=b"here")

    assert ring.destroy(owner, "pricing", at=NOON)

    assert ring.data_keys([(owner, "pricing")]) == {}
    fresh = ring.ensure_data_keys([(owner, "pricing")])[owner, "pricing"]
    with pytest.raises(KeyDestroyed):
        fresh.open(sealed, binding=b"here")


def test_an_older_database_does_not_bring_an_erased_key_back(owner) -> None:
    ring.seal(owner, "pricing", b"1.25 USD", binding=b"here")
    [before] = DataKey.objects.filter(owner=owner).values()
    ring.destroy(owner, "pricing", at=NOON)
    DataKey.objects.filter(owner=owner).update(
        wrapped=before["wrapped"], destroyed_at=None
    )  # what a restore of yesterday's copy does

    assert ring.bury_destroyed(at=NOON) == 1

    assert ring.data_keys([(owner, "pricing")]) == {}


def test_an_erasure_that_was_rolled_back_is_no_erasure(owner) -> None:
    ring.seal(owner, "pricing", b"1.25 USD", binding=b"here")

    with transaction.atomic():
        ring.destroy(owner, "pricing", at=NOON)
        transaction.set_rollback(True)

    assert ring.bury_destroyed(at=NOON) == 0
    assert (owner, "pricing") in ring.data_keys([(owner, "pricing")])


def test_rotating_the_ring_keeps_every_value_readable(owner) -> None:
    sealed = ring.seal(owner, "pricing", b"1.25 USD", binding=b"here")

    assert ring.rotate() >= 1

    key = ring.data_keys([(owner, "pricing")])[owner, "pricing"]
    assert key.open(sealed, binding=b"here") == b"1.25 USD"
