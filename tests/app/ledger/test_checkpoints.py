import re
import threading
from dataclasses import replace

import pytest
from django.db import connection

from muniment.core.clock import rfc3339
from muniment.ledger import halt, queries, signer
from muniment.ledger.domain.checkpoint import Checkpoint
from muniment.ledger.domain.cosign import verify_note
from muniment.ledger.domain.note import KeyInvalid, Note, VerifierKey
from muniment.ledger.services import NothingToSign, check, checkpoint, drain, tend
from muniment.ledger.signer import SignerRefuses
from tests.app.ledger.acts import NOON, later, look, looks


def test_a_checkpoint_says_name_size_and_root_and_is_signed_by_the_houses_key():
    looks(3)
    drain()

    made = checkpoint(reason="asked", at=NOON)

    note = Note.parse(made.note.encode())
    verify_note(note, [VerifierKey.parse(made.vkey)])
    head = queries.head()
    assert head is not None
    assert Checkpoint.parse(note.text) == Checkpoint(signer.origin(), 3, head.root)


def test_an_empty_log_has_nothing_to_sign():
    with pytest.raises(NothingToSign):
        checkpoint(reason="asked", at=NOON)


def test_the_signer_remembers_before_the_signature_leaves(house):
    looks(3)
    drain()
    made = checkpoint(reason="asked", at=NOON)

    remembered = signer.remembered()
    assert remembered is not None
    assert (remembered.size, remembered.root) == (3, made.root)


def test_a_signature_that_got_lost_is_made_again_just_the_same():
    looks(3)
    drain()
    head = queries.head()
    assert head is not None
    signer.remember(signer.Signed(head.origin, head.size, head.root))  # killed right after this

    assert checkpoint(reason="asked", at=NOON).size == 3


def test_news_is_signed_at_most_every_ten_seconds():
    look()
    tend(NOON)
    look()
    tend(later(9))
    assert [row.size for row in queries.checkpoints()] == [1]

    tend(later(10))
    assert [row.size for row in queries.checkpoints()] == [2, 1]


def test_at_rest_the_newest_checkpoint_is_published_again_every_ten_minutes():
    look()
    tend(NOON)
    tend(later(599))
    newest = queries.newest_checkpoint()
    assert newest is not None
    assert newest.published_at == NOON

    tend(later(600))
    newest = queries.newest_checkpoint()
    assert newest is not None
    assert rfc3339(newest.published_at) == rfc3339(later(600))
    assert newest.made_at == NOON
    assert len(queries.checkpoints()) == 1


def test_a_clock_that_is_put_back_stops_no_checkpoint():
    look()
    tend(NOON)
    look()
    tend(later(-3600))

    assert [row.size for row in queries.checkpoints()] == [2, 1]


def test_without_any_entry_there_is_nothing_to_tend():
    tend(NOON)

    assert queries.checkpoints() == []


def test_a_halted_ledger_is_not_tended():
    look()
    halt.halt("behind", {}, at=NOON)
    tend(NOON)

    assert queries.checkpoints() == []


def test_the_key_is_made_once_and_closed_to_others(house):
    key = signer.verifier_key("house/1")

    assert signer.verifier_key("house/1") == key
    assert (house / "keys" / "ledger.key").stat().st_mode & 0o077 == 0


def test_the_key_file_is_encrypted_when_there_is_a_passphrase(house, settings):
    secret = house / "passphrase"
    secret.write_text("correct horse battery staple\n")
    settings.CONFIG = replace(settings.CONFIG, key_passphrase_file=str(secret))
    key = signer.verifier_key("house/1")
    assert b"ENCRYPTED" in (house / "keys" / "ledger.key").read_bytes()
    assert signer.verifier_key("house/1") == key

    secret.write_text("wrong\n")
    with pytest.raises(signer.SignerLocked):
        signer.verifier_key("house/1")
    settings.CONFIG = replace(settings.CONFIG, key_passphrase_file="")
    with pytest.raises(signer.SignerLocked):
        signer.verifier_key("house/1")


def test_a_damaged_memory_signs_nothing(house):
    looks(2)
    drain()
    checkpoint(reason="asked", at=NOON)
    (house / "keys" / "ledger.state").write_bytes(b"{}")
    look()
    drain()

    with pytest.raises(signer.SignerBroken):
        checkpoint(reason="asked", at=NOON)


def test_a_signer_without_its_memory_signs_nothing(house):
    looks(2)
    drain()
    checkpoint(reason="asked", at=NOON)
    (house / "keys" / "ledger.state").unlink()
    look()
    drain()

    with pytest.raises(SignerRefuses) as refusal:
        checkpoint(reason="asked", at=NOON)
    assert refusal.value.facts == {"why": "state_missing"}
    assert halt.is_halted()


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_once_do_not_take_each_other_for_a_loss():
    looks(1)
    drain()  # beside another sequencer a drain does nothing: the log must not begin empty
    failures: list[BaseException] = []

    def sign(which: int) -> None:
        try:
            for _ in range(15):
                look()
                drain()
                if which:
                    check(NOON)
                checkpoint(reason="asked", at=NOON)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign, args=(which,)) for which in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert not halt.is_halted()


def test_the_ledger_is_named_by_the_setting_or_after_the_house(settings, house):
    settings.CONFIG = replace(settings.CONFIG, public_url="https://muniment.example.com")
    assert re.fullmatch(r"muniment\.example\.com/[0-9a-f]{12}", signer.origin())

    (house / "keys" / "origin").unlink()
    settings.CONFIG = replace(settings.CONFIG, origin="example.com/customers")
    assert signer.origin() == "example.com/customers"
    settings.CONFIG = replace(settings.CONFIG, origin="example.com/other")
    assert signer.origin() == "example.com/customers"  # kept for good


def test_a_name_that_no_key_may_have_is_refused_at_once(settings):
    settings.CONFIG = replace(settings.CONFIG, origin="our ledger")

    with pytest.raises(KeyInvalid):
        signer.origin()
