"""Who may read and say what: deny by default, suspicions for those above, words sealed."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection

from muniment.core.actor import HOUSE
from muniment.people import services as people
from muniment.people.domain.roles import Role
from muniment.vault import services as vault
from muniment.vault.domain.states import Duty
from muniment.vault.services import Basis
from muniment.warning import reading, services
from muniment.warning.domain.dark import Answer, Kind
from muniment.warning.domain.outcomes import Outcome, Pause, Reason
from muniment.warning.domain.winback import State, StepKind
from muniment.warning.errors import (
    CaseNotFound,
    DaysInvalid,
    PersonUnfit,
    QuestionNotFound,
    ReasonMissing,
    RhythmInvalid,
    SettingsInvalid,
    SettingsNotYours,
    WarningClosed,
    WarningNotFound,
    WarningNotYours,
    WordsNotYours,
)
from muniment.warning.models import CustomerWarning, DarkQuestion, Forecast, ModelRun
from tests.app.warning.book import STEADY, TODAY, book, orders
from tests.world import NOON, world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("noon")]
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def house():
    made = world()
    made.customers = book(made)
    services.score_house(by=HOUSE, at=NOON)
    return made


def _silent(house) -> UUID:
    return house.customers["silent"]


def _row(house) -> CustomerWarning:
    return CustomerWarning.objects.get(reason=Reason.STOPPED)


def _suspect(house, employee="ben") -> CustomerWarning:
    """A suspicion as a run would write it."""
    row = _row(house)
    return CustomerWarning.objects.create(
        dossier_id=row.dossier_id, run=row.run, reason=Reason.TAKEN, on=TODAY, score=0.7,
        employee_id=house.id(employee), score_now=0.7, seen_on=TODAY, inputs_hash="0", usd=9.0,
        facts={"chance": 0.7, "usd_lost": 5, "low": 1, "high": 9},
    )  # fmt: skip


def _list(house, name):
    return reading.read_warnings(reader=house.actor(name), at=LATER).rows


def test_a_suspicion_is_for_those_above_and_never_for_the_keeper_or_the_suspect(house):
    row = _suspect(house)

    assert {it.reason for it in _list(house, "ada")} == {Reason.STOPPED}
    assert {it.reason for it in _list(house, "mia")} == {Reason.STOPPED, Reason.TAKEN}
    told = {"warning_id": row.id, "outcome": Outcome.TAKEN, "reason": "Her new firm's letter."}
    with pytest.raises(WarningNotFound):
        services.set_outcome(**told, by=house.actor("ada"), at=LATER)
    services.set_outcome(**told, by=house.actor("mia"), at=LATER)
    row.refresh_from_db()
    assert row.outcome == Outcome.TAKEN
    assert house.entries("warning.outcome.set")[0].subject == row.id


def test_somebody_above_who_is_suspected_herself_reads_nothing_of_it(house):
    _suspect(house, "mia")

    assert {it.reason for it in _list(house, "mia")} == {Reason.STOPPED}
    assert {it.reason for it in _list(house, "olga")} == {Reason.STOPPED, Reason.TAKEN}


def test_a_line_manager_suspects_her_own_people_alone(house):
    house.joins("max", Role.SALES_MANAGER, line_manager_id=house.id("olga"))
    row = _suspect(house, "max")
    told = {"warning_id": row.id, "outcome": Outcome.TAKEN, "reason": "I heard."}

    assert {it.reason for it in _list(house, "mia")} == {Reason.STOPPED}
    with pytest.raises(WarningNotFound):
        services.set_outcome(**told, by=house.actor("mia"), at=LATER)
    for name in ("olga", "kai"):
        assert {it.reason for it in _list(house, name)} == {Reason.STOPPED, Reason.TAKEN}


def test_that_a_former_keeper_leaves_is_told_to_those_above_her_alone(house):
    house.joins("max", Role.SALES_MANAGER, line_manager_id=house.id("olga"))
    for name, by in (("max", "mia"), ("ada", "olga")):
        vault.assign_custody(
            dossier_id=_silent(house), person_id=house.id(name), duty=Duty.KEEPER, reason="cover",
            by=house.actor(by), at=NOON,
        )  # fmt: skip
    people.give_notice(
        person_id=house.id("max"), notice_on=TODAY, last_day_on=TODAY + timedelta(days=30),
        by=house.actor("olga"), at=NOON,
    )  # fmt: skip

    def told(name):
        file = reading.read_customer(reader=house.actor(name), dossier_id=_silent(house), at=LATER)
        return {it.noticed_on for it in file.kept if it.person_id == house.id("max")}

    assert told("mia") == {None}
    assert told("olga") == {TODAY}


def test_amounts_go_with_the_access_table_and_with_the_line(house):
    assert _list(house, "mia")[0].usd > 0
    deputy = house.id("ben")
    vault.assign_custody(
        dossier_id=_silent(house), person_id=deputy, duty=Duty.DEPUTY, reason="cover",
        by=house.actor("mia"), at=LATER,
    )  # fmt: skip
    [row] = _list(house, "ben")
    seen = reading.read_customer(reader=house.actor("kai"), dossier_id=_silent(house), at=LATER)

    assert (row.usd is None) == ("orders_year" not in row.facts)
    if not seen.sees_money:
        assert seen.orders is None
        assert seen.forecast.money is None
        assert "orders_year" not in seen.warnings[0].facts


def test_somebody_on_notice_reads_no_warnings(house):
    people.give_notice(
        person_id=house.id("ada"), notice_on=TODAY, last_day_on=TODAY + timedelta(days=30),
        by=house.actor("olga"), at=NOON,
    )  # fmt: skip

    for read in (reading.read_warnings, reading.read_winbacks, reading.read_questions):
        with pytest.raises(WarningNotYours):
            read(reader=house.actor("ada"), at=LATER)
    with pytest.raises(WarningNotYours):
        reading.read_customer(reader=house.actor("ada"), dossier_id=_silent(house), at=LATER)


def test_words_stand_nowhere_in_the_clear(house):
    ada = house.actor("ada")
    services.note_word(
        dossier_id=_silent(house), said_on=TODAY, words="Kwyjibo one", by=ada, at=NOON
    )
    case = services.open_winback(
        dossier_id=_silent(house), person_id=house.id("ada"), why="Kwyjibo two",
        last_words="Kwyjibo three", offer="Kwyjibo four", by=ada, at=NOON,
    )  # fmt: skip
    services.set_outcome(
        warning_id=_row(house).id, outcome=Outcome.LOST, reason="Kwyjibo five", by=ada, at=NOON
    )
    services.move_winback(case_id=case, state=State.LOST, reason="Kwyjibo six", by=ada, at=NOON)

    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            cells = [cell for row in cursor.fetchall() for cell in row]
        for cell in cells:
            raw = bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
            assert b"Kwyjibo" not in raw, table


def test_an_erased_customer_takes_what_was_noted_along(house):
    ada = house.actor("ada")
    services.note_word(dossier_id=_silent(house), said_on=TODAY, words="Closed.", by=ada, at=NOON)
    vault.submit_values(
        dossier_id=_silent(house), compartment="identity",
        values={"identity.legal_name": "Quiet GmbH"}, told="", by=ada, at=NOON,
    )  # fmt: skip
    erasure = vault.ask_erasure(
        dossier_id=_silent(house), compartment="identity", basis=Basis.PERSON_ASKED,
        reason="They asked for it.", by=house.actor("olga"), at=NOON,
    )  # fmt: skip
    vault.erase_compartment(erasure_id=erasure, by=house.actor("kai"), at=LATER)

    file = reading.read_customer(reader=ada, dossier_id=_silent(house), at=LATER)

    assert file.words[0].words == ""
    assert len(house.entries("warning.words.erased")) == 1
    services.note_word(dossier_id=_silent(house), said_on=TODAY, words="New.", by=ada, at=LATER)
    file = reading.read_customer(reader=ada, dossier_id=_silent(house), at=LATER)
    assert {it.words for it in file.words} == {"", "New."}


def test_an_old_day_gives_the_old_answer_whatever_came_after(house):
    before = reading.score_again(
        reader=house.actor("ada"), dossier_id=_silent(house), on=TODAY, at=LATER
    )
    later = NOON + timedelta(days=2)
    orders(house, _silent(house), [TODAY - timedelta(days=3)], mark="LATE", at=later)
    services.register_rhythm(
        dossier_id=_silent(house), gap_days=200, by=house.actor("ada"), at=later
    )
    services.score_house(by=HOUSE, at=later)

    after = reading.score_again(
        reader=house.actor("ada"), dossier_id=_silent(house), on=TODAY, at=later
    )

    assert after.is_same is True
    assert after.rows == before.rows
    assert before.rows[0].score == _row(house).score
    fresh = reading.score_again(
        reader=house.actor("ada"), dossier_id=_silent(house), on=later.date(), at=later
    )
    assert fresh.rows != before.rows


def test_a_departure_brings_suspicions_with_intervals_and_a_quiet_book_brings_none(house):
    people.leave(person_id=house.id("ben"), by=house.actor("olga"), at=NOON)
    at = NOON + timedelta(days=10)

    services.score_house(by=HOUSE, at=at)

    [told] = ModelRun.objects.order_by("known_at").last().leavers.values()
    assert told["customers"] >= 6
    assert 0 <= told["low"] <= told["share"] <= told["high"] <= 1
    assert told["share"] <= 0.5
    assert not CustomerWarning.objects.filter(reason=Reason.TAKEN).exists()


def _say_closed(house, place: int, *, by: str) -> None:
    services.suspend(
        dossier_id=house.customers[f"steady{place}"], starts_on=TODAY,
        ends_on=TODAY + timedelta(days=120), why=Pause.HOLIDAY, by=house.actor(by), at=NOON,
    )  # fmt: skip


def test_a_pause_on_record_clears_a_leavers_customer_unless_the_leaver_said_so(house):
    _say_closed(house, 0, by="olga")
    _say_closed(house, 2, by="ben")
    people.leave(person_id=house.id("ben"), by=house.actor("olga"), at=NOON)
    at = NOON + timedelta(days=84)
    for place in range(1, STEADY, 2):  # Ada's go on buying, Ben's are silent
        days = [TODAY + timedelta(days=20 + 28 * month) for month in range(3)]
        orders(house, house.customers[f"steady{place}"], days, mark=f"L{place}", at=at)

    services.score_house(by=HOUSE, at=at)

    taken = dict(Forecast.objects.values_list("dossier", "taken"))
    cleared, hidden, silent = (taken[house.customers[f"steady{it}"]] for it in (0, 2, 4))
    assert cleared < min(hidden, silent) - 0.15
    assert hidden == pytest.approx(silent, abs=0.1)


def test_an_old_day_is_told_again_with_the_pauses_known_then(house):
    people.leave(person_id=house.id("ben"), by=house.actor("olga"), at=NOON)
    _say_closed(house, 0, by="olga")
    at = NOON + timedelta(days=30)
    services.score_house(by=HOUSE, at=at)
    asked = {"reader": house.actor("olga"), "dossier_id": house.customers["steady0"]}
    before = reading.score_again(**asked, on=at.date(), at=at)
    (pause,) = reading.read_customer(**asked, at=at).pauses
    services.end_suspension(suspension_id=pause.id, by=house.actor("olga"), at=at + timedelta(1))

    after = reading.score_again(**asked, on=at.date(), at=at + timedelta(days=2))

    assert Reason.TAKEN in {it.reason for it in before.rows}
    assert (after.is_same, after.rows) == (True, before.rows)


def test_a_question_goes_to_those_above_and_rests_after_the_answer(house):
    ada = house.id("ada")
    week = date(2026, 5, 4)
    for number in range(30):
        at = NOON - timedelta(weeks=6 + number)
        for field in ("identity.website", "identity.legal_name"):
            for dossier in ("silent", "steady1", "steady3"):
                _submit(house, dossier, field, f"{number}", at)

    assert services.ask_managers(by=HOUSE, at=NOON) == 1
    assert services.ask_managers(by=HOUSE, at=NOON) == 0

    row = DarkQuestion.objects.get()
    assert (row.person_id, row.week) == (ada, week)
    assert row.numbers[Kind.VALUES.value]["sharp"] is True
    told = {"question_id": row.id, "answer": Answer.HOLIDAY, "words": "At the fair in Canton."}
    for name in ("ada", "ben"):
        with pytest.raises((QuestionNotFound, WarningNotYours)):
            services.answer_question(**told, by=house.actor(name), at=LATER)
    with pytest.raises(WarningNotYours):
        reading.read_questions(reader=house.actor("ada"), at=LATER)
    services.answer_question(**told, by=house.actor("mia"), at=LATER)
    [line] = reading.read_questions(reader=house.actor("mia"), at=LATER)
    assert line.words == "At the fair in Canton."
    assert services.ask_managers(by=HOUSE, at=NOON + timedelta(weeks=1)) == 0
    assert all(str(ada) not in str(it.facts) for it in house.entries("warning.question.asked"))


def _submit(house, name, field, text, at):
    value = f"https://w{text}.example" if field.endswith("website") else f"Firm {text}"
    vault.submit_values(
        dossier_id=house.customers[name], compartment="identity", values={field: value}, told="",
        by=house.actor("ada"), at=at,
    )  # fmt: skip


def test_what_cannot_be_is_refused_and_nothing_is_written(house):
    ada, silent = house.actor("ada"), _silent(house)
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(ReasonMissing):
        services.note_word(dossier_id=silent, said_on=TODAY, words=" . ", by=ada, at=NOON)
    with pytest.raises(DaysInvalid):
        services.note_word(dossier_id=silent, said_on=tomorrow, words="Well.", by=ada, at=NOON)
    with pytest.raises(RhythmInvalid):
        services.register_rhythm(dossier_id=silent, gap_days=0, by=ada, at=NOON)
    with pytest.raises(SettingsNotYours):
        services.set_settings(horizon_days=90, watch_days=90, by=ada, at=NOON)
    with pytest.raises(SettingsInvalid):
        services.set_settings(horizon_days=1, watch_days=90, by=house.actor("mia"), at=NOON)
    with pytest.raises(PersonUnfit):
        services.open_winback(
            dossier_id=silent, person_id=house.id("ben"), why="Price", by=ada, at=NOON
        )
    with pytest.raises(CaseNotFound):
        reading.read_winback(reader=ada, case_id=UUID(int=3), at=NOON)
    with pytest.raises(WarningNotFound):
        services.withdraw_outcome(warning_id=UUID(int=3), by=ada, at=NOON)
    with pytest.raises(WarningClosed):
        services.withdraw_outcome(warning_id=_row(house).id, by=ada, at=NOON)
    assert not house.entries("warning.word.noted")


@pytest.mark.parametrize("day", [1, 2, 30])
def test_what_is_expected_today_can_be_written_down_on_any_day_of_the_month(house, day):
    ada, silent = house.actor("ada"), _silent(house)
    at = NOON.replace(month=6, day=day)
    services.register_rhythm(dossier_id=silent, gap_days=30, next_on=at.date(), by=ada, at=at)
    case = services.open_winback(
        dossier_id=silent, person_id=house.id("ada"), why="Price", by=ada, at=at
    )
    services.add_step(
        case_id=case, kind=StepKind.CALL, person_id=house.id("ada"), due_on=at.date(), by=ada, at=at
    )
    with pytest.raises(DaysInvalid):
        services.register_rhythm(
            dossier_id=silent, gap_days=30, next_on=date(2026, 5, 31), by=ada, at=at
        )


def test_whoever_may_not_read_the_words_replaces_none_of_them(house):
    """Compliance sees each case, and nothing of what the customer said."""
    case = services.open_winback(
        dossier_id=_silent(house), person_id=house.id("ada"), why="Price", last_words="Too dear.",
        by=house.actor("mia"), at=NOON,
    )  # fmt: skip
    told = {"warning_id": _row(house).id, "at": LATER}
    services.set_outcome(outcome=Outcome.TOLD_US, reason="Price.", by=house.actor("ada"), **told)
    kai = house.actor("kai")

    assert not reading.read_winback(reader=kai, case_id=case, at=LATER).hears
    with pytest.raises(WordsNotYours):
        services.tell_winback(case_id=case, words={"why": "Nobody knows"}, by=kai, at=LATER)
    with pytest.raises(WordsNotYours):
        services.withdraw_outcome(by=kai, **told)
    assert reading.read_winback(reader=house.actor("ada"), case_id=case, at=LATER).why == "Price"
    services.withdraw_outcome(by=house.actor("ada"), **told)


def test_a_win_back_case_counts_the_money_that_came_after_it_was_opened(house):
    mia = house.actor("mia")
    case = services.open_winback(
        dossier_id=_silent(house), person_id=house.id("ada"), why="Price", by=mia, at=NOON
    )
    orders(house, _silent(house), [TODAY, TODAY + timedelta(days=9)], mark="BACK", minor=123_400)

    file = reading.read_winback(reader=mia, case_id=case, at=NOON + timedelta(days=20))

    assert (file.row.regained.orders, file.row.regained.usd) == (1, 1234.0)
    assert file.bought.orders == 22  # of 24: two years
    assert [it.person_id for it in file.knowers] == [house.id("ada")]
    assert len(house.entries("warning.winback.read")) == 1


def test_whoever_lists_the_cases_is_on_record_with_the_customers_that_were_named(house):
    mia = house.actor("mia")
    services.open_winback(
        dossier_id=_silent(house), person_id=house.id("ada"), why="Price", by=mia, at=NOON
    )

    reading.read_winbacks(reader=mia, at=LATER)

    [entry] = house.entries("warning.winback.listed")
    assert entry.actor == str(mia.person_id)
    assert entry.facts["dossiers"] == [str(_silent(house))]


def test_the_words_of_a_customer_go_with_its_contact_persons(house):
    ada = house.actor("ada")
    services.note_word(dossier_id=_silent(house), said_on=TODAY, words="Stock.", by=ada, at=NOON)
    case = services.open_winback(
        dossier_id=_silent(house), person_id=house.id("ada"), why="Price", offer="Three percent.",
        by=ada, at=NOON,
    )  # fmt: skip

    def told(name):
        reader = house.actor(name)
        file = reading.read_customer(reader=reader, dossier_id=_silent(house), at=LATER)
        won = reading.read_winback(reader=reader, case_id=case, at=LATER)
        return [it.words for it in file.words or ()], won.hears, won.offer

    for name in ("ada", "mia", "olga"):  # the default table opens contact persons to them
        assert told(name) == (["Stock."], True, "Three percent.")
    assert told("kai") == ([], False, "")


def test_an_hour_has_so_many_old_days_and_no_more(house, settings):
    asked = {"reader": house.actor("ada"), "dossier_id": _silent(house), "on": TODAY}
    limit = settings.CONFIG.old_days_per_hour
    for _ in range(limit):
        reading.score_again(**asked, at=LATER)

    with pytest.raises(reading.OldDaysUsedUp) as refusal:
        reading.score_again(**asked, at=LATER + timedelta(minutes=59))

    assert refusal.value.facts == {"limit": limit}
    assert len(house.entries("warning.day.computed")) == limit
    assert len(house.entries("warning.day.refused")) == 1
    mias = {**asked, "reader": house.actor("mia")}
    reading.score_again(**mias, at=LATER)  # others are not held up
    reading.score_again(**asked, at=LATER + timedelta(minutes=61))
