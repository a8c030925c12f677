"""Contact as a company matter: calls and visits noted, promises, duties, and whom customers know.

Li Wei's customers hang on her: hardly anybody else speaks with them. Chen Jing's do not. Anna
Kowalska has noted nothing of late.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from muniment.core.actor import HOUSE
from muniment.demo.cast import FADING, LANGUAGE, LEAVER, MANAGER, SELLERS
from muniment.demo.founding import Customer, Stage
from muniment.demo.leaving import gone_at
from muniment.demo.script import Act
from muniment.touches import services as touches
from muniment.touches.domain.duties import Part
from muniment.touches.domain.kinds import Direction, Kind, PromiseKind
from muniment.touches.services import NewPromise, NewTouch

WEEKS = 16
CLOSE = 40
"""So many of each seller's customers, the busiest, are spoken with often."""
QUIET = 4
"""Weeks in which she who shares less noted nothing."""
DAYS = {Part.KEEPER: 90, Part.DEPUTY: 180, Part.LINE_MANAGER: 365}
_ALONE = 0.03
_SHARED = 0.35
"""How often somebody else than the keeper speaks with a customer: the leaver's, the others'."""
_KINDS = (Kind.CALL, Kind.CALL, Kind.MAIL, Kind.MAIL, Kind.MAIL, Kind.MESSAGE, Kind.VISIT)
_NOTES = {
    "en": (
        "Wants the spring list by Friday.", "Asked about the lead time of the lantern.",
        "Content with the last container.", "Complains about two broken boxes.",
        "Will decide after the fair.", "Looks for a cheaper label.", "",
    ),
    "zh-hans": (
        "周五前要春季价目表。", "询问灯笼交期。", "对上一柜满意。", "反映两箱破损。",
        "展会后再定。", "想找便宜些的标签。", "",
    ),
}  # fmt: skip
_PROMISES = {
    "en": (
        (PromiseKind.PROMISE, "Samples of the new tin with a magnetic lid"),
        (PromiseKind.QUOTATION, "400 cartons of the wooden hearts, FOB Ningbo"),
        (PromiseKind.PROMISE, "A credit for the two broken boxes"),
    ),
    "zh-hans": (
        (PromiseKind.PROMISE, "寄磁吸盖新罐样品"),
        (PromiseKind.QUOTATION, "木制心形挂件400箱，宁波离岸价"),
        (PromiseKind.PROMISE, "两箱破损开贷项通知"),
    ),
}


def acts(stage: Stage) -> Iterator[Act]:
    """Write four months of contact."""
    random = Random(1926)  # noqa: S311 - a script, not a secret
    yield _duties(stage)
    for seller in SELLERS:
        kept = stage.kept_by(seller)[:CLOSE]
        for weeks_ago in range(WEEKS, 0, -1):
            yield from _week(stage, random, seller, kept, stage.calendar.monday(weeks_ago))
        yield from _known(stage, random, seller, kept)
        yield from _visits(stage, random, seller, kept)


def _duties(stage: Stage) -> Act:
    at = stage.calendar.moment(stage.calendar.workday(121), 9, 40)

    def set_all() -> None:
        for part, days in DAYS.items():
            touches.set_default(part=part, days=days, by=stage.actor("shen.yulan", at), at=at)

    return Act(at, set_all)


def _week(
    stage: Stage, random: Random, seller: str, kept: list[Customer], monday: date
) -> Iterator[Act]:
    """Six customers a week, the busiest more often; now and then by a colleague."""
    for _ in range(6):
        customer = kept[min(int(random.expovariate(1 / 9)), len(kept) - 1)]
        at = stage.calendar.at_work(monday + timedelta(days=random.randint(0, 4)), random)
        shared = random.random() < (_ALONE if seller == LEAVER else _SHARED)
        who = MANAGER[seller] if shared else seller
        new = _new(random, who, at)
        if at < _noted_until(stage, who):
            yield _touch(stage, customer, who, at, new)


def _noted_until(stage: Stage, who: str) -> datetime:
    """The moment from which somebody notes nothing any more."""
    if who == FADING:
        return stage.calendar.moment(stage.calendar.monday(QUIET), 0)
    return gone_at(stage) if who == LEAVER else stage.now


def _new(random: Random, who: str, at: datetime) -> NewTouch:
    language = LANGUAGE[who]
    promise = None
    if random.random() < 0.12:
        kind, words = random.choice(_PROMISES[language])
        promise = NewPromise(kind, words, at.date() + timedelta(days=random.randint(5, 60)))
    return NewTouch(
        kind=random.choice(_KINDS), happened_on=at.date(),
        direction=random.choice((Direction.OUT, Direction.IN)),
        note=random.choice(_NOTES[language]), promise=promise,
    )  # fmt: skip


def _touch(stage: Stage, customer: Customer, who: str, at: datetime, new: NewTouch) -> Act:
    return Act(at, lambda: touches.log_touch(
        dossier_id=customer.id, touch=new, by=stage.actor(who, at), at=at
    ))  # fmt: skip


def _known(stage: Stage, random: Random, seller: str, kept: list[Customer]) -> Iterator[Act]:
    """The customers that confirmed who their contacts are: the keeper, and seldom a second."""
    for customer in kept[:20]:
        second = random.random() < (0.1 if seller == LEAVER else 0.7)
        for who in (seller, MANAGER[seller])[: 1 + second]:
            day = stage.calendar.workday(random.randint(10, 100))
            yield _confirmed(stage, customer, who, stage.calendar.at_work(day, random))


def _confirmed(stage: Stage, customer: Customer, who: str, at: datetime) -> Act:
    return Act(at, lambda: touches.note_confirmed(
        dossier_id=customer.id, person_id=stage.ids[who], source="fair", by=HOUSE, at=at
    ))  # fmt: skip


def _visits(stage: Stage, random: Random, seller: str, kept: list[Customer]) -> Iterator[Act]:
    at = stage.calendar.moment(stage.calendar.workday(8), 16, 10)
    for customer in random.sample(kept, 3):
        yield _visit(stage, customer, seller, at, random.randint(5, 40))


def _visit(stage: Stage, customer: Customer, who: str, at: datetime, days: int) -> Act:
    return Act(at, lambda: touches.plan_visit(
        dossier_id=customer.id, planned_on=stage.calendar.workday(-days), by=stage.actor(who, at),
        at=at,
    ))  # fmt: skip
