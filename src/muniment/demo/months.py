"""The second act: four months of work – looks with their reasons, refusals, and odd reading.

Every look goes through the gate like anybody else's. What is invented is the script only.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from muniment.core.actor import Place
from muniment.core.errors import MunimentError
from muniment.demo.cast import LEAVER, SELLERS
from muniment.demo.founding import OFFICE, Customer, Stage
from muniment.ledger.services import drain
from muniment.vault import gate

WEEKS = 16
HOME = Place(address="203.0.113.88", device="Chrome on a telephone", site="home")
FAIR = Place(address="192.0.2.140", device="Chrome on a telephone", site="fair")

PURPOSES = {
    "contacts": ("call about the delivery date", "send the new catalogue", "confirm the visit"),
    "pricing": ("quote the spring range", "answer a price question", "prepare the proforma"),
    "product": ("repeat the last packing", "check the label wording", "offer the missing article"),
    "logistics": ("book the container", "prepare bill of lading", "check the shipping marks"),
    "identity": ("fill in the sales contract", "answer the bank", "prepare the invoice"),
    "profile": ("prepare the meeting", "plan the season with them"),
    "origin": ("write the yearly report",),
}
SELLING = (
    "contacts",
    "contacts",
    "pricing",
    "pricing",
    "product",
    "logistics",
    "profile",
    "identity",
)


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


def work(stage: Stage, tell: Callable[[int, int], None]) -> None:
    """Play all scenes in the order of time."""
    random = Random(20110402)  # noqa: S311 - a script, not a secret
    scenes = sorted(_scenes(stage, random), key=lambda scene: scene.at)
    for number, scene in enumerate(scenes):
        _play(stage, scene)
        if number % 100 == 0:
            drain()
            tell(number, len(scenes))


def _play(stage: Stage, scene: Scene) -> None:
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
        return  # a refusal is part of the play; it is on record


def _scenes(stage: Stage, random: Random) -> Iterator[Scene]:
    for week in range(WEEKS):
        monday = stage.now - timedelta(weeks=WEEKS - week)
        for seller in SELLERS:
            yield from _seller(stage, random, seller, monday, looks=random.randint(9, 15))
        yield from _office(stage, random, monday)
    yield from _curious(stage, random)
    yield from _leaver(stage, random)


def _seller(
    stage: Stage, random: Random, key: str, monday: datetime, *, looks: int
) -> Iterator[Scene]:
    kept = stage.kept_by(key)
    for _ in range(looks):
        customer = random.choice(kept[:30] if random.random() < 0.7 else kept)
        place = FAIR if random.random() < 0.03 else OFFICE
        yield _scene(random, key, customer, random.choice(SELLING), monday, place=place)


def _office(stage: Stage, random: Random, monday: datetime) -> Iterator[Scene]:
    """Clerk, finance, managers and the owner look where their work takes them."""
    cast = (
        ("xu.fang", ("logistics",), 6), ("gao.li", ("pricing",), 4),
        ("marcus.feld", ("pricing", "profile"), 3), ("zhou.min", ("contacts", "pricing"), 3),
        ("shen.yulan", ("pricing", "profile"), 1), ("sun.qiang", ("origin",), 1),
    )  # fmt: skip
    for key, compartments, looks in cast:
        for _ in range(looks):
            customer = random.choice(stage.customers[:120])
            yield _scene(random, key, customer, random.choice(compartments), monday)


def _curious(stage: Stage, random: Random) -> Iterator[Scene]:
    """Some ask for what is not theirs, and are told whom to ask."""
    for number in range(24):
        key = random.choice([*SELLERS, "xu.fang", "ren.bo"])
        others = [one for one in stage.customers[:80] if one.keeper != key]
        monday = stage.now - timedelta(weeks=number % WEEKS + 1)
        yield _scene(random, key, random.choice(others), "contacts", monday)


def _leaver(stage: Stage, random: Random) -> Iterator[Scene]:
    """In the last weeks one salesperson reads his whole book, in the evening, from home."""
    kept = stage.kept_by(LEAVER)
    for number, customer in enumerate(kept):
        day = stage.now - timedelta(days=18 - number % 17)
        evening = day.replace(hour=21, minute=number % 60, second=number % 7)
        if evening < stage.now:
            compartment = ("contacts", "pricing")[number % 2]
            purpose = random.choice(PURPOSES[compartment])
            yield Scene(
                evening, LEAVER, customer, compartment, purpose, *_reference(random, customer), HOME
            )


def _scene(
    random: Random,
    who: str,
    customer: Customer,
    compartment: str,
    monday: datetime,
    *,
    place: Place = OFFICE,
) -> Scene:
    at = monday + timedelta(days=random.randint(0, 4))
    at = at.replace(
        hour=random.randint(1, 9), minute=random.randint(0, 59), second=random.randint(0, 59)
    )
    kind, reference = _reference(random, customer)
    return Scene(
        at, who, customer, compartment, random.choice(PURPOSES[compartment]), kind, reference, place
    )


def _reference(random: Random, customer: Customer) -> tuple[str, str]:
    """Mostly a real order of this customer; sometimes an inquiry or a visit."""
    if customer.orders and random.random() < 0.75:
        return "order", random.choice(customer.orders).number
    if random.random() < 0.8:
        return "inquiry", f"INQ-{random.randint(200, 980)}"
    return "visit", f"Visit in week {random.randint(1, 52)}"
