"""Two cases that share a telephone and a bank account, among others that share nothing."""

from uuid import UUID

import pytest

from muniment.investigations import services
from muniment.investigations.runner import run_checks
from muniment.investigations.services import Occasion
from tests.web.customs_data.conftest import enters, world
from tests.world import NOON, World

__all__ = ["enters", "tied", "world"]

PHONE = {
    "company.name": ["Silver Heron Trading LLC"], "contact.phone": ["+971 50 123 4567"],
    "bank.account": ["AE070331234567890123456"],
}  # fmt: skip
SISTER = PHONE | {"company.name": ["Golden Ibis General Trading LLC"]}


@pytest.fixture
def tied(world: World) -> UUID:
    """Open the cases and compare; give the case in which the tie stands."""
    services.open_case(facts=SISTER, occasion=Occasion("dispute"), by=world.actor("ben"), at=NOON)
    for number in range(20):
        services.open_case(
            facts={"company.name": [f"Firm {number} of its own"]}, by=world.actor("ben"), at=NOON
        )
    case_id = services.open_case(facts=PHONE, by=world.actor("ada"), at=NOON)
    run_checks(case_id=case_id, ids=["hands.same"], by=world.actor("ada"), at=NOON)
    return case_id
