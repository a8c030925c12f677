"""Heron has gone quiet: its words, why a warning was closed, an offer, a manager's answer."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from muniment.core.actor import HOUSE
from muniment.ledger.services import append_entry
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.vault.domain.cells import Relation
from muniment.warning import services
from muniment.warning.domain.dark import Answer
from muniment.warning.domain.outcomes import Outcome, Pause, Reason
from muniment.warning.domain.winback import StepKind
from muniment.warning.models import CustomerWarning, DarkQuestion, ModelRun
from muniment.warning.standing import READERS
from tests.house.marks import Mark
from tests.world import NOON

SAID, ABOUT_HER = "said about silence", "answer about somebody"
_KEEPING = {Relation.KEEPER, Relation.DEPUTY, Relation.LINE_MANAGER}
_ALL = {Role.OWNER, Role.COMPLIANCE}
_ABOVE_JUN = {"ada", "mia", "olga", "oli", "kai"}


def warn(house: Any) -> None:
    """Warn about heron twice, let its keeper answer, and let Ada answer for Jun."""
    ada, dossier = house.actor("ada"), house.dossiers["heron"]
    run = _run()
    told = {"dossier_id": dossier, "run": run, "on": NOON.date(), "seen_on": NOON.date()}
    rows = [
        CustomerWarning.objects.create(
            **told, reason=reason, employee_id=person, score=0.8, score_now=0.8, inputs_hash="0",
            facts=facts,
        )
        for reason, person, facts in (
            (Reason.STOPPED, None, _facts()),
            (Reason.DECLINED, None, {**_facts(), "orders_kept": 0.3, "money_kept": 0.2}),
            (Reason.TAKEN, house.world.id("lev"), {**_facts(), **_taken()}),
        )
    ]  # fmt: skip
    services.set_outcome(
        warning_id=rows[1].id, outcome=Outcome.STILL, reason=_said(house, "outcome"), by=ada,
        at=NOON,
    )  # fmt: skip
    until = NOON.date() + timedelta(days=30)
    services.note_word(
        dossier_id=dossier, said_on=NOON.date(), words=_said(house, "word"),
        wait=services.Wait(until, Pause.STOCK), by=ada, at=NOON,
    )  # fmt: skip
    paused = services.suspend(
        dossier_id=dossier, starts_on=NOON.date(), ends_on=until, why=Pause.HOLIDAY, by=ada,
        at=NOON,
    )  # fmt: skip
    services.register_rhythm(dossier_id=dossier, gap_days=30, by=ada, at=NOON)
    case = services.open_winback(
        dossier_id=dossier, person_id=house.world.id("ada"), why=_said(house, "why"),
        last_words=_said(house, "last words"), offer=_said(house, "offer"), by=ada, at=NOON,
    )  # fmt: skip
    step = services.add_step(
        case_id=case, kind=StepKind.VISIT, person_id=house.world.id("ada"), due_on=NOON.date(),
        words=_said(house, "step"), by=ada, at=NOON,
    )  # fmt: skip
    question = DarkQuestion.objects.create(
        person_id=house.world.id("jun"), week=NOON.date(),
        numbers={"mail": {"lately": 1, "expected": 20.0, "sharp": True, "chance": 0.001}},
    )  # fmt: skip
    services.answer_question(
        question_id=question.id, answer=Answer.ASKED, words=house.word(ABOUT_HER, "answer", "jun"),
        by=ada, at=NOON,
    )  # fmt: skip
    house.ids["warning_id"] = [str(rows[0].id), str(rows[2].id)]
    house.ids["suspension_id"], house.ids["winback_id"] = [str(paused)], [str(case)]
    house.ids["step_id"], house.ids["dark_id"] = [str(step)], [str(question.id)]


def may_see_said(who: Any, mark: Mark, since: int) -> bool:
    """Words about a silence: for those who keep the customer and their managers, on record."""
    stands = who.relation(mark.where) in _KEEPING or who.role in _ALL
    reads = who.recorded("warning.customer.read", since) or who.recorded(
        "warning.winback.read", since
    )
    return who.role in READERS and who.state is State.ACTIVE and stands and bool(reads)


def may_see_answer(who: Any, mark: Mark, since: int) -> bool:
    """What was answered about somebody: for those above her, on record; never for herself."""
    return who.name in _ABOVE_JUN and bool(who.recorded("warning.people.read", since))


def _said(house: Any, what: str) -> str:
    told: str = house.word(SAID, what)
    return told


def _run() -> ModelRun:
    with transaction.atomic():
        entry = append_entry(kind="warning.run.scored", subject=None, by=HOUSE, at=NOON, facts={})
    return ModelRun.objects.create(
        on=NOON.date(), known_at=NOON, version="0", parameters={}, inputs={"departures": []},
        inputs_hash="0", horizon_days=182, watch_days=365, customers=1, orders=1, unpriced=0,
        raised=3, entry=entry.id,
    )  # fmt: skip


def _facts() -> dict[str, Any]:
    day = NOON.date().isoformat()
    return {"last_on": day, "silent": 99, "gap": 30.0, "chance": 0.8, "orders_year": 3}


def _taken() -> dict[str, Any]:
    day = NOON.date().isoformat()
    return {
        "since": day, "left_on": day, "remaining": 0.5, "usd_lost": 7, "low": 1, "high": 9,
        "took_any": 0.9,
    }  # fmt: skip
