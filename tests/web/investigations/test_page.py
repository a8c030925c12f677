"""The case's own page: two numbers, the strategy, findings, what is known, who looked."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from muniment.core.clock import frozen
from muniment.core.money import Money
from muniment.investigations import gate, services
from muniment.investigations.domain.checks import Mode, Outcome, Result, Step
from muniment.investigations.runner import run_checks
from muniment.investigations.services import Occasion
from tests.app.investigations.cases import FACTS, Scripted, found, opened
from tests.web.investigations.conftest import text
from tests.world import NOON


def read(world, case_id, name="ada"):
    return gate.read_case(reader=world.actor(name), case_id=case_id, at=NOON)


def ran(world, case_id, *checks):
    run_checks(case_id=case_id, ids=checks or None, by=world.actor("ada"), at=NOON)


def test_a_case_shows_two_numbers_the_strategy_and_what_was_not_checked(world, as_):
    case_id = services.open_case(
        facts=FACTS, occasion=Occasion(at_risk=Money("USD", 1_250_000)), by=world.actor("ada"),
        at=NOON,
    )  # fmt: skip

    page = text(as_("ada").case(case_id))

    assert "too little is known" in page
    assert "55 % are needed for 12,500.00 USD at risk" in page
    assert 'href="#step-lists"' in page
    assert "checks have no answer yet" in page
    assert "run by themselves" in page
    assert "Nordlicht Handels GmbH" in page
    assert "Your reading is on record." in page


def test_a_click_on_any_step_of_the_chart_leads_somewhere_on_the_page(world, as_):
    page = text(as_("ada").case(opened(world)))

    linked = set(re.findall(r'href="#(step-\w+)"', page))
    placed = set(re.findall(r'id="(step-\w+)"', page))

    assert len(linked) == len(Step)
    assert linked == placed


def test_a_case_with_200_findings_costs_at_most_15_queries(world, as_, installed):
    case_id = opened(world)
    seen = tuple(found(key=f"k{number}", facts={"name": "Lund"}) for number in range(200))
    installed(Scripted(result=Result(Outcome.DONE, seen)))
    ran(world, case_id)
    ada = as_("ada")
    ada.case(case_id)

    with _counted() as asked:
        page = text(ada.case(case_id))

    assert page.count("does not know Lund") == 200
    assert len(asked) <= 15, "\n".join(one["sql"][:160] for one in asked)


def _counted() -> CaptureQueriesContext:

    return CaptureQueriesContext(connection)


def test_every_number_opens_to_its_findings(world, as_, installed):
    case_id = opened(world)
    seen = found(facts={"name": "Lund"}, excerpt="Our team: Weber, Klein", confidence=90)
    installed(Scripted(result=Result(Outcome.DONE, (seen,))))
    ran(world, case_id)

    page = text(as_("ada").case(case_id))

    assert 'href="#dim-contact"' in page
    assert 'id="dim-contact"' in page
    assert "Our team: Weber, Klein" in page
    assert "weight 20, 90 % sure" in page
    assert "+18" in page


def test_what_needs_a_person_is_said_with_its_task_and_its_price(world, as_, installed):
    case_id = opened(world)
    asks = Result(Outcome.NEEDS_PERSON, task="Call the switchboard.")
    installed(Scripted(mode=Mode.MANUAL, minutes=5, result=asks))
    ran(world, case_id)

    page = text(as_("ada").case(case_id))

    assert "Next and cheapest:" in page
    assert "Call the switchboard." in page
    assert "About 5 minutes" in page


def test_a_check_that_lacks_a_fact_says_which_and_leads_to_the_form(world, as_, installed):
    case_id = opened(world)
    installed(Scripted(needs=(frozenset({"company.website"}),)))
    ran(world, case_id)

    page = text(as_("ada").case(case_id))

    assert "It lacks something: Website." in page
    assert 'data-fact="company.website"' in page


def test_a_source_that_did_not_answer_never_reads_as_clean(world, as_, installed):
    case_id = opened(world)
    installed(Scripted(result=Result(Outcome.UNAVAILABLE, reason="timeout")))
    ran(world, case_id)

    page = text(as_("ada").case(case_id))

    assert "no answer in time" in page
    assert "too little is known" in page
    assert "very low risk" not in page


def test_who_looked_is_told_with_its_entry_and_refusals_too(world, as_):
    case_id = opened(world)
    as_("kai").case(case_id)
    assert as_("ben").case(case_id).status_code == 403

    page = text(as_("ada").case(case_id, "looks"))

    assert "Kai" in page
    assert "read the case" in page
    assert "was refused" in page
    assert page.count('class="m-timeline-event ') == 3


@pytest.mark.parametrize("name", ["cy", "cus", "sam", "eve"])
def test_people_without_cases_do_not_come_in(world, as_, name):
    case_id = opened(world)

    assert as_(name).case(case_id).status_code == 403
    assert as_(name).get("/cases/").status_code == 403
    assert 'href="/cases/"' not in text(as_(name).get("/"))


def test_what_the_dossier_masks_stays_masked_in_the_case(world, as_):
    dossier_id = world.dossier("ada")
    case_id = services.open_case_for_dossier(
        dossier_id=dossier_id, occasion=Occasion("dossier"), by=world.actor("ada"), at=NOON
    )

    page = text(as_("fin").case(case_id))

    assert "einkauf@nordlicht-handel.example" not in page
    assert "Parts of the case are not open to you" in page


def test_a_case_is_handed_over_closed_and_reopened_each_on_a_page_that_asks(world, as_):
    case_id, mia = opened(world), as_("mia")

    assert "Hand the case over" in text(mia.case(case_id, "act", "assign"))
    assert mia.does(case_id, "act", "assign", owner=str(world.id("ben"))).status_code == 302
    assert "led by Ben" in text(mia.case(case_id))
    assert mia.does(case_id, "act", "close", reason=".").status_code == 422
    assert mia.does(case_id, "act", "close", reason="They went elsewhere.").status_code == 302
    assert mia.does(case_id, "act", "reopen", reason="They came back.").status_code == 302
    assert read(world, case_id, "mia").head.state == "open"


def test_a_salesperson_hands_no_case_over_and_nobody_does_what_is_unknown(world, as_):
    case_id = opened(world)

    assert as_("ada").does(case_id, "act", "assign", owner=str(world.id("ben"))).status_code == 403
    assert as_("mia").case(case_id, "act", "burn").status_code == 404


def test_a_due_case_says_so_until_somebody_looked(world, as_):
    case_id = opened(world)
    services.watch_case(case_id=case_id, every_days=7, by=world.actor("ada"), at=NOON)

    with frozen(NOON + timedelta(days=8)):
        ada = as_("ada")
        assert "the re-check is due" in text(ada.case(case_id))
        assert ada.does(case_id, "act", "settle").status_code == 302


def test_the_overview_alone_is_for_the_page_that_asks_for_it(world, as_):
    case_id, ada = opened(world), as_("ada")

    assert ada.case(case_id, "overview").status_code == 302
    part = ada.get(f"/cases/{case_id}/overview/", headers={"HX-Request": "true"})
    assert text(part).lstrip().startswith('<section id="overview"')
