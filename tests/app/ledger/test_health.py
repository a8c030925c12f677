import time
from dataclasses import replace

import pytest
from django.db import connection, transaction

from muniment.ledger import halt, health, queries, signer, tasks
from muniment.ledger.health import LedgerUnavailable
from muniment.ledger.services import checkpoint, drain
from muniment.ledger.signer import Signed
from tests.app.ledger.acts import NOON, look
from tests.app.ledger.mutations import unguarded


def _queued_before(seconds: float) -> None:
    with unguarded() as cursor:
        moment = int((time.time() - seconds) * 1000)
        cursor.execute("UPDATE ledger_pending SET queued_ms = %s", [moment])


def test_a_fresh_house_may_be_read():
    health.require_readable()


def test_nothing_is_read_while_the_oldest_entry_waits_for_too_long():
    look()
    _queued_before(59)
    health.require_readable()
    _queued_before(61)

    with pytest.raises(LedgerUnavailable) as refusal:
        health.require_readable()
    assert refusal.value.facts == {"why": "backlog"}


def test_reading_resumes_when_the_queue_is_done():
    look()
    _queued_before(61)
    drain()

    health.require_readable()


def test_the_limit_of_the_queue_is_a_setting(settings):
    settings.CONFIG = replace(settings.CONFIG, backlog_limit_seconds=5)
    look()
    _queued_before(6)

    with pytest.raises(LedgerUnavailable):
        health.require_readable()


def test_the_age_in_the_queue_is_the_databases_and_not_the_acts():
    look(at=NOON.replace(year=2020))

    health.require_readable()


def test_nothing_is_read_while_the_ledger_is_halted():
    halt.halt("behind", {}, at=NOON)

    with pytest.raises(LedgerUnavailable) as refusal:
        health.require_readable()
    assert refusal.value.facts == {"why": "halted"}


def test_a_marker_that_cannot_be_read_halts_all_the_same(house):
    (house / "ledger.halted").write_text("scribble")

    with pytest.raises(LedgerUnavailable):
        health.require_readable()
    assert health.status().halt == halt.Halt("damaged", "", {})


def test_a_look_asks_the_database_one_tiny_question(django_assert_num_queries):
    health.require_readable()

    with django_assert_num_queries(1):
        health.require_readable()


def test_a_new_connection_is_compared_with_what_was_signed():
    look()
    drain()
    checkpoint(reason="asked", at=NOON)
    health.require_readable()
    signer.remember(Signed(signer.origin(), 9, b"\x09" * 32))
    health.require_readable()

    health.compare_again()  # what a new connection does

    with pytest.raises(LedgerUnavailable):
        health.require_readable()


@pytest.mark.django_db(transaction=True)
def test_an_incident_noticed_in_an_undone_transaction_is_put_on_record_later():
    look()
    signer.remember(Signed(signer.origin(), 9, b"\x09" * 32))
    health.compare_again()
    with pytest.raises(LedgerUnavailable), transaction.atomic():
        health.require_readable()
    assert queries.incidents() == []

    for _ in range(2):
        with pytest.raises(signer.SignerRefuses):
            tasks.tend()

    assert [row.kind for row in queries.incidents()] == ["ledger.halted.behind"]


def test_the_worker_sequences_and_signs_in_one_round():
    look()

    tasks.tend()

    row = health.status()
    assert (row.size, row.waiting, row.signed_size) == (1, 0, 1)
    assert row.is_good
    assert row.vkey.startswith(signer.origin() + "+")


def test_the_status_of_an_empty_house_is_good():
    row = health.status()

    assert (row.origin, row.size, row.signed_at) == ("", 0, None)
    assert row.is_good


@pytest.mark.django_db(transaction=True)
def test_a_fresh_connection_passes_the_check_of_durability():
    connection.close()
    connection.ensure_connection()

    assert connection.is_usable()
