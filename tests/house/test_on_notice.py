"""A manager on notice answers for nobody any more: her people's customers are out of her sight."""

from datetime import date

import pytest

from muniment.exposure import gate as exposure
from muniment.exposure.errors import ExposureShut
from muniment.ledger.services import drain
from muniment.people import services as staff
from muniment.submissions.errors import CreditNotFound, NotForLeaders
from muniment.submissions.reporting import read_credit, read_report
from muniment.submissions.services.asking import set_rhythm
from muniment.touches import gate as touches
from muniment.touches import services as touching
from muniment.touches.domain.duties import Part
from muniment.touches.domain.kinds import Kind
from muniment.touches.errors import TouchNotYours
from muniment.touches.services import NewTouch
from muniment.vault import services as vault
from muniment.vault.domain.states import Duty
from muniment.warning.errors import WarningNotYours
from muniment.warning.reading import read_winbacks
from tests.world import NOON, World
from tests.world import world as build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon")]


@pytest.fixture
def world() -> World:
    """Mia, who leads Ada, gives notice after Ada was in touch with a customer."""
    made = build()
    heron = made.dossier()
    told = NewTouch(kind=Kind.CALL, happened_on=NOON.date(), contacts="Maria")
    touching.log_touch(dossier_id=heron, touch=told, by=made.actor("ada"), at=NOON)
    staff.give_notice(
        person_id=made.id("mia"), notice_on=NOON.date(), last_day_on=date(2026, 6, 30),
        by=made.actor("olga"), at=NOON,
    )  # fmt: skip
    drain()
    return made


def test_she_sees_neither_coverage_nor_touches_of_her_people(world):
    (row,) = touches.read_coverage(reader=world.actor("ada"), at=NOON).coverage.rows
    hers = touches.read_coverage(reader=world.actor("mia"), at=NOON)
    told = touches.read_contact(
        reader=world.actor("mia"), dossier_id=row.kept.dossier_id, at=NOON
    )  # fmt: skip

    assert (hers.coverage.rows, hers.leads) == ((), False)
    assert (told.touches, told.shows_all, told.shows_words) == ((), False, False)


def test_she_sets_and_plans_nothing_for_them(world):
    (row,) = touches.read_coverage(reader=world.actor("ada"), at=NOON).coverage.rows
    heron = {"dossier_id": row.kept.dossier_id, "by": world.actor("mia"), "at": NOON}

    with pytest.raises(TouchNotYours):
        touching.set_duty(part=Part.KEEPER, days=10, **heron)
    with pytest.raises(TouchNotYours):
        touching.plan_visit(planned_on=NOON.date(), **heron)


def test_she_reads_no_report_no_credit_no_exposure_and_no_warning_of_them(world):
    mia = {"reader": world.actor("mia"), "at": NOON}

    with pytest.raises(CreditNotFound):
        read_report(**mia)
    with pytest.raises(CreditNotFound):
        read_credit(person_id=world.id("ada"), **mia)
    with pytest.raises(ExposureShut):
        exposure.read_house(**mia)
    with pytest.raises(WarningNotYours):
        read_winbacks(**mia)


def test_she_asks_the_company_for_nothing(world):
    mia = {"by": world.actor("mia"), "at": NOON}

    with pytest.raises(TouchNotYours):
        touching.set_default(part=Part.KEEPER, days=10, **mia)
    with pytest.raises(NotForLeaders):
        set_rhythm(weeks=1, weekday=0, **mia)


def test_a_seller_on_notice_reads_no_list_of_everybody_whom_she_ever_knew():
    made = build()
    made.dossier()
    former = made.dossier()
    vault.assign_custody(
        dossier_id=former, duty=Duty.KEEPER, person_id=made.id("ben"), reason="area",
        by=made.actor("olga"), at=NOON,
    )  # fmt: skip
    before = read_credit(reader=made.actor("ada"), person_id=made.id("ada"), at=NOON)
    staff.give_notice(
        person_id=made.id("ada"), notice_on=NOON.date(), last_day_on=date(2026, 6, 30),
        by=made.actor("olga"), at=NOON,
    )  # fmt: skip
    after = read_credit(reader=made.actor("ada"), person_id=made.id("ada"), at=NOON)

    assert former in {row.dossier_id for row in before}
    assert former not in {row.dossier_id for row in after}
