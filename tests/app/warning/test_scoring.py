"""The nightly run: what it raises, follows, closes, and that it can be made again."""

from datetime import timedelta

import pytest

from muniment.core.actor import HOUSE
from muniment.vault import queries as vault
from muniment.warning import queries, services
from muniment.warning.domain.outcomes import Outcome, Pause
from muniment.warning.errors import NothingScored
from muniment.warning.models import CustomerWarning
from tests.app.warning.book import TODAY, book, every, orders
from tests.world import NOON, world

pytestmark = pytest.mark.django_db(transaction=True)


def _score(at=NOON):
    return services.score_house(by=HOUSE, at=at)


def _open():
    return set(CustomerWarning.objects.filter(closed_at=None).values_list("dossier_id", flat=True))


def test_a_customer_silent_for_longer_than_its_rhythm_explains_is_warned_about_and_no_other():
    made = book(house := world())

    _score()

    assert _open() == {made["silent"]}
    row = CustomerWarning.objects.get()
    assert row.facts["silent"] == 120
    assert 24 < row.facts["gap"] < 34
    assert row.score >= 0.5
    assert row.usd == pytest.approx(9_000 * row.facts["orders_year"])
    assert len(house.entries("warning.warning.raised")) == 1
    assert house.entries("warning.run.scored")[0].facts["raised"] == 1


def test_the_next_twelve_months_are_foretold_in_orders_and_money():
    made = book(world())
    _score()

    ahead = queries.expected_money(list(made.values()), on=TODAY)

    steady = ahead[made["steady0"]]
    assert 10 < steady.orders < 15
    assert steady.low < steady.usd < steady.high
    assert steady.usd == pytest.approx(steady.orders * 3_000, rel=0.1)
    assert ahead[made["silent"]].orders < steady.orders
    assert ahead[made["gone0"]].usd < 0.2 * steady.usd
    assert queries.expected_money(list(made.values()), on=TODAY - timedelta(days=1)) == {}


def test_parameters_are_learnt_once_a_week():
    book(world())
    first = _score()
    _score(NOON + timedelta(days=1))
    _score(NOON + timedelta(days=8))

    fitted = [(run.on - run.fitted_on).days for run in queries.runs()]

    assert fitted == [0, 1, 0]
    assert (queries.runs()[-1].id, queries.newest_run()) == (first, queries.runs()[0])


def test_a_warning_stays_one_warning_and_an_order_closes_it():
    made = book(house := world())
    _score()
    _score(NOON + timedelta(days=1))
    orders(house, made["silent"], [TODAY + timedelta(days=2)], mark="NEW")

    _score(NOON + timedelta(days=3))

    row = CustomerWarning.objects.get()
    assert row.outcome == Outcome.ORDERED
    assert not _open()
    assert len(house.entries("warning.warning.ended")) == 1


def test_after_an_answer_the_same_silence_is_left_alone_for_eight_weeks():
    book(house := world())
    _score()
    services.set_outcome(
        warning_id=CustomerWarning.objects.get().id, outcome=Outcome.STILL,
        reason="She is at the fair until June.", by=house.actor("ada"), at=NOON,
    )  # fmt: skip

    _score(NOON + timedelta(days=30))

    assert not _open()


def test_what_the_customer_said_stops_its_clock():
    made = book(house := world())
    services.note_word(
        dossier_id=made["silent"], said_on=TODAY, words="Closed until the end of Ramadan.",
        wait=services.Wait(TODAY + timedelta(days=40), Pause.HOLIDAY),
        by=house.actor("ada"), at=NOON,
    )  # fmt: skip

    _score(NOON + timedelta(hours=1))

    assert not _open()


def test_a_book_in_which_nobody_came_back_is_not_scored():
    house = world()
    orders(house, house.dossier(), [TODAY], mark="ONE")

    with pytest.raises(NothingScored):
        _score()
    assert queries.newest_run() is None


def test_a_retired_customer_is_not_warned_about():
    made = book(house := world())
    from muniment.vault import services as vaulting

    vaulting.retire_dossier(
        dossier_id=made["silent"], reason="gone", by=house.actor("olga"), at=NOON
    )

    _score(NOON + timedelta(hours=1))

    assert not _open()
    assert vault.dossier(made["silent"]).state == "retired"
    assert made["silent"] not in queries.expected_money(list(made.values()), on=TODAY)


def test_a_registered_rhythm_counts_for_a_customer_with_few_orders():
    made = book(house := world())
    young = house.dossier("ada", values={})
    orders(house, young, every(20, times=2, last=TODAY - timedelta(days=75)), mark="Y")
    run = _score()
    before = queries.expected_money([young], on=TODAY)
    services.register_rhythm(
        dossier_id=young, gap_days=180, by=house.actor("ada"), at=NOON + timedelta(hours=1)
    )

    again = _score(NOON + timedelta(hours=2))

    assert run != again
    assert before
    assert young not in _open()
    assert made["silent"] in _open()
