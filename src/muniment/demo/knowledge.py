"""What salespeople write down as they work: the top secrets, fresh habits, a manager's check."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

from muniment.core.errors import MunimentError
from muniment.demo import details
from muniment.demo.cast import LANGUAGE, MANAGER
from muniment.demo.customers import InventedCustomer, countries, invent_customers
from muniment.demo.founding import Customer, Stage
from muniment.demo.script import Act
from muniment.vault import services as vault

KNOWN_WELL = 60
"""So many customers, the busiest, have their top secrets written down."""
NEGLECTED = 11
"""One customer in so many was not touched since the import."""


def acts(stage: Stage) -> Iterator[Act]:
    """Write what is learned, spread over the four months."""
    random = Random(7)  # noqa: S311 - a script, not a secret
    behind = list(invent_customers(40, KNOWN_WELL, countries()))
    for number, customer in enumerate(stage.customers):
        if number < KNOWN_WELL and customer.keeper:
            yield from _learned(stage, random, customer, behind[number])
        if customer.keeper and number % NEGLECTED:
            yield from _freshened(stage, random, customer, well=number < KNOWN_WELL)


def _learned(
    stage: Stage, random: Random, customer: Customer, behind: InventedCustomer
) -> Iterator[Act]:
    language = LANGUAGE[customer.keeper]
    found = details.learned(random, customer.invented, behind, language)
    for step, (compartment, values) in enumerate(found.items()):
        day = stage.calendar.workday(116 - step * 2 - random.randint(0, 1))
        at = stage.calendar.at_work(day, random)
        told = details.source(random, language)
        yield _submission(stage, customer, compartment, values, told=told, at=at)


def _freshened(stage: Stage, random: Random, customer: Customer, *, well: bool) -> Iterator[Act]:
    language = LANGUAGE[customer.keeper]
    at = stage.calendar.at_work(stage.calendar.workday(random.randint(4, 80)), random)
    values = details.told(random, language, "profile.buying_habits")
    told = details.source(random, language)
    yield _submission(stage, customer, "profile", values, told=told, at=at)
    if well and random.random() < 0.6:
        checked = min(at + timedelta(days=2), stage.now - timedelta(hours=2))
        yield Act(checked, lambda: _verify(stage, customer, checked))


def _submission(
    stage: Stage,
    customer: Customer,
    compartment: str,
    values: dict[str, str],
    *,
    told: str,
    at: datetime,
) -> Act:
    return Act(
        at,
        lambda: vault.submit_values(
            dossier_id=customer.id, compartment=compartment, values=values, told=told,
            by=stage.actor(customer.keeper, at), at=at,
        ),
    )  # fmt: skip


def _verify(stage: Stage, customer: Customer, at: datetime) -> None:
    with suppress(MunimentError):  # somebody may have written a newer version meanwhile
        vault.verify_values(
            dossier_id=customer.id, compartment="contacts", fields={"contacts.people": 1},
            by=stage.actor(MANAGER[customer.keeper], at), at=at,
        )  # fmt: skip
