"""Whoever imports any part of the house adds up on one thread."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TASKS = Path("/proc/self/task")
SUM = """
import muniment
import os
import numpy as np
many = np.ones(1_000_000)
assert many @ many == 1_000_000
print(len(os.listdir("/proc/self/task")))
"""


def _threads(**environ: str) -> int:
    """How many threads a process has that added up a million numbers."""
    told = {name: it for name, it in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", SUM], env=told | environ, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@pytest.mark.skipif(not TASKS.exists(), reason="threads are counted in /proc")
def test_a_sum_of_many_numbers_starts_no_threads():
    assert _threads() == 1


@pytest.mark.skipif(not TASKS.exists() or os.cpu_count() == 1, reason="needs /proc and two cores")
def test_whoever_wants_more_threads_may_have_them():
    assert _threads(OPENBLAS_NUM_THREADS="2") == 2
