"""The case's own page: two numbers, the strategy, findings, what is known, who looked."""

import re

import pytest

from muniment.core.money import Money
from muniment.investigations import services
from muniment.investigations.domain.checks import Mode, Outcome, Result, Step
from muniment.investigations.runner import run_checks
from muniment.investigations.services import Occasion
from tests.app.investigations.cases import FACTS, Scripted, found, opened
from tests.web.investigations.conftest import text
from tests.world import NOON


def test_a_case_shows_two_numbers_the_strategy_and_what_was_not_checked(world, as_):
    case_id = services.open_case(
        facts=FACTS, occasion=Occasion(at_risk=Money("USD", 1_250_000)), by=world.actor("ada"),
        at=NOON,
    )  # fmt: skip

    page = text(as_("ada").case(case_id))

    assert "too little is known" in page
    assert "55 % are needed for 12,500.00 USD at risk" in page
    assert 'href="#step-lists"' in page
    assert "checks were not reached" in page
    assert "run by themselves" in page
    assert "Nordlicht Handels GmbH" in page
    assert "Your reading is on record." in page
