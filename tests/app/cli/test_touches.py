"""`muniment touches import`: the machine brings mailboxes in."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from muniment.cli.touches import group
from muniment.core.clock import frozen
from muniment.people.services.errors import PersonNotFound
from muniment.touches.models import Import, Touch
from tests.app.touches.letters import SERVER, answer, mail
from tests.world import NOON, World
from tests.world import world as build


@pytest.fixture
def world(db, settings) -> World:
    settings.CONFIG = replace(settings.CONFIG, mail_in_authserv=SERVER)
    return build()


@pytest.fixture
def box(tmp_path):
    path = tmp_path / "ada.mbox"
    mails = (mail(), answer(), b"no mail at all")
    path.write_bytes(b"".join(b"From x Mon May  4 09:00:00 2026\n" + it + b"\n" for it in mails))
    return path


def run(*words: object, say: str = "", code: int = 0):
    with frozen(NOON):
        result = CliRunner().invoke(
            group, [str(it) for it in words], input=say, standalone_mode=False
        )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.return_value == code
    return result.output


def test_a_dry_run_names_every_bad_mail_and_loads_nothing(world, box):
    world.dossier()

    told = run("import", box, "--person", "ada@house.example", "--dry-run", code=1)

    assert "3 in it, 2 to load" in told
    assert "mail 3" in told
    assert Touch.objects.count() == 0
    assert Import.objects.get().state == "given_up"


def test_the_good_ones_are_loaded_after_a_yes_and_what_the_machine_brings_counts_fully(world, box):
    world.dossier()
    words = ("import", box, "--person", "ADA@house.example")

    run(*words, say="n\n", code=1)
    assert Touch.objects.count() == 0
    run(*words, say="y\n", code=1)

    assert sorted(Touch.objects.values_list("trace", flat=True)) == ["", "mail"]


def test_for_programs_it_answers_in_json(world, box):
    world.dossier()

    [told] = json.loads(
        run("import", box, "--person", "ada@house.example", "--yes", "--json", code=1)
    )

    assert (told["new"], told["loaded"], len(told["bad"])) == (2, True, 1)


def test_nobody_of_that_address_is_named_so(world, box):
    with pytest.raises(PersonNotFound):
        run("import", box, "--person", "who@else.example")
