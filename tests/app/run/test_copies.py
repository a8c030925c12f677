from datetime import UTC, datetime

import pytest
from django.db import connection

from muniment.core.ids import new_id
from muniment.keys import ring
from muniment.run import copies
from muniment.run.copies import CopyExists, CopyUnreadable

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
OWNER = new_id()

pytestmark = pytest.mark.django_db(transaction=True)


def _sealed_is_there() -> bool:
    return (OWNER, "identity") in ring.data_keys([(OWNER, "identity")])


def test_a_copy_put_back_brings_back_what_was_there(tmp_path):
    ring.seal(OWNER, "identity", b"Amber Heron", binding=b"x")
    size = copies.take(tmp_path / "copy")
    ring.destroy(OWNER, "identity", at=NOON)
    assert not _sealed_is_there()

    aside = copies.put_back(tmp_path / "copy", at=NOON)

    assert size > 0
    assert _sealed_is_there()
    if aside is not None:
        assert aside.exists()
        for part in aside.parent.glob(f"{aside.name}*"):
            part.unlink()


def test_a_copy_shows_no_value_and_no_key(tmp_path):
    ring.seal(OWNER, "identity", b"Amber Heron Trading", binding=b"x")

    copies.take(tmp_path / "copy")

    assert b"Heron" not in (tmp_path / "copy").read_bytes()


def test_a_copy_is_closed_to_other_accounts(tmp_path):
    copies.take(tmp_path / "copy")

    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0


def test_a_copy_never_overwrites_a_file(tmp_path):
    (tmp_path / "copy").write_text("precious")

    with pytest.raises(CopyExists):
        copies.take(tmp_path / "copy")

    assert (tmp_path / "copy").read_text() == "precious"


@pytest.mark.parametrize("content", [b"", b"PGDM", b"SQLite format 3\0" + b"\0" * 4096, b"junk"])
def test_a_file_that_is_no_sound_copy_changes_nothing(tmp_path, content):
    ring.seal(OWNER, "identity", b"Amber Heron", binding=b"x")
    (tmp_path / "copy").write_bytes(content)

    with pytest.raises(CopyUnreadable):
        copies.put_back(tmp_path / "copy", at=NOON)

    assert _sealed_is_there()


def test_a_damaged_copy_is_noticed_before_anything_is_replaced(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("pg_restore checks its own format, in one transaction")
    ring.seal(OWNER, "identity", b"Amber Heron", binding=b"x")
    copies.take(tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "copy").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(CopyUnreadable):
        copies.put_back(tmp_path / "copy", at=NOON)

    assert _sealed_is_there()
