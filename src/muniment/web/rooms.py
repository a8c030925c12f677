"""Which rooms have pages here, and what each one brings along.

A room of pages is a package in this folder. It may bring `urls.py` (`PREFIX`, `app_name`,
`urlpatterns`) and `today.py` (`cards`): both are found here, so nobody edits a list.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType


def modules(name: str) -> list[ModuleType]:
    """Import the module of this name from every room of pages that has one, in order of names."""
    here = Path(__file__).parent
    rooms = sorted(entry.name for entry in here.iterdir() if (entry / "__init__.py").exists())
    wanted = [f"{__package__}.{room}.{name}" for room in rooms]
    return [import_module(path) for path in wanted if find_spec(path)]
