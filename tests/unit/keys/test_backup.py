import json
import stat
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.keys import backup
from muniment.keys.backup import (
    BackupUnreadable,
    NoKeysYet,
    OtherKeysPresent,
    PassphraseTooShort,
)

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
WORDS = "heron amber quarry lantern"


@pytest.fixture
def house(tmp_path):
    keys = tmp_path / "house" / "keys"
    keys.mkdir(parents=True)
    (keys / "master.key").write_bytes(b"master secret")
    (keys / "ledger.key").write_bytes(b"signing secret")
    (keys / "ledger.state").write_bytes(b"size 9")
    (keys / "ledger.lock").write_bytes(b"")
    return keys.parent


@pytest.fixture
def copy(house):
    return backup.bundle(house, WORDS, at=NOON)


def test_a_lost_key_folder_comes_back_whole_and_closed_to_others(copy, tmp_path):
    fresh = tmp_path / "fresh"

    written = backup.restore(fresh, copy, WORDS, at=NOON)

    assert written == ["ledger.key", "ledger.state", "master.key"]
    assert (fresh / "keys" / "master.key").read_bytes() == b"master secret"
    assert stat.S_IMODE((fresh / "keys" / "master.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((fresh / "keys").stat().st_mode) == 0o700


def test_the_copy_shows_no_key(copy):
    from muniment.core.canonical import b64

    assert b"secret" not in copy
    assert b64(b"master secret").encode() not in copy


def test_a_wrong_passphrase_opens_nothing(copy, tmp_path):
    with pytest.raises(BackupUnreadable):
        backup.restore(tmp_path / "fresh", copy, "something else entirely", at=NOON)

    assert not (tmp_path / "fresh").exists()


def test_a_short_passphrase_is_refused(house):
    with pytest.raises(PassphraseTooShort):
        backup.bundle(house, "elevenchars", at=NOON)


def test_a_house_without_keys_has_nothing_to_copy(tmp_path):
    with pytest.raises(NoKeysYet):
        backup.bundle(tmp_path, WORDS, at=NOON)


def test_other_keys_are_not_overwritten(copy, house):
    (house / "keys" / "master.key").write_bytes(b"another")

    with pytest.raises(OtherKeysPresent):
        backup.restore(house, copy, WORDS, at=NOON)

    assert (house / "keys" / "master.key").read_bytes() == b"another"


def test_other_keys_are_kept_aside_when_they_are_replaced(copy, house):
    (house / "keys" / "master.key").write_bytes(b"another")

    backup.restore(house, copy, WORDS, at=NOON, replace=True)

    assert (house / "keys" / "master.key").read_bytes() == b"master secret"
    assert (house / "keys.before-20260503T120000" / "master.key").read_bytes() == b"another"


def test_what_the_signer_remembers_is_never_set_back(copy, house):
    (house / "keys" / "ledger.state").write_bytes(b"size 12")

    backup.restore(house, copy, WORDS, at=NOON)

    assert (house / "keys" / "ledger.state").read_bytes() == b"size 12"


def test_a_copy_that_names_a_file_outside_the_folder_is_refused():
    from muniment.keys.domain import keyring

    body = json.dumps({"../outside": ""}).encode()
    forged = json.dumps({"muniment_key_backup": 1, "locked": keyring.lock(body, WORDS)}).encode()

    with pytest.raises(BackupUnreadable):
        backup.unbundle(forged, WORDS)


@given(st.binary(max_size=200) | st.from_type(dict[str, int]).map(lambda d: json.dumps(d).encode()))
def test_any_other_file_is_refused_in_words(junk):
    with pytest.raises(BackupUnreadable):
        backup.unbundle(junk, WORDS)
