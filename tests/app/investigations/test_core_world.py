"""Worlds: the same checks without a case, settings of connectors, the own list."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from muniment.core import config as configuration
from muniment.investigations import gate, services
from muniment.investigations.connectors import setting
from muniment.investigations.domain.checks import Mode, Outcome, Result, Subject
from muniment.investigations.runner import answer_of
from muniment.investigations.world import LooseWorld
from muniment.screening.services import read_own
from tests.app.investigations.cases import Scripted, opened
from tests.world import NOON, World

SUBJECT = Subject({"contact.email": ("a@b.example",)}, NOON.date())


def test_a_check_runs_without_a_case_and_its_evidence_lies_in_a_folder(tmp_path: Path) -> None:
    def look(subject, world):
        return Result(Outcome.DONE, detail={"sha": world.keep(b"seen", kind="x", source="y")})

    world = LooseWorld(configuration.load(), SUBJECT, folder=tmp_path)

    result = answer_of(Scripted(act=look), SUBJECT, world)

    sha = hashlib.sha256(b"seen").hexdigest()
    assert result.detail == {"sha": sha}
    assert (tmp_path / sha).read_bytes() == b"seen"
    assert json.loads((tmp_path / "index.jsonl").read_text())["sha256"] == sha


def test_offline_holds_without_a_case_too() -> None:
    world = LooseWorld(replace(configuration.load(), offline=1), SUBJECT)

    for kind in ("fetch", "resolve"):

        def ask(subject, world, kind=kind):
            return getattr(world, kind)(*{"fetch": ["https://x.example"]}.get(kind, ["x", "MX"]))

        result = answer_of(Scripted(act=ask, mode=Mode.LIVE), SUBJECT, world)
        assert (result.outcome, result.reason) == (Outcome.UNAVAILABLE, "offline")
    assert world.pieces == []


def test_settings_of_connectors_come_from_a_file_and_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = replace(configuration.load(), data=tmp_path)
    assert setting(told, "gleif.url") == ""

    (tmp_path / "connectors.toml").write_text('[gleif]\nurl = "http://one"\n[yente]\nkey = "k"\n')
    assert setting(told, "gleif.url") == "http://one"
    assert setting(told, "yente.key") == "k"

    monkeypatch.setenv("MUNIMENT_CONNECTOR_GLEIF_URL", "http://two")
    assert setting(told, "gleif.url") == "http://two"


def test_a_broken_file_of_connectors_says_where(tmp_path: Path) -> None:
    (tmp_path / "connectors.toml").write_text("[gleif")

    with pytest.raises(configuration.ConfigInvalid, match="connectors"):
        setting(replace(configuration.load(), data=tmp_path), "gleif.url")


def test_a_company_is_put_on_the_own_list_and_suspected_again(world: World) -> None:
    told = {"reason": "Refused goods twice.", "by": world.actor("kai"), "at": NOON}
    first = services.blacklist_case(case_id=opened(world), **told)

    assert services.blacklist_case(case_id=opened(world), **told) == first

    rows = read_own(by=world.actor("kai"), at=NOON)
    assert [(row.id, row.suspected >= 2) for row in rows] == [(first, True)]
    with pytest.raises(Exception, match="not_yours"):
        services.blacklist_case(case_id=opened(world), reason="no", by=world.actor("ada"), at=NOON)


def test_a_guess_is_not_confirmed_by_adding_it(world: World) -> None:
    dossier_id = world.dossier("ada")
    case_id = services.open_case_for_dossier(
        dossier_id=dossier_id, occasion=services.Occasion("order"), by=world.actor("ada"), at=NOON
    )
    services.assign_case(case_id=case_id, owner_id=world.id("ben"), by=world.actor("olga"), at=NOON)

    for guess in ("Nordlicht Handels GmbH", "Suedlicht GmbH"):
        assert services.add_facts(
            case_id=case_id, facts={"company.name": [guess]}, by=world.actor("ben"), at=NOON
        )
    kept = services.add_evidence(
        case_id=case_id, content=b"+49 30 1", kind="paste", source="x", by=world.actor("ada"),
        at=NOON,
    )  # fmt: skip
    assert kept.sha256 not in repr(
        gate.read_case(reader=world.actor("ben"), case_id=case_id, at=NOON)
    )
