"""An allowance refills evenly and is forgotten for those who are silent longest."""

import dataclasses

import pytest

from muniment.api import limits
from muniment.core import allowances as buckets
from muniment.core.allowances import Allowances


def test_an_allowance_is_spent_and_refills_evenly():
    allowances = Allowances()

    spent = [allowances.take("a", a_minute=60, now=0.0) for _ in range(61)]

    assert spent[:60] == [0.0] * 60
    assert spent[60] == pytest.approx(1.0)
    assert allowances.take("a", a_minute=60, now=1.0) == 0.0
    assert allowances.take("a", a_minute=60, now=1.0) > 0


def test_callers_do_not_share_an_allowance():
    allowances = Allowances()

    assert allowances.take("a", a_minute=1, now=0.0) == 0.0
    assert allowances.take("b", a_minute=1, now=0.0) == 0.0
    assert allowances.take("a", a_minute=1, now=0.0) == pytest.approx(60.0)


def test_memory_does_not_grow_with_the_number_of_callers(monkeypatch):
    monkeypatch.setattr(buckets, "MOST_KNOWN", 3)
    allowances = Allowances()
    for name in "abcd":
        allowances.take(name, a_minute=1, now=0.0)

    assert allowances.take("d", a_minute=1, now=0.0) > 0
    assert allowances.take("a", a_minute=1, now=0.0) == 0.0


def test_worker_processes_share_the_allowance_evenly(settings):
    settings.CONFIG = dataclasses.replace(settings.CONFIG, web_workers=4)
    limits.count_request("x", a_minute=4)

    with pytest.raises(limits.TooManyRequests) as refusal:
        limits.count_request("x", a_minute=4)
    assert refusal.value.facts == {"retry_after": 60}


def test_strangers_are_counted_by_their_address(client, db, monkeypatch):
    monkeypatch.setattr(limits, "ADDRESS_A_MINUTE", 2)
    for _ in range(2):
        client.get("/api/v1/log/checkpoint")

    assert client.get("/api/v1/log/checkpoint").status_code == 429
    assert client.get("/api/v1/log/checkpoint", REMOTE_ADDR="192.0.2.9").status_code == 409


def test_guessing_tokens_is_slow(client, db, monkeypatch):
    monkeypatch.setattr(limits, "ADDRESS_A_MINUTE", 2)
    wrong = {"Authorization": "Bearer mun_wrong"}

    codes = [client.get("/api/v1/me", headers=wrong).status_code for _ in range(3)]

    assert codes == [401, 401, 429]
