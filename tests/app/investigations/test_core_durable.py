"""The real order of commits: no test transaction around anything."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from muniment.core.clock import frozen
from muniment.investigations import gate, rechecking, services
from muniment.investigations.checks.hands import SameHandsCheck
from muniment.investigations.checks.lists import DeniedPartiesCheck, DisputesCheck
from muniment.investigations.domain.checks import Outcome, Result
from muniment.investigations.runner import run_checks
from muniment.investigations.services import Occasion
from muniment.jobs import services as jobs
from muniment.ledger import halt
from muniment.ledger.health import LedgerUnavailable
from tests.app.investigations.cases import Scripted, found, opened
from tests.world import NOON, World
from tests.world import world as build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:  # the company, really committed
    with frozen(NOON):
        return build()


def test_a_whole_case_runs_outside_any_transaction(world: World, installed) -> None:
    check = Scripted(result=Result(Outcome.DONE, found=(found(),)))
    installed(check, SameHandsCheck(), DeniedPartiesCheck(), DisputesCheck())
    dossier_id = world.dossier("ada")
    opened(world, "ben")
    case_id = services.open_case_for_dossier(
        dossier_id=dossier_id, occasion=Occasion("order"), by=world.actor("ada"), at=NOON
    )
    services.watch_case(case_id=case_id, every_days=1, by=world.actor("ada"), at=NOON)

    services.queue_run(case_id=case_id, by=world.actor("ada"), at=NOON)
    assert jobs.work_off(at=NOON) >= 1
    rechecking.recheck(case_id, at=NOON)
    rechecking.rescreen(at=NOON)
    rechecking.follow_ledger(by=rechecking.HOUSE, at=NOON)
    services.blacklist_case(
        case_id=case_id, reason="Refused goods.", by=world.actor("kai"), at=NOON
    )
    assert rechecking.rescreen(at=NOON) == 2  # the case of the same name as well

    file = gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON)
    outcomes = {row.id: row.run.outcome for row in file.checks if row.run}
    assert outcomes["test.scripted"] is Outcome.DONE
    assert Outcome.FAILED not in outcomes.values()
    assert gate.verify_evidence(reader=world.actor("kai"), case_id=case_id, at=NOON).is_whole


def test_a_case_cannot_be_read_inside_a_transaction_that_could_undo_the_look(
    world: World,
) -> None:
    case_id = opened(world)

    with transaction.atomic(), pytest.raises(RuntimeError):
        gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON)


def test_no_log_no_look_and_no_run(world: World, installed) -> None:
    installed(Scripted())
    case_id = opened(world)
    halt.halt("test", {}, at=NOON)

    try:
        with pytest.raises(LedgerUnavailable):
            gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON)
        with pytest.raises(LedgerUnavailable):
            run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)
    finally:
        halt.lift("test", {}, at=NOON)


def test_a_case_about_a_customer_costs_few_queries_too(world: World, installed) -> None:
    many = tuple(found(key=str(number)) for number in range(200))
    installed(Scripted(result=Result(Outcome.DONE, found=many)))
    case_id = services.open_case_for_dossier(
        dossier_id=world.dossier("ada"), occasion=Occasion("order"), by=world.actor("ada"), at=NOON
    )
    run_checks(case_id=case_id, by=world.actor("ada"), at=NOON)
    gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON)

    with CaptureQueriesContext(connection) as again:
        file = gate.read_case(reader=world.actor("ada"), case_id=case_id, at=NOON)

    assert len(file.findings) == 200
    assert len(again) <= 13
