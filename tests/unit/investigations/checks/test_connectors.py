"""Each outside source: good, empty, missing, busy, broken, slow, senseless and changed answers."""

import hashlib
import time
from contextlib import suppress
from datetime import timedelta

import pytest

from muniment.core import clock
from muniment.investigations.domain.checks import NotReached, Outcome
from muniment.investigations.domain.signals import signal
from tests.connectors import CONNECTORS, asked, replay
from tests.outside import HERE, Kept, reply

pytestmark = [
    pytest.mark.allow_hosts([HERE]),
    pytest.mark.parametrize("connector", CONNECTORS, ids=lambda one: one.name),
]


def run(connector, handler, kept=None):
    with asked(connector, handler, kept) as world:
        return connector.check().run(connector.subject(), world)


def silence(connector, handler):
    with pytest.raises(NotReached) as refusal:
        run(connector, handler)
    return refusal.value


def test_a_good_answer_becomes_findings_that_rest_on_kept_evidence(connector):
    kept = Kept()
    result = run(connector, replay(connector.good), kept)
    assert result.outcome is Outcome.DONE
    assert connector.seen <= {found.signal for found in result.found}
    hashes = {hash_of(entry) for entry in kept.entries}
    assert all(found.evidence and set(found.evidence) <= hashes for found in result.found)


def hash_of(entry):
    return hashlib.sha256(entry[2]).hexdigest()


def test_every_finding_fills_its_sentence(connector):
    for found in run(connector, replay(connector.good)).found:
        assert signal(found.signal).places <= found.facts.keys()


def test_an_empty_answer_is_nothing_found_or_a_no_but_never_a_fault(connector):
    result = run(connector, replay({"/": connector.empty}))
    no_answer = {"email_web.registration"}  # an RDAP server never answers 200 without a domain
    expected = {Outcome.FAILED} if connector.name in no_answer else {
        Outcome.NOTHING_FOUND, Outcome.DONE, Outcome.FAILED,
    }  # fmt: skip
    assert result.outcome in expected
    assert not any(signal(one.signal).direction.value == "trust" for one in result.found)


def test_not_found_never_speaks_for_the_company(connector):
    result = None
    with suppress(NotReached):
        result = run(connector, replay({}))
    if result is not None:
        assert result.outcome in {Outcome.NOTHING_FOUND, Outcome.FAILED, Outcome.NEEDS_PERSON}
        assert not any(signal(one.signal).direction.value == "trust" for one in result.found)


def test_a_source_that_asks_for_patience_is_not_reached_and_names_the_time(connector):
    busy = reply("slow down", status="429 Too Many Requests", headers={"Retry-After": "120"})
    told = silence(connector, lambda *_: busy)
    assert told.reason == "rate_limited"
    assert told.retry_at is not None
    assert timedelta(seconds=60) < told.retry_at - clock.now() <= timedelta(seconds=125)


@pytest.mark.parametrize("status", ["500 Broken", "502 Bad Gateway", "503 Busy"])
def test_a_broken_source_is_not_reached(connector, status):
    assert silence(connector, lambda *_: reply("<html>", status=status)).reason == "server_error"


def test_a_refused_key_is_not_reached(connector):
    assert silence(connector, lambda *_: reply("{}", status="401 No")).reason == "no_key"


def test_a_source_that_never_answers_is_not_reached(connector, monkeypatch):
    def slow(_path, _request):
        time.sleep(1.5)
        yield reply("{}")

    with asked(connector, slow) as world:
        fetch = world.fetch
        world.fetch = lambda url, **told: fetch(url, **{**told, "timeout_s": 0.3})
        with pytest.raises(NotReached) as refusal:
            connector.check().run(connector.subject(), world)
    assert refusal.value.reason == "timeout"


@pytest.mark.parametrize("body", ["<html>captcha</html>", "[[[", '"text"', "17", "null"])
def test_an_answer_that_makes_no_sense_fails_and_says_so(connector, body):
    result = run(connector, lambda *_: reply(body))
    assert result.outcome is Outcome.FAILED
    assert result.reason == "malformed"
    assert result.found == ()


def test_a_changed_answer_costs_fields_and_never_makes_a_company_good(connector):
    result = run(connector, replay({"/": connector.renamed}))
    assert not any(signal(one.signal).direction.value == "trust" for one in result.found)


def test_a_key_is_sent_but_never_kept(connector):
    kept, heads = Kept(), []

    def handler(path, request):
        heads.append(request)
        return replay(connector.good)(path, request)

    settings = {**connector.settings}
    keys = [name for name in settings if name.endswith(".key")]
    if not keys:
        return
    object.__setattr__(connector, "settings", {**settings, **dict.fromkeys(keys, "s3cr3t-value")})
    try:
        run(connector, handler, kept)
    finally:
        object.__setattr__(connector, "settings", settings)
    assert any(b"s3cr3t-value" in head or b"Basic " in head for head in heads)
    assert not any(b"s3cr3t-value" in content for _, _, content in kept.entries)
