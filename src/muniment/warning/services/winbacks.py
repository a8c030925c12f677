"""Winning a customer back: open, offer, do the steps, close."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from muniment.core.actor import Actor
from muniment.core.ids import new_id
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State as Employment
from muniment.vault.queries import DossierHead
from muniment.warning.domain.winback import CLOSED, State, StepKind, first_steps, leads
from muniment.warning.errors import (
    CaseClosed,
    CaseNotFound,
    CaseOpenAlready,
    PersonUnfit,
    StageUnchanged,
    WarningNotYours,
)
from muniment.warning.models import CustomerWarning, WinBack, WinBackStep
from muniment.warning.sealing import WARNING, opened, seal
from muniment.warning.services.common import day_ahead_given, hand, require_hearing, words_given

OPENED, TOLD, MOVED = "warning.winback.opened", "warning.winback.told", "warning.winback.moved"
STEP_ADDED, STEP_DONE = "warning.winback.step_added", "warning.winback.step_done"
WORDS = ("why", "last_words", "offer")
"""What a case tells in words: why the customer went, its last words, and what we offer."""


def open_winback(
    *, dossier_id: UUID, person_id: UUID, why: str, last_words: str = "", offer: str = "",
    by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Open a case with the usual first steps: ask, visit, offer.

    Args:
        person_id: who answers for it: keeper, deputy, or a manager of the keeper.

    Raises:
        WarningNotYours, CaseOpenAlready, PersonUnfit, ReasonMissing: nothing was written.
    """
    words = {"why": words_given(why), "last_words": last_words.strip(), "offer": offer.strip()}
    with transaction.atomic():
        stands, head = hand(by, dossier_id, at)
        if WinBack.objects.filter(dossier=head.id, closed_at=None).exists():
            raise CaseOpenAlready
        _require_fit(person_id, head)
        case_id = new_id()
        newest = CustomerWarning.objects.filter(dossier=head.id).order_by("-on", "-id").first()
        case = WinBack.objects.create(
            id=case_id, dossier_id=head.id, warning=newest, state=State.OPEN, person_id=person_id,
            opened_by_id=stands.reader.id, opened_at=at,
            sealed=seal(head.id, "winback", case_id, words),
        )  # fmt: skip
        _record(OPENED, case, {"person": str(person_id)}, by=by, at=at, words=words)
        for step in first_steps(timezone.localdate(at)):
            _add(case, step.kind, person_id, step.due_on, "")
    return case_id


def tell_winback(*, case_id: UUID, words: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Write why it went, its last words, or the offer afresh; what was said before stays on record.

    Raises:
        WordsNotYours: the access table does not open to her what stands there.
        CaseNotFound, CaseClosed, ReasonMissing: nothing was written.
    """
    with transaction.atomic():
        case = _locked(case_id, by, at)
        require_hearing(by, case.dossier_id, at)
        known = opened("winback", [(case.dossier_id, case.id, case.sealed)])[case.id]
        fresh = {**known, **{name: words[name].strip() for name in WORDS if name in words}}
        words_given(fresh["why"])
        case.sealed = seal(case.dossier_id, "winback", case.id, fresh)
        case.save(update_fields=["sealed"])
        _record(TOLD, case, {}, by=by, at=at, words=fresh)


def add_step(
    *, case_id: UUID, kind: StepKind, person_id: UUID, due_on: date, words: str = "", by: Actor,
    at: datetime,
) -> UUID:  # fmt: skip
    """Add something to do, for somebody, by a day.

    Raises:
        CaseNotFound, CaseClosed, PersonUnfit, DaysInvalid: nothing was written.
    """
    with transaction.atomic():
        case = _locked(case_id, by, at)
        _, head = hand(by, case.dossier_id, at)
        _require_fit(person_id, head)
        day_ahead_given(due_on, at=at)
        step_id = _add(case, kind, person_id, due_on, words.strip())
        facts = {"step": str(step_id), "kind": kind.value, "due_on": due_on.isoformat()}
        told = {"words": words.strip()} if words.strip() else {}
        _record(STEP_ADDED, case, facts, by=by, at=at, words=told)
    return step_id


def do_step(*, step_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """Say that a step is done, and what came of it.

    Raises:
        CaseNotFound: no such step, or done already. CaseClosed, ReasonMissing: as they say.
    """
    told = words_given(words)
    with transaction.atomic():
        step = WinBackStep.objects.select_for_update().filter(pk=step_id, done_at=None).first()
        if step is None:
            raise CaseNotFound
        case = _locked(step.case_id, by, at)
        known = opened("step", [(case.dossier_id, step.id, step.sealed)])[step.id]
        step.sealed = seal(case.dossier_id, "step", step.id, {**known, "result": told})
        step.done_at, step.done_by_id = at, by.person_id
        step.save(update_fields=["sealed", "done_at", "done_by"])
        _record(STEP_DONE, case, {"step": str(step.id)}, by=by, at=at, words={"result": told})


def move_winback(*, case_id: UUID, state: State, reason: str, by: Actor, at: datetime) -> None:
    """Say how far the case came: offered, won, lost; the last two close it.

    Raises:
        CaseNotFound, CaseClosed, StageUnchanged, ReasonMissing: nothing was written.
    """
    told = words_given(reason)
    with transaction.atomic():
        case = _locked(case_id, by, at)
        if not leads(State(case.state), state):
            raise StageUnchanged
        case.state = state
        if state in CLOSED:
            case.closed_by_id, case.closed_at = by.person_id, at
        case.save(update_fields=["state", "closed_by", "closed_at"])
        _record(MOVED, case, {"state": state.value}, by=by, at=at, words={"reason": told})


def _locked(case_id: UUID, by: Actor, at: datetime) -> WinBack:
    case = WinBack.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise CaseNotFound
    try:
        hand(by, case.dossier_id, at)
    except WarningNotYours:
        raise CaseNotFound from None
    if case.closed_at is not None:
        raise CaseClosed
    return case


def _require_fit(person_id: UUID, head: DossierHead) -> None:
    """Somebody at work who has to do with the customer anyway: the case opens nothing to her."""
    person = people.reader(person_id)
    if person is None or person.state is not Employment.ACTIVE or person.role.is_outside:
        raise PersonUnfit
    keeps = person_id in {head.keeper_id, head.deputy_id}
    manages = head.keeper_id is not None and person_id in people.managers_of(head.keeper_id)
    if not keeps and not manages:
        raise PersonUnfit


def _add(case: WinBack, kind: StepKind, person_id: UUID, due_on: date, words: str) -> UUID:
    step_id = new_id()
    WinBackStep.objects.create(
        id=step_id, case=case, kind=kind, person_id=person_id, due_on=due_on,
        sealed=seal(case.dossier_id, "step", step_id, {"words": words}),
    )  # fmt: skip
    return step_id


def _record(
    kind: str, case: WinBack, facts: Mapping[str, str], *, by: Actor, at: datetime,
    words: Mapping[str, str],
) -> None:  # fmt: skip
    append_entry(
        kind=kind, subject=case.dossier_id, by=by, at=at, facts={"case": str(case.id), **facts},
        sealed={name: text for name, text in words.items() if text},
        seal_under=(case.dossier_id, WARNING),
    )  # fmt: skip
