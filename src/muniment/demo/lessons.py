"""A few scenes that a first-time viewer should meet: each shows one promise of the vault.

They happen to customers that `docs/first-five-minutes.md` names by their legal names, which
are the same in every planting; codenames are drawn anew each time.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from muniment.core.actor import Place
from muniment.demo.cast import AGENCIES, FIREFOX, MANAGER
from muniment.demo.founding import OFFICE, Customer, Stage
from muniment.demo.months import Scene, act_of
from muniment.demo.script import Act
from muniment.vault import services as vault
from muniment.vault.domain.states import Duty

CLERK, SELLER, MATE = "xu.fang", "chen.jing", "anna.kowalska"
AGENT_OFFICE = Place(address="198.51.100.77", device=FIREFOX, site="office")
PAPERS = "write the payment terms into the invoice"
ENGAGED = 8
GRANTED = slice(10, 14)
"""Customers whose prices finance or the clerk read under a grant, so nothing is counted there."""
LIVE = timedelta(days=30)


def acts(stage: Stage) -> Iterator[Act]:
    """Write the lessons."""
    yield from _deputy_reads(stage)
    yield from _counted_out(stage)
    yield from _looks_allowed(stage)
    yield from _agents(stage)
    yield from _refused(stage)


def deputised(stage: Stage) -> Customer:
    """The customer of a colleague for whom the shown salesperson stands in."""
    return next(_known_by_name(stage, MATE))


def counted_out(stage: Stage) -> list[Customer]:
    """Two customers of the shown salesperson of which the clerk used up her looks at prices."""
    granted = stage.customers[GRANTED]
    fit = (one for one in _known_by_name(stage, SELLER) if one not in granted)
    return list(islice(fit, 2))


def _known_by_name(stage: Stage, keeper: str) -> Iterator[Customer]:
    """Customers of a keeper that a search for the first two words of the name finds alone."""
    heads = Counter(_head(one) for one in stage.customers)
    return (one for one in stage.kept_by(keeper) if heads[_head(one)] == 1)


def _head(customer: Customer) -> tuple[str, ...]:
    return tuple(customer.invented.legal_name.split()[:2])


def _deputy_reads(stage: Stage) -> Iterator[Act]:
    """A deputy reads the suppliers three times; after that only what is not counted opens."""
    customer, since = deputised(stage), stage.calendar.moment(stage.calendar.workday(118), 10)
    yield Act(since, lambda: vault.assign_custody(
        dossier_id=customer.id, duty=Duty.DEPUTY, person_id=stage.ids[SELLER],
        reason="stands in while Anna travels", by=stage.actor(MANAGER[MATE], since), at=since,
    ))  # fmt: skip
    for number, days_ago in enumerate((34, 20, 13, 5)):
        at = stage.calendar.moment(stage.calendar.workday(days_ago), 11, 7 * number)
        purpose = "ask the factory for a second colour"
        yield _look(stage, SELLER, customer, "supply", purpose=purpose, at=at)


def _counted_out(stage: Stage) -> Iterator[Act]:
    """The clerk reads the terms of two customers three times each; the fourth is refused."""
    for place, customer in enumerate(counted_out(stage)):
        for number, days_ago in enumerate((30, 22, 15, 9)):
            day = stage.calendar.workday(days_ago)
            at = stage.calendar.moment(day, 14, 20 * place + 5 * number)
            yield _look(stage, CLERK, customer, "pricing", purpose=PAPERS, at=at)


def _looks_allowed(stage: Stage) -> Iterator[Act]:
    """For one of the two the keeper's manager allows two more, and one is used."""
    customer = counted_out(stage)[0]
    allowed = stage.calendar.moment(stage.calendar.workday(9), 15, 40)
    yield Act(allowed, lambda: vault.allow_looks(
        dossier_id=customer.id, compartment="pricing", person_id=stage.ids[CLERK], looks=2,
        reason="two shipments of the same order are still to be papered",
        by=stage.actor(MANAGER[SELLER], allowed), at=allowed,
    ))  # fmt: skip
    again = stage.calendar.moment(stage.calendar.workday(9), 16, 2)
    yield _look(stage, CLERK, customer, "pricing", purpose=PAPERS, at=again)


def _agents(stage: Stage) -> Iterator[Act]:
    """Agents get live orders and see their shipping papers; elsewhere they find nothing."""
    day = stage.calendar.workday(12)
    engaged = [one for one in stage.customers if one.keeper and live_order(stage, one, day)]
    companies = list(AGENCIES)
    for number, customer in enumerate(engaged[:ENGAGED]):
        at = stage.calendar.moment(day, 9, 4 * number)
        agent = ("zhang.hao", "mei.lin")[number % 2]
        order = live_order(stage, customer, day)
        yield _engagement(stage, customer, companies[number % 2], order, at)
        for days_ago in (8, 3)[: 1 + number % 2]:
            then = stage.calendar.moment(stage.calendar.workday(days_ago), 10, 3 * number)
            yield _agent_look(stage, agent, customer, order, then)
    tried = stage.calendar.moment(stage.calendar.workday(4), 16, 31)
    yield _agent_look(stage, "mei.lin", engaged[0], live_order(stage, engaged[0], day), tried)


def _refused(stage: Stage) -> Iterator[Act]:
    """A colleague asks for another's contacts and is told whom to ask."""
    customer = stage.kept_by("wang.lei")[0]
    at = stage.calendar.moment(stage.calendar.workday(6), 15, 12)
    yield _look(
        stage, SELLER, customer, "contacts", purpose="send them the spring catalogue", at=at
    )


def live_order(stage: Stage, customer: Customer, day: date) -> str:
    """The newest order of the last month that is on record by that day, or ""."""
    numbers = [
        order.number
        for order in stage.orders_before(customer, day)
        if stage.day_of(order) > day - LIVE
    ]
    return numbers[-1] if numbers else ""


def _engagement(stage: Stage, customer: Customer, company: str, order: str, at: datetime) -> Act:
    return Act(at, lambda: vault.engage_agent(
        dossier_id=customer.id, company_id=stage.agencies[company], order_number=order,
        by=stage.actor(MANAGER[customer.keeper], at), at=at,
    ))  # fmt: skip


def _agent_look(stage: Stage, who: str, customer: Customer, order: str, at: datetime) -> Act:
    purpose = "prepare the customs declaration"
    scene = Scene(at, who, customer, "logistics", purpose, "order", order, AGENT_OFFICE)
    return act_of(stage, scene)


def _look(
    stage: Stage, who: str, customer: Customer, compartment: str, *, purpose: str, at: datetime
) -> Act:
    orders = stage.orders_before(customer, at.date())
    kind, reference = ("order", orders[-1].number) if orders else ("inquiry", "INQ-417")
    scene = Scene(at, who, customer, compartment, purpose, kind, reference, OFFICE)
    return act_of(stage, scene)
