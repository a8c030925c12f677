"""The look-back counts what left the house, and whose customers were read."""

import json
from datetime import timedelta

from muniment.handover.lookback import record_of
from muniment.touches import services as touches
from muniment.vault import services as custody
from muniment.vault.domain.states import Duty
from tests.app.handover.cast import customer
from tests.world import NOON, World

NOTICE = NOON + timedelta(hours=1)


def _told(world: World) -> dict:
    plain, _ = record_of(world.id("ada"), until=NOTICE)
    return json.loads(plain)


def test_a_calendar_address_counts_as_a_copy(world: World) -> None:
    assert _told(world)["figures"]["copies"] == 0

    touches.make_feed(by=world.actor("ada"), at=NOON)

    assert _told(world)["figures"]["copies"] == 1


def test_a_customer_that_she_deputised_is_not_anothers(world: World) -> None:
    deputised = customer(world, "ben")
    custody.assign_custody(
        dossier_id=deputised, person_id=world.id("ada"), duty=Duty.DEPUTY, reason="cover",
        by=world.actor("mia"), at=NOON,
    )  # fmt: skip

    world.look("ada", deputised, at=NOON + timedelta(minutes=5))

    told = _told(world)
    assert [one["hers"] for one in told["looks"]] == [True]
    assert told["figures"]["others"] == 0
