"""The same through every door: what a verb can do, a program can do."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from muniment import api
from muniment.customs_data import services as customs_data
from muniment.exposure import services as exposure
from muniment.handover import services as handover
from muniment.investigations import services as investigations
from muniment.screening import services as screening
from muniment.submissions import services as submissions
from muniment.touches import services as touches
from muniment.warning import services as warning

DOOR = Path(api.__file__).parent
EXCEPTIONS: Mapping[str, str] = {
    "muniment.screening.services.load_list": "load_lists takes one list or many",
    "muniment.customs_data.services.load": "the worker calls it for queue_load",
    "muniment.exposure.services.gather_lessons": "the worker gathers, once a week",
    "muniment.exposure.services.work_out": "the worker calls it for queue_survey",
    "muniment.warning.services.ask_managers": "the worker asks, once a week",
    "muniment.warning.services.score_house": "the worker calls it for queue_scores",
    "muniment.submissions.services.start_tail": "a hand-over that is complete starts it",
    "muniment.touches.services.move_duties": "a hand-over moves them",
    "muniment.touches.services.note_confirmed": "the customer's own answer does it",
}


def _verbs(room: ModuleType) -> Iterator[str]:
    """The functions of a room that somebody does: they name who, and when."""
    for name, told in inspect.getmembers(room, inspect.isfunction):
        names = set(inspect.signature(told).parameters)
        mine = told.__module__.startswith(room.__name__)
        if mine and not name.startswith("_") and {"by", "at"} <= names:
            yield f"{room.__name__}.{name}"


def _called() -> set[str]:
    """Every name that the door takes from a room, with the room that it comes from."""
    return {name for file in DOOR.glob("*.py") for name in _called_in(file)}


def _called_in(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    rooms = {
        one.asname or one.name: f"{node.module}.{one.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for one in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{rooms.get(node.value.id, '')}.{node.attr}"


ROOMS = (exposure, investigations, screening, customs_data, submissions, touches, warning, handover)


@pytest.mark.parametrize("room", ROOMS)
def test_every_verb_of_the_room_can_be_done_by_a_program(room):
    verbs = set(_verbs(room))
    assert len(verbs) >= 5

    assert verbs - _called() - set(EXCEPTIONS) == set()


def test_an_exception_that_is_no_longer_one_is_taken_off_the_list():
    verbs = {verb for room in ROOMS for verb in _verbs(room)}

    assert set(EXCEPTIONS) <= verbs
    assert not set(EXCEPTIONS) & _called()
