"""Handing in, lateness and freshness, with the real vault below."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from muniment.people.domain.roles import Role
from muniment.submissions import queries, services
from muniment.submissions.domain.freshness import Freshness
from muniment.submissions.errors import (
    AlreadyHandedIn,
    NotForLeaders,
    NothingToHandIn,
    NotYourCustomer,
    RhythmInvalid,
    ThresholdInvalid,
)
from muniment.vault import services as vault
from tests.world import NOON

DAY = timedelta(days=1)
WEEK = 7 * DAY


@pytest.fixture
def weekly(world):
    """Everybody who keeps customers hands in each Friday; NOON is a Monday."""
    services.set_rhythm(weeks=1, weekday=4, by=world.actor("mia"), at=NOON)


def _tells(world, dossier_id, at, name="ada"):
    vault.submit_values(
        dossier_id=dossier_id, compartment="contacts",
        values={"contacts.phones": f"+49 40 5550{at.day:03}"}, by=world.actor(name), at=at,
    )  # fmt: skip


def test_a_submission_holds_what_she_changed_and_what_she_says_is_unchanged(world, weekly):
    heron, kite = world.dossier(), world.dossier(values={"identity": {"identity.country": "FR"}})
    _tells(world, heron, NOON + DAY)

    services.hand_in(confirmed=[kite], by=world.actor("ada"), at=NOON + 2 * DAY)

    (row,) = queries.submissions_of(world.id("ada"))
    assert (row.customers_changed, row.customers_confirmed, row.customers_kept) == (2, 1, 2)
    assert row.due_on == date(2026, 5, 8)
    (entry,) = world.entries("submissions.period.handed_in")
    assert entry.facts["confirmed"] == [str(kite)]
    assert {one["dossier"] for one in entry.facts["changed"]} == {str(heron), str(kite)}


def test_one_period_takes_one_submission_and_the_next_one_counts_from_it(world, weekly):
    heron = world.dossier()
    services.hand_in(confirmed=[heron], by=world.actor("ada"), at=NOON + DAY)
    with pytest.raises(AlreadyHandedIn):
        services.hand_in(confirmed=[heron], by=world.actor("ada"), at=NOON + 2 * DAY)
    _tells(world, heron, NOON + 2 * DAY)

    services.hand_in(confirmed=[], by=world.actor("ada"), at=NOON + WEEK)

    assert queries.submissions_of(world.id("ada"))[0].fields_changed == 1


def test_a_missed_week_is_settled_late_before_the_running_one(world, weekly):
    heron = world.dossier()
    late = NOON + WEEK + WEEK
    assert queries.lateness_of([world.id("ada")], at=late)[world.id("ada")].missed == 1

    services.hand_in(confirmed=[heron], by=world.actor("ada"), at=late)

    told = queries.lateness_of([world.id("ada")], at=late)[world.id("ada")]
    assert (told.missed, told.late, told.is_done) == (0, 1, False)
    services.hand_in(confirmed=[heron], by=world.actor("ada"), at=late + DAY / 24)
    assert queries.lateness_of([world.id("ada")], at=late + DAY)[world.id("ada")].is_done


def test_nobody_confirms_a_customer_that_she_does_not_keep(world, weekly):
    heron = world.dossier()
    world.dossier("ben")

    with pytest.raises(NotYourCustomer):
        services.hand_in(confirmed=[heron], by=world.actor("ben"), at=NOON)
    with pytest.raises(NothingToHandIn):
        services.hand_in(confirmed=[], by=world.actor("mia"), at=NOON)


def test_the_narrowest_rhythm_decides_and_zero_weeks_ask_nothing(world, weekly):
    world.dossier()
    world.dossier("ben")
    later = NOON + DAY
    services.set_rhythm(
        role="salesperson", weeks=0, weekday=4, by=world.actor("olga"), at=later
    )  # fmt: skip

    assert queries.asked_of([world.id("ada"), world.id("ben")]) == {}
    assert [row.role for row in queries.rhythms()] == ["", "salesperson"]


def test_nothing_is_asked_from_before_somebody_kept_a_customer(world, weekly):
    world.dossier(at=NOON + 4 * WEEK)

    asked = queries.asked_of([world.id("ada"), world.id("ben")])

    assert asked[world.id("ada")].since == (NOON + 4 * WEEK).date()
    assert world.id("ben") not in asked


def test_only_leaders_set_what_is_asked(world):
    with pytest.raises(NotForLeaders):
        services.set_rhythm(weeks=1, weekday=4, by=world.actor("ada"), at=NOON)
    with pytest.raises(NotForLeaders):
        services.set_threshold(code="contacts", days=9, by=world.actor("sam"), at=NOON)
    for wrong in ({"weeks": 9}, {"weekday": 7}, {"role": "finance"}, {"team_id": uuid4()}):
        with pytest.raises(RhythmInvalid):
            services.set_rhythm(
                **{"weeks": 1, "weekday": 4, **wrong}, by=world.actor("mia"), at=NOON
            )
    for code, days in (("nonsense", 3), ("contacts", 0)):
        with pytest.raises(ThresholdInvalid):
            services.set_threshold(code=code, days=days, by=world.actor("mia"), at=NOON)


def test_a_limit_of_the_company_makes_values_stale_and_a_word_renews_them(world, weekly):
    heron = world.dossier()
    services.set_threshold(code="contacts", days=10, by=world.actor("mia"), at=NOON)
    later = NOON + 20 * DAY

    stale = queries.freshness_of([heron], at=later)[heron]
    services.hand_in(confirmed=[heron], by=world.actor("ada"), at=later)
    renewed = queries.freshness_of([heron], at=later)[heron]

    assert [one.field for one in stale.fields if one.state is Freshness.STALE] == [
        "contacts.emails"
    ]
    assert stale.missing > 0
    assert renewed.stale == 0


def test_freshness_and_lateness_cost_the_same_for_one_as_for_many(
    world, weekly, django_assert_num_queries
):
    dossiers = [world.dossier(values={"identity": {"identity.country": "DE"}}) for _ in range(12)]
    everybody = [world.id(name) for name in ("ada", "ben", "mia", "olga")]
    queries.freshness_of(dossiers, at=NOON)

    with django_assert_num_queries(4):
        queries.freshness_of(dossiers, at=NOON)
    with django_assert_num_queries(5):
        queries.lateness_of(everybody, at=NOON)


def test_roles_that_keep_no_customers_are_not_in_the_list(world):
    assert {row.role for row in queries.keepers_at_work()} == {
        Role.OWNER, Role.SALES_MANAGER, Role.SALESPERSON,
    }  # fmt: skip
