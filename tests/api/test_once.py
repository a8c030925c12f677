"""The same request twice is done once and answered twice, also at the same moment."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from muniment.api import once
from muniment.api.models import KeptAnswer
from muniment.core import clock
from muniment.jobs import services as jobs
from muniment.vault import queries
from muniment.vault import services as vault
from tests.api.conftest import program_of
from tests.world import NOON
from tests.world import world as build

KEY = {"Idempotency-Key": "0197-a-key"}
NAME = "Zanzibar Copper Works"
OPENING = {"values": {"identity": {"identity.legal_name": NAME}}}
FOR = {"purpose": "quote 17 lamps", "reference_kind": "visit", "reference": "Canton Fair"}


def test_the_same_key_and_request_is_done_once(world, ada):
    first = ada.post("/dossiers", OPENING, **KEY)
    second = ada.post("/dossiers", OPENING, **KEY)

    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    assert len(world.entries("vault.dossier.opened")) == 1


def test_without_a_key_it_is_done_again(world, ada):
    ada.post("/dossiers", OPENING)
    ada.post("/dossiers", OPENING)

    assert len(world.entries("vault.dossier.opened")) == 2


def test_a_key_that_came_with_another_request_is_refused(ada):
    ada.post("/dossiers", OPENING, **KEY)

    answer = ada.post("/dossiers", {}, **KEY)

    assert (answer.status_code, answer.json()["code"]) == (409, "api.key.used_before")


def test_keys_of_two_tokens_have_nothing_to_do_with_each_other(world, ada):
    ada.post("/dossiers", OPENING, **KEY)
    program_of(world, "ada").post("/dossiers", OPENING, **KEY)

    assert len(world.entries("vault.dossier.opened")) == 2


def test_a_verb_that_failed_leaves_the_key_free(world, ada):
    dossier = world.dossier("ben")
    body = {"reason": "no longer trading"}
    assert ada.post(f"/dossiers/{dossier}/retire", body, **KEY).status_code == 403

    assert KeptAnswer.objects.count() == 0


@pytest.mark.parametrize("key", ["", "x" * 201, "two words", "schlüssel"])
def test_a_key_that_is_none_is_refused(ada, key):
    assert ada.post("/dossiers", {}, **{"Idempotency-Key": key}).json()["code"] == "api.key.invalid"


def test_a_repeated_look_is_no_new_look_and_nothing_of_it_is_kept(world, ada):
    path = f"/dossiers/{world.dossier()}/compartments/identity/consultations"

    first, second = ada.post(path, FOR, **KEY), ada.post(path, FOR, **KEY)

    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    assert len(world.entries("vault.consultation.given")) == 1
    assert bytes(KeptAnswer.objects.get().answer) == b""


def test_a_repeated_look_asks_the_access_table_again(world, ada):
    dossier = world.dossier()
    path = f"/dossiers/{dossier}/compartments/identity/consultations"
    ada.post(path, FOR, **KEY)
    vault.retire_dossier(
        dossier_id=dossier, reason="no longer trading", by=world.actor("olga"), at=NOON
    )

    answer = ada.post(path, FOR, **KEY)

    assert (answer.status_code, answer.json()["code"]) == (409, "api.sitting.over")
    assert "Nordlicht" not in answer.content.decode()


def test_a_repeated_refusal_is_on_record_once(world):
    ben = program_of(world, "ben")
    path = f"/dossiers/{world.dossier('ada')}/compartments/pricing/consultations"

    first, second = ben.post(path, FOR, **KEY), ben.post(path, FOR, **KEY)

    assert first.status_code == second.status_code == 403
    assert first.json() == second.json()
    assert len(world.entries("vault.consultation.refused")) == 1


def test_a_repeated_clash_check_is_counted_once(ada):
    first = ada.post("/clash-checks", {"name": NAME}, **KEY)
    second = ada.post("/clash-checks", {"name": NAME}, **KEY)

    assert first.json()["left"] == second.json()["left"] == 19


def test_a_claim_of_a_process_that_died_is_taken_over_after_a_minute(world, ada):
    path = f"/dossiers/{world.dossier()}/compartments/identity/consultations"
    ada.post(path, FOR, **KEY)
    KeptAnswer.objects.update(status=None)

    busy = ada.post(path, FOR, **KEY)
    assert (busy.status_code, busy.json()["code"]) == (409, "api.key.busy")
    assert busy["Retry-After"] == "1"
    with clock.frozen(NOON + timedelta(seconds=61)):
        assert ada.post(path, FOR, **KEY).status_code == 201


def test_answers_are_forgotten_after_a_day_and_kept_sealed_until_then(world, ada):
    body = {"kind": "other", "name": NAME, "country": "CN"}
    program_of(world, "sam").post("/outside-companies", body, **KEY)
    ada.post("/dossiers", OPENING, **KEY)

    for kept in KeptAnswer.objects.all():
        assert b"codename" not in bytes(kept.answer)
        assert b'"id"' not in bytes(kept.answer)
    with clock.frozen(NOON + timedelta(hours=25)):
        jobs.enqueue("api.forget_answers", at=clock.now())
        jobs.work_off(at=clock.now())
    assert KeptAnswer.objects.count() == 0


def test_an_old_key_may_be_used_for_something_new(world, ada):
    ada.post("/dossiers", OPENING, **KEY)

    with clock.frozen(NOON + timedelta(hours=25)):
        assert ada.post("/dossiers", {}, **KEY).status_code == 201


def _at_once(programs, path, body, **headers):
    """Let several programs send the same request at the same moment; give their answers."""
    answers, barrier = [], threading.Barrier(len(programs))

    def send(program):
        with clock.frozen(NOON):
            barrier.wait(20)
            try:
                answers.append(program.post(path, body, **headers))
            finally:
                connections.close_all()

    threads = [threading.Thread(target=send, args=(program,)) for program in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def _copies(program, count):
    return [type(program)(program.secret, program.token_id) for _ in range(count)]


@pytest.mark.django_db(transaction=True)
def test_of_six_equal_requests_at_once_one_is_done():
    world = build()
    ada = program_of(world, "ada")
    connection.close()

    answers = _at_once(_copies(ada, 6), "/dossiers", OPENING, **KEY)

    assert [answer.status_code for answer in answers] == [201] * 6
    assert len({answer.content for answer in answers}) == 1
    assert len(world.entries("vault.dossier.opened")) == 1
    assert len(queries.dossiers_kept_by(world.id("ada"))) == 1


@pytest.mark.django_db(transaction=True)
def test_of_six_equal_looks_at_once_one_is_taken():
    world = build()
    ada, dossier = program_of(world, "ada"), world.dossier()
    path = f"/dossiers/{dossier}/compartments/identity/consultations"
    connection.close()

    answers = _at_once(_copies(ada, 6), path, FOR, **KEY)

    codes = [answer.status_code for answer in answers]
    assert set(codes) <= {201, 409}
    assert 201 in codes
    assert {a.json()["code"] for a in answers if a.status_code == 409} <= {once.KeyBusy.code}
    assert len(world.entries("vault.consultation.given")) == 1
