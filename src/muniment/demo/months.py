"""Four months of work: looks with their reasons, refusals, and odd reading.

Every look goes through the gate like anybody else's. What is invented is the script only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from muniment.core.actor import Place
from muniment.core.errors import MunimentError
from muniment.demo.cast import LANGUAGE, LEAVER, SELLERS, TELEPHONE
from muniment.demo.founding import OFFICE, Customer, Stage
from muniment.demo.script import Act
from muniment.vault import gate

WEEKS = 16
HOME = Place(address="203.0.113.88", device=TELEPHONE, site="home")
FAIR = Place(address="192.0.2.140", device=TELEPHONE, site="fair")

_PURPOSES = {
    "en": {
        "contacts": ("call about the delivery date", "send the new catalogue", "confirm the visit"),
        "pricing": ("quote the spring range", "answer a price question", "prepare the proforma"),
        "product": ("repeat the last packing", "check the label wording", "offer a missing item"),
        "logistics": ("book the container", "prepare bill of lading", "check the shipping marks"),
        "identity": ("fill in the sales contract", "answer the bank", "prepare the invoice"),
        "profile": ("prepare the meeting", "plan the season with them"),
        "origin": ("write the yearly report",),
    },
    "zh-hans": {
        "contacts": ("电话确认交期", "寄送新目录", "确认来访时间"),
        "pricing": ("报春季系列价格", "答复客户询价", "准备形式发票"),
        "product": ("按上次包装返单", "核对标签文字", "补报缺项产品"),
        "logistics": ("订舱", "缮制提单补料", "核对唛头"),
        "identity": ("填写外销合同", "答复银行问单", "准备商业发票"),
        "profile": ("准备客户会议", "与客户排下一季计划"),
        "origin": ("撰写年度客户报告",),
    },
}
_SELLING = (
    "contacts", "contacts", "pricing", "pricing", "product", "logistics", "profile", "identity",
)  # fmt: skip
_OFFICE_WORK = (
    ("xu.fang", ("logistics",), 6), ("gao.li", ("pricing",), 4),
    ("marcus.feld", ("pricing", "profile"), 3), ("zhou.min", ("contacts", "pricing"), 3),
    ("shen.yulan", ("pricing", "profile"), 1), ("sun.qiang", ("origin",), 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """One attempt to look, before it happens."""

    at: datetime
    who: str
    customer: Customer
    compartment: str
    purpose: str
    kind: str
    reference: str
    place: Place = OFFICE


def play(stage: Stage, scene: Scene) -> None:
    """Let the gate answer; a refusal is part of the play, and on record."""
    try:
        gate.consult(
            reader=stage.actor(scene.who, scene.at, scene.place),
            dossier_id=scene.customer.id,
            compartment=scene.compartment,
            purpose=scene.purpose,
            reference_kind=scene.kind,
            reference=scene.reference,
            at=scene.at,
        )
    except MunimentError:
        return


def act_of(stage: Stage, scene: Scene) -> Act:
    """Make an act of a scene."""
    return Act(scene.at, lambda: play(stage, scene))


def acts(stage: Stage) -> Iterator[Act]:
    """Write the looks of all weeks; what would lie ahead of now is left out."""
    random = Random(20110402)  # noqa: S311 - a script, not a secret
    for scene in _scenes(stage, random):
        if scene.at < stage.now:
            yield act_of(stage, scene)


def _scenes(stage: Stage, random: Random) -> Iterator[Scene]:
    for weeks_ago in range(WEEKS, -1, -1):
        monday = stage.calendar.monday(weeks_ago)
        for seller in SELLERS:
            yield from _seller(stage, random, seller, monday)
        yield from _office(stage, random, monday)
    yield from _curious(stage, random)
    yield from _leaver(stage, random)


def _seller(stage: Stage, random: Random, key: str, monday: date) -> Iterator[Scene]:
    """Mostly the busiest thirty of the own customers."""
    kept = stage.kept_by(key)
    for _ in range(random.randint(7, 11)):
        customer = random.choice(kept[:30] if random.random() < 0.7 else kept)
        place = FAIR if random.random() < 0.03 else OFFICE
        yield _scene(
            stage,
            random,
            key,
            customer,
            compartment=random.choice(_SELLING),
            monday=monday,
            place=place,
        )


def _office(stage: Stage, random: Random, monday: date) -> Iterator[Scene]:
    """Clerk, finance, managers and the owner look where their work takes them."""
    for key, compartments, looks in _OFFICE_WORK:
        for _ in range(looks):
            customer = random.choice(stage.customers[:120])
            yield _scene(
                stage, random, key, customer, compartment=random.choice(compartments), monday=monday
            )


def _curious(stage: Stage, random: Random) -> Iterator[Scene]:
    """Some ask for what is not theirs, and are told whom to ask."""
    for number in range(24):
        key = random.choice([*SELLERS, "xu.fang", "ren.bo"])
        others = [one for one in stage.customers[:80] if one.keeper != key]
        monday = stage.calendar.monday(number % WEEKS + 1)
        yield _scene(
            stage, random, key, random.choice(others), compartment="contacts", monday=monday
        )


def _leaver(stage: Stage, random: Random) -> Iterator[Scene]:
    """In the last weeks one salesperson reads his whole book, in the evening, from home."""
    for number, customer in enumerate(stage.kept_by(LEAVER)):
        day = stage.calendar.today - timedelta(days=18 - number % 17)
        evening = stage.calendar.moment(day, 21, number % 60, number % 7)
        compartment = ("contacts", "pricing")[number % 2]
        purpose = purpose_for(random, LEAVER, compartment)
        kind, reference = reference_of(stage, random, customer, day)
        yield Scene(evening, LEAVER, customer, compartment, purpose, kind, reference, HOME)


def _scene(
    stage: Stage,
    random: Random,
    who: str,
    customer: Customer,
    *,
    compartment: str,
    monday: date,
    place: Place = OFFICE,
) -> Scene:
    at = stage.calendar.at_work(monday + timedelta(days=random.randint(0, 4)), random)
    kind, reference = reference_of(stage, random, customer, at.date())
    purpose = purpose_for(random, who, compartment)
    return Scene(at, who, customer, compartment, purpose, kind, reference, place)


def purpose_for(random: Random, who: str, compartment: str) -> str:
    """Say what a look is for, in the language of who looks."""
    return random.choice(_PURPOSES[LANGUAGE[who]][compartment])


def reference_of(stage: Stage, random: Random, customer: Customer, day: date) -> tuple[str, str]:
    """Mostly a real order of this customer; sometimes an inquiry or a visit."""
    orders = stage.orders_before(customer, day)
    if orders and random.random() < 0.75:
        return "order", random.choice(orders[-6:]).number
    if random.random() < 0.8:
        return "inquiry", f"INQ-{random.randint(200, 980)}"
    return "visit", f"Visit in week {day.isocalendar().week}"
