"""When the answer of a check no longer holds."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from muniment.investigations.assessing import is_stale
from muniment.investigations.checks.lists import CLEAR_DAYS, DeniedPartiesCheck
from muniment.investigations.checks.outside_lists import OpenSanctions

RUN_AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = RUN_AT + timedelta(hours=1)


def told_later(check, code):
    run = SimpleNamespace(
        started_at=RUN_AT, ended_at=RUN_AT, by_person=False, version=check.version
    )
    fact = SimpleNamespace(code=code, state="adopted", state_at=LATER)
    return is_stale(check, run, [fact], LATER)


@pytest.mark.parametrize("check", [DeniedPartiesCheck(), OpenSanctions()])
@pytest.mark.parametrize(
    "code", ["company.name", "deal.consignee", "deal.payer", "bank.name", "deal.vessel"]
)
def test_a_party_that_came_after_the_lists_were_asked_is_not_screened(check, code):
    assert told_later(check, code)


def test_a_fact_that_no_list_is_asked_about_changes_nothing():
    assert not told_later(DeniedPartiesCheck(), "deal.incoterm")


def test_a_clean_answer_does_not_outlive_its_check():
    assert DeniedPartiesCheck.max_age_days >= CLEAR_DAYS
