import sys
import time

import pytest

from muniment.run import children
from muniment.run.children import Child
from muniment.run.parenthood import PARENT


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Make a small module that `python -m` can run."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def write(code: str) -> list[str]:
        (tmp_path / "smallchild.py").write_text(code)
        return ["smallchild"]

    return write


def _soon(child, condition, seconds=20.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        child.tend()
        time.sleep(0.02)


def test_a_child_that_ends_is_started_again_after_a_wait(module):
    child = Child("small", module("raise SystemExit(3)"), beat=lambda: 0.0)

    _soon(child, lambda: child.restarts == 2)

    assert child.last_exit == 3
    child.wait_or_kill(0.0)


def test_a_child_is_well_once_it_has_given_a_sign_of_life(module):
    child = Child("small", module("import time; time.sleep(60)"), beat=time.time)
    child.tend()
    assert not child.is_well

    child.tend()

    assert child.is_well
    child.wait_or_kill(0.0)


def test_a_child_that_falls_silent_is_killed_and_started_again(module, monkeypatch):
    monkeypatch.setattr(children, "GRACE_SECONDS", 0.3)
    child = Child("small", module("import time; time.sleep(60)"), beat=lambda: 0.0)

    _soon(child, lambda: child.restarts == 1)

    assert child.last_exit == -9
    child.wait_or_kill(0.0)


def test_a_child_that_ignores_the_request_to_stop_is_killed(module, tmp_path):
    ready = tmp_path / "ready"
    code = (
        "import signal, time, pathlib\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"pathlib.Path({str(ready)!r}).touch()\n"
        "time.sleep(60)\n"
    )
    child = Child("small", module(code), beat=lambda: 0.0)
    _soon(child, ready.exists)

    child.ask_to_stop()
    child.wait_or_kill(time.time() + 0.3)

    assert child.last_exit == -9
    assert child.process is None


def test_a_child_whose_parent_is_gone_does_not_begin(module, monkeypatch, tmp_path):
    if sys.platform != "linux":
        pytest.skip("only Linux tells a child that its parent died")
    code = "from muniment.run import parenthood\nparenthood.die_with_parent()\nraise SystemExit(0)"
    monkeypatch.setattr(children, "as_parent", lambda environ: environ | {PARENT: "1"})
    monkeypatch.setenv("PYTHONPATH", ":".join([*filter(None, sys.path), str(tmp_path)]))
    child = Child("small", module(code), beat=lambda: 0.0)

    _soon(child, lambda: child.last_exit is not None)

    assert child.last_exit == 1
    child.wait_or_kill(0.0)
