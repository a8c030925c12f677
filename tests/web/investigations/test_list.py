"""The list of cases and what of them waits on Today."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from muniment.core.clock import frozen
from muniment.investigations import services
from muniment.investigations.domain.advice import Terms, Way
from muniment.people import queries as people
from muniment.web.investigations.today import cards
from tests.app.investigations.cases import opened
from tests.web.investigations.conftest import SWAP, text
from tests.world import NOON


def test_an_empty_list_explains_what_a_case_is_for(world, as_):
    page = text(as_("ada").get("/cases/"))

    assert "No case yet" in page
    assert 'href="/cases/new/"' in page


def test_the_list_shows_both_numbers_and_no_name_of_the_customer(world, as_):
    opened(world)

    page = text(as_("kai").get("/cases/"))

    assert "C-2026-0001" in page
    assert "too little is known" in page
    assert "0&nbsp;%" in page
    assert "Nordlicht" not in page


def test_a_salesperson_sees_her_own_cases_and_a_manager_all(world, as_):
    opened(world, "ada")
    opened(world, "ben")

    assert text(as_("ada").get("/cases/")).count("C-2026-") == 2  # her own, and the search's hint
    assert text(as_("mia").get("/cases/")).count("C-2026-") == 3


def test_the_list_is_narrowed_by_state_risk_lead_due_day_and_words(world, as_):
    case_id = opened(world, "mia")
    opened(world, "ada")
    services.watch_case(case_id=case_id, every_days=7, by=world.actor("mia"), at=NOON)
    mia = as_("mia")

    def shown(**told):
        return text(mia.get("/cases/", told, headers=SWAP)).count("C-2026-")

    with frozen(NOON + timedelta(days=8)):
        mia = as_("mia")
        assert shown() == 2
        assert shown(mine="on") == 1
        assert shown(due="on") == 1
        assert shown(risk="insufficient") == 2
        assert shown(state="closed") == 0
        assert shown(text="0002") == 1
        assert "No case fits" in text(mia.get("/cases/", {"state": "closed"}))


def test_the_list_costs_the_same_for_many_cases_as_for_one(world, as_):
    opened(world)
    mia = as_("mia")
    mia.get("/cases/")
    with CaptureQueriesContext(connection) as few:
        mia.get("/cases/")
    for name in ("ada", "ben", "mia"):
        opened(world, name)

    with CaptureQueriesContext(connection) as many:
        mia.get("/cases/")

    assert len(many) == len(few) <= 8


def told(world, name, at=NOON):
    reader = people.reader(world.id(name))
    assert reader is not None
    with CaptureQueriesContext(connection) as asked:
        found = cards(reader, at)
    assert len(asked) <= 1
    return {card.icon: card.count for card in found}


def test_today_shows_verdicts_to_approve_due_cases_and_open_ones(world):
    case_id = opened(world)
    services.watch_case(case_id=case_id, every_days=7, by=world.actor("ada"), at=NOON)
    services.decide(
        case_id=case_id, terms=Terms(Way.OPEN_ACCOUNT, days=90), reason="They buy tiles.",
        by=world.actor("ada"), at=NOON,
    )  # fmt: skip
    later = NOON + timedelta(days=8)

    assert told(world, "ada") == {"user-search": 1}
    assert told(world, "ada", later) == {"user-search": 1, "repeat": 1}
    assert told(world, "fin", later) == {"gavel": 1}
    assert told(world, "kai", later) == {"gavel": 1, "repeat": 1}
    assert told(world, "cy", later) == {}
