"""What lies in the spool is sealed, whole, and goes in time."""

import io
import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muniment.core.ids import new_id
from muniment.intake import queries, services, spool
from muniment.intake.domain.plan import Kind
from muniment.keys.ring import SealBroken
from tests.app.intake.conftest import CUSTOMERS
from tests.company import NOON

CHUNK = spool.CHUNK


def put(data: bytes, step: int = 70_000) -> spool.Spooled:
    with spool.Writer(new_id(), "file") as writer:
        for start in range(0, len(data), step):
            writer.write(data[start : start + step])
        return writer.finish()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_what_goes_in_comes_out(house, size):
    data = os.urandom(size)
    spooled = put(data)
    assert spooled.size == size
    with spool.open_sealed(spooled.owner, "file") as stream:
        assert stream.read() == data


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_reading_may_start_anywhere(house, data):
    whole = b"".join(number.to_bytes(4, "big") for number in range(40_000))
    spooled = put(whole)
    clear = io.BytesIO(whole)
    with spool.open_sealed(spooled.owner, "file") as stream:
        for _ in range(8):
            place = data.draw(st.integers(0, len(whole) + 5))
            length = data.draw(st.integers(0, 100_000))
            assert stream.seek(place) == clear.seek(place)
            assert stream.read(length) == clear.read(length)
        assert stream.seek(-10, io.SEEK_END) == clear.seek(-10, io.SEEK_END)
        assert stream.read() == clear.read()


def test_no_byte_of_the_file_lies_in_the_clear(house):
    spooled = put(b"Nordic Lamp ApS," * 10_000)
    assert b"Nordic" not in spool.path_of(spooled.owner, "file").read_bytes()


@pytest.mark.parametrize("harm", ["flip", "cut", "swap", "append"])
def test_a_changed_cut_or_rearranged_file_is_noticed(house, harm):
    spooled = put(os.urandom(3 * CHUNK))
    path = spool.path_of(spooled.owner, "file")
    raw, step = path.read_bytes(), CHUNK + 45
    harmed = {
        "flip": raw[:100] + bytes([raw[100] ^ 1]) + raw[101:],
        "cut": raw[: 2 * step],
        "swap": raw[step : 2 * step] + raw[:step] + raw[2 * step :],
        "append": raw + raw[:step],
    }[harm]
    path.write_bytes(harmed)
    with pytest.raises(SealBroken), spool.open_sealed(spooled.owner, "file") as stream:
        stream.read()


def test_an_upload_that_breaks_off_leaves_no_file(house):
    owner = new_id()

    def breaks_off() -> None:
        with spool.Writer(owner, "file") as writer:
            writer.write(b"x" * CHUNK * 2)
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        breaks_off()
    assert not spool.path_of(owner, "file").exists()


def test_an_erased_file_is_gone_even_from_a_backup(house):
    spooled = put(b"secret" * 100)
    path = spool.path_of(spooled.owner, "file")
    backup = path.read_bytes()
    spool.erase(spooled.owner, "file", at=NOON)
    path.write_bytes(backup)
    with pytest.raises(spool.SpoolMissing):
        spool.open_sealed(spooled.owner, "file")


def test_reports_and_names_go_after_thirty_days(intake):
    run_id = intake.receives(Kind.CUSTOMERS, CUSTOMERS + "C4,,Atlantis,,,,\n", name="May.csv")
    intake.checks(run_id)
    intake.loads(run_id, good=True)
    ada = intake.company.actor("ada")

    services.tidy(at=NOON + timedelta(days=29))
    assert queries.run(ada, run_id).name == "May.csv"
    assert services.tidy(at=NOON + timedelta(days=31))["reports"] == 1
    assert queries.run(ada, run_id).name == ""
    with pytest.raises(spool.SpoolMissing):
        queries.report(ada, run_id)


def test_an_upload_nobody_went_on_with_goes_after_a_week(intake, house):
    run_id = intake.receives(Kind.CUSTOMERS, CUSTOMERS)
    services.tidy(at=NOON + timedelta(days=8))
    assert queries.run(intake.company.actor("ada"), run_id).state == "given_up"
    assert not list((house / "spool").iterdir())


def test_what_a_broken_upload_left_goes_after_a_day(intake, house):
    spooled = put(b"left behind")
    done = services.tidy(at=datetime.now(UTC) + timedelta(days=2))
    assert done["strays"] == 1
    assert not spool.path_of(spooled.owner, "file").exists()
