"""The pages of exposure: map, person, customer, pair, weights."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from muniment.exposure import queries
from muniment.exposure.domain.weights import Weights
from muniment.exposure.models import Lesson
from muniment.jobs import queries as jobs
from tests.app.exposure.scene import close_orders, scene
from tests.world import NOON

SHEET = {**Weights().sheet(), "start": 15, "share": 3.0}
"""As it is typed: the start in percent."""


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_before_the_first_survey_the_page_says_how_to_get_one(world, as_):
    mia = as_("mia")
    assert "Nothing is worked out yet" in words(mia.get(reverse("exposure:index")))

    answer = mia.post(reverse("exposure:again"), follow=True)
    assert "It is being worked out" in words(answer)
    assert {job.name for job in jobs.open_jobs()} == {"exposure.survey", "exposure.lessons"}


def test_the_map_draws_each_customer_with_its_number_and_a_table_beside_it(world, as_):
    alone, _ = scene(world)
    answer = as_("mia").get(reverse("exposure:index"))
    page = answer.content.decode()

    assert answer.status_code == 200
    assert page.count('class="p-tile"') == 2
    assert page.count(reverse("exposure:customer", args=[alone])) >= 2
    assert 'class="p-known-1"' in page
    assert 'class="p-known-3"' in page
    assert "$12.5k" in words(answer)
    assert "Alpha Ltd" not in page


def test_a_person_page_says_what_is_in_reach_and_which_rules_cause_it(world, as_):
    scene(world)
    answer = as_("mia").get(reverse("exposure:person", args=[world.id("ada")]))
    told = words(answer)

    assert answer.status_code == 200
    assert "Most of it comes from" in told
    assert "opens “Contacts” to: Salesperson, Keeper." in told
    assert "Touches go through this person × 4 " in told


def test_more_customers_of_a_person_stand_on_the_next_page(world, as_, monkeypatch):
    scene(world)
    monkeypatch.setattr("muniment.web.exposure.views._PAGE", 1)
    page = reverse("exposure:person", args=[world.id("ada")])
    first, second = (as_("mia").get(page, {"page": at}).content.decode() for at in (1, 2))

    told = [set(re.findall(r"/exposure/customers/[-0-9a-f]+/", it)) for it in (first, second)]
    assert [len(it) for it in told] == [1, 1]
    assert told[0] != told[1]
    assert "Page 1 of 2" in first
    assert 'rel="prev"' in second


@pytest.mark.usefixtures("noon")
def test_a_person_page_shows_what_was_read_week_by_week(world, as_):
    alone, _ = scene(world)
    world.look("ada", alone, at=NOON - timedelta(hours=1))
    answer = as_("mia").get(reverse("exposure:person", args=[world.id("ada")]))

    assert answer.status_code == 200
    assert "Week of Customers opened Looks" in words(answer)


def test_a_customer_page_says_what_a_deputy_changes(world, as_):
    alone, _ = scene(world)
    answer = as_("mia").get(reverse("exposure:customer", args=[alone]))

    assert "A deputy whom the customer comes to know takes" in words(answer)


def test_two_who_leave_together_are_shown_beside_each_alone(world, as_):
    scene(world)
    both = {"first": world.id("ada"), "second": world.id("ben")}
    answer = as_("mia").get(reverse("exposure:pair"), both)
    same = as_("mia").get(reverse("exposure:pair"), {**both, "second": both["first"]}, follow=True)

    assert "1 customer hangs on both" in words(answer)
    assert "Choose two different people." in words(same)


def test_the_form_for_two_begins_with_two_different_people(world, as_):
    scene(world)
    page = as_("mia").get(reverse("exposure:index")).content.decode()

    chosen = re.findall(r'<option value="([^"]+)" selected>', page)
    assert len(set(chosen)) == 2


@pytest.mark.parametrize("name", ["ada", "cy", "eve", "sam"])
def test_who_answers_for_nobody_is_refused(world, as_, name):
    scene(world)

    for page in (
        reverse("exposure:index"),
        reverse("exposure:person", args=[world.id("ada")]),
    ):
        assert as_(name).get(page).status_code == 403


def test_a_person_who_is_not_below_her_does_not_exist_for_a_manager(world, as_):
    answer = as_("mia").get(reverse("exposure:person", args=[world.id("cy")]))

    assert answer.status_code == 404


def test_weights_change_by_two_people_and_with_a_reason(world, as_):
    mia, olga = as_("mia"), as_("olga")
    without = mia.post(reverse("exposure:propose"), SHEET)
    assert without.status_code == 422
    assert queries.weights_versions() == ()

    told = {**SHEET, "reason": "our customers know each other"}
    assert "Proposed" in words(mia.post(reverse("exposure:propose"), told, follow=True))
    assert queries.weights_in_force() == Weights()
    assert mia.post(reverse("exposure:adopt", args=[1])).status_code == 403
    assert "Put these weights into force?" in words(olga.get(reverse("exposure:weights")))

    olga.post(reverse("exposure:adopt", args=[1]))
    assert (queries.weights_in_force().start, queries.weights_in_force().share) == (0.15, 3.0)
    assert "Start 15 % How likely" in words(mia.get(reverse("exposure:weights")))
    assert world.entries("exposure.weights.adopted")[0].facts == {"number": 1}


def test_whoever_proposed_cannot_adopt_and_may_withdraw(world, as_):
    olga = as_("olga")
    olga.post(reverse("exposure:propose"), {**SHEET, "reason": "fewer fairs"})

    assert olga.post(reverse("exposure:adopt", args=[1])).status_code == 403
    olga.post(reverse("exposure:withdraw", args=[1]))
    assert not queries.weights_versions()[0].is_open


def test_a_weight_that_would_decide_alone_is_refused_with_its_name(world, as_):
    told = {**SHEET, "share": 50, "reason": "x"}
    answer = as_("mia").post(reverse("exposure:propose"), told)

    assert answer.status_code == 422
    assert "less than or equal to 10" in words(answer)


def test_where_nobody_left_there_is_nothing_to_learn(world, as_):
    answer = as_("mia").get(reverse("exposure:weights"))
    assert "Nobody with customers left long enough ago" in words(answer)

    refused = as_("mia").post(reverse("exposure:learn"), {"reason": "try"})
    assert refused.status_code == 422
    assert "These are the weights that are in force." in words(refused)


def _lesson(world, dossier, evidence, person="ben", **signs):
    told = {"share": 0.9, "others": 0, "years": 3.0, "deputy": False, **signs}
    Lesson.objects.create(
        person_id=world.id(person), dossier_id=dossier, cut_on=NOON.date(), evidence=evidence,
        at=NOON, **told,
    )  # fmt: skip


def test_what_was_learnt_is_shown_with_its_interval_and_proposed_for_a_second_person(world, as_):
    for evidence in (3.0, 2.0, -1.0):
        _lesson(world, world.dossier("ada"), evidence)
    mia, olga = as_("mia"), as_("olga")
    page = words(mia.get(reverse("exposure:weights")))

    assert "3 customers were kept by somebody who left (1 departure)." in page
    assert "went along, as far as is known" not in page  # one leaver: that would point at him
    assert "In four cases of five between" in page

    mia.post(reverse("exposure:learn"), {"reason": "Ben left"})
    [row] = queries.weights_versions()
    proposed = words(olga.get(reverse("exposure:weights")))
    assert "Learnt from the departure of 1 person with 3 customers." in proposed
    low, high = row.between["share"]
    assert f"× {row.weights.share:.2f} × {low:.2f} – × {high:.2f}" in proposed

    olga.post(reverse("exposure:adopt", args=[1]))
    assert queries.weights_in_force() == row.weights
    assert "3 customers of leavers" in words(olga.get(reverse("exposure:weights")))


def test_from_three_leavers_on_the_page_says_how_many_went_along(world, as_):
    for person in ("ada", "ben", "cy"):
        _lesson(world, world.dossier("ada"), 3.0, person)

    assert "went along, as far as is known" in words(as_("mia").get(reverse("exposure:weights")))


def test_where_amounts_are_closed_the_pages_say_so_and_show_likelihoods(world, as_):
    alone, _ = scene(world)
    close_orders(world)
    both = {"first": world.id("ada"), "second": world.id("ben")}
    mia = as_("mia")
    pages = [
        mia.get(reverse("exposure:index")),
        mia.get(reverse("exposure:person", args=[world.id("ada")])),
        mia.get(reverse("exposure:customer", args=[alone])),
        mia.get(reverse("exposure:pair"), both),
    ]

    for answer in pages:
        assert answer.status_code == 200
        assert "The access table does not open the order history" in words(answer)
        assert "$" not in words(answer)
    assert pages[0].content.decode().count('class="p-tile"') == 2
    assert "off the likelihood" in words(pages[2])


def test_today_tells_a_manager_how_many_customers_know_one_of_us_or_nobody(world, as_):
    scene(world)

    assert "A customer knows one of us or nobody" in words(as_("mia").get("/"))
    assert "knows one of us or nobody" not in words(as_("ada").get("/"))
