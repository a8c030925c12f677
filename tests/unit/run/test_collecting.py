"""What a long-lived process loads at its start is never collected, and pages seldom."""

import os
import subprocess
import sys
from pathlib import Path

from muniment.run.collecting import NEWBORN

_ASK = """
import gc
import muniment.run.wsgi
print(gc.get_freeze_count(), gc.get_threshold()[0])
"""


def test_a_web_process_does_not_look_through_what_it_loaded_again(tmp_path: Path):
    settings = {"MUNIMENT_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "muniment.site.settings"}
    asked = subprocess.run(
        [sys.executable, "-c", _ASK], env=os.environ | settings,
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    frozen, newborn = map(int, asked.stdout.split()[-2:])

    assert frozen > 10_000
    assert newborn == NEWBORN
