"""One customer went silent, was asked and offered something, and ordered again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from muniment.demo.cast import MANAGER
from muniment.demo.founding import Customer, Stage
from muniment.demo.script import Act
from muniment.warning import services as warning
from muniment.warning.domain.winback import State, StepKind
from muniment.warning.reading.winbacks import read_winback

SELLER = "chen.jing"
SILENT = 90
"""Days without an order after which a customer is asked what is wrong."""
RETURNED = range(14, 29)
"""So many days ago it ordered again."""
WHY = "A trader from Hamburg offered the same hearts four per cent cheaper, with their own label."
LAST_WORDS = "We like your quality, but nobody answered us on the label for three weeks."
OFFER = "Own label at no charge from 200 cartons, and the price of the last order until the fair."
_CALLED = "The buyer was glad to be asked. The label mattered more than the price."
_OFFERED = "Sent the offer with a drawing of their label."
_VISITED = "They showed us the shelf: the first cartons with their label stand there."
_SAMPLES = "The spring range with their label"


@dataclass(frozen=True, slots=True)
class Return:
    """A customer that ordered again so many days ago."""

    customer: Customer
    ago: int


def returned(stage: Stage) -> Return:
    """The best known customer of the shown salesperson that was silent and came back."""
    return next(
        Return(customer, ago)
        for customer in stage.kept_by(SELLER)
        for ago in _returns(stage, customer)
    )


def _returns(stage: Stage, customer: Customer) -> Iterator[int]:
    days = sorted(stage.day_of(one) for one in customer.orders if not one.is_cancellation)
    for before, after in pairwise(days):
        ago = (stage.calendar.today - after).days
        if (after - before).days >= SILENT and ago in RETURNED:
            yield ago


def acts(stage: Stage) -> Iterator[Act]:
    """Write the case: opened, called, offered; the order comes; visited, and samples to send."""
    found, case = returned(stage), list[UUID]()
    opened, called, offered, visited = (
        stage.calendar.moment(stage.calendar.workday(found.ago + days), 10 + hours, 20)
        for hours, days in enumerate((10, 8, 4, -7))
    )
    yield Act(opened, lambda: case.append(_open(stage, found.customer, opened)))
    yield Act(called, lambda: _do(stage, case[0], StepKind.CALL, _CALLED, called))
    yield Act(offered, lambda: _offer(stage, case[0], offered))
    yield Act(visited, lambda: _visit(stage, case[0], visited))


def _open(stage: Stage, customer: Customer, at: datetime) -> UUID:
    return warning.open_winback(
        dossier_id=customer.id, person_id=stage.ids[SELLER], why=WHY, last_words=LAST_WORDS,
        offer=OFFER, by=stage.actor(MANAGER[SELLER], at), at=at,
    )  # fmt: skip


def _do(stage: Stage, case: UUID, kind: StepKind, words: str, at: datetime) -> None:
    """Do the step of a kind; she reads the case before, as everybody does."""
    by = stage.actor(SELLER, at)
    steps = read_winback(reader=by, case_id=case, at=at).steps
    step = next(one for one in steps if one.kind is kind)
    warning.do_step(step_id=step.id, words=words, by=by, at=at)


def _offer(stage: Stage, case: UUID, at: datetime) -> None:
    _do(stage, case, StepKind.OFFER, _OFFERED, at)
    warning.move_winback(
        case_id=case, state=State.OFFERED, reason=_OFFERED, by=stage.actor(SELLER, at), at=at
    )


def _visit(stage: Stage, case: UUID, at: datetime) -> None:
    _do(stage, case, StepKind.VISIT, _VISITED, at)
    warning.add_step(
        case_id=case, kind=StepKind.SAMPLE, person_id=stage.ids[SELLER], words=_SAMPLES,
        due_on=stage.calendar.today + timedelta(days=6), by=stage.actor(SELLER, at), at=at,
    )  # fmt: skip
