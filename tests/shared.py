"""The data that lie beside the repository, in `../shared/data`: real, and not ours to ship."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared" / "data"


def shared_data(folder: str) -> Path:
    """The folder, or a skipped test that says what is missing."""
    path = SHARED / folder
    if not path.is_dir():
        pytest.skip(f"shared data “{folder}” is not beside the repository (../shared/data)")
    return path
