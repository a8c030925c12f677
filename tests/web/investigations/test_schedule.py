"""The page on which the house is told to open cases by itself."""

from django.urls import reverse

from muniment.core.actor import HOUSE
from muniment.investigations import queries, scheduling
from tests.web.investigations.conftest import text
from tests.world import NOON

PAGE = "cases:schedule"
RULE = {"is_on": "on", "months": "12", "a_week": "1", "first": "newest", "lead": "keeper"}


def test_a_house_that_nobody_told_opens_no_cases_and_says_so(world, as_):
    heron = world.dossier("ada")
    page = text(as_("olga").get(reverse(PAGE)))

    assert "The schedule is off." in page
    assert "1 customer wants a case by this rule." in page
    assert reverse("customers:dossier", args=[heron]) in page
    assert "Nordlicht" not in page


def test_looking_ahead_changes_nothing(world, as_):
    world.dossier("ada")
    world.dossier("ben")
    page = text(as_("kai").post(reverse(PAGE), {**RULE, "step": "preview"}))

    assert "This rule would open now" in page
    assert "2 customers want a case by this rule." in page
    assert "1 case is left for these seven days." in page
    assert queries.schedules() == []


def test_the_rule_that_was_set_opens_what_the_page_foretold(world, as_):
    world.dossier("ada")
    answer = as_("kai").post(reverse(PAGE), {**RULE, "step": "set"})
    assert answer.status_code == 302
    assert scheduling.open_cases(at=NOON) == 1

    page = text(as_("kai").get(reverse(PAGE)))
    assert "The schedule is on." in page
    assert "It opened 1 case in the last seven days." in page
    assert "Nobody wants a case" in page


def test_a_rule_out_of_bounds_is_said_beside_its_field(world, as_):
    answer = as_("kai").post(reverse(PAGE), {**RULE, "a_week": "0", "step": "set"})

    assert answer.status_code == 422
    assert queries.schedules() == []


def test_others_find_no_door_to_it(world, as_):
    for name in ("mia", "ada", "fin", "cy", "sam"):
        assert as_(name).get(reverse(PAGE)).status_code == 403
    assert reverse(PAGE) not in text(as_("mia").get(reverse("cases:index")))
    assert reverse(PAGE) in text(as_("kai").get(reverse("cases:index")))


def test_the_ledger_says_who_set_the_rule_and_that_the_house_opened_the_case(world, as_):
    world.dossier("ada")
    as_("kai").post(reverse(PAGE), {**RULE, "step": "set"})
    scheduling.open_cases(at=NOON)

    (entry,) = world.entries("investigations.schedule.set")
    assert entry.facts["number"] == 1
    assert world.entries("investigations.case.opened")[-1].actor == HOUSE.ref
