"""The founding: the company, its people, its customers, and the orders of the past."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from typing import TypeVar
from uuid import UUID

from muniment.core.actor import HOUSE, Actor, Door, Place
from muniment.core.errors import MunimentError
from muniment.core.ids import new_id
from muniment.demo import details
from muniment.demo.cast import (
    AGENCIES,
    AGENTS,
    COMPANY,
    EUROPE,
    EVERYBODY,
    FIREFOX,
    LANGUAGE,
    OVERSEAS,
    OWNER,
    SELLERS,
    STAFF,
    UNKEPT,
    Part,
)
from muniment.demo.customers import InventedCustomer, countries, invent_customers
from muniment.demo.orders import CURRENCY, DemoOrder, demo_customer_numbers, demo_orders
from muniment.demo.script import Act, Calendar
from muniment.demo.signins import SignIn, fresh_password, keep
from muniment.ledger.services import drain
from muniment.people import services as people
from muniment.people.services.errors import FirstRunClosed
from muniment.sales import services as sales
from muniment.sales.domain.facts import OrderFact
from muniment.sales.domain.states import OrderState
from muniment.vault.domain.catalogue import by_code
from muniment.vault.domain.values import Value, parse
from muniment.vault.services import furnish
from muniment.vault.services.bulk import ImportedCustomer, import_customers

SEED = 20101201
BATCH = 50
AGE = timedelta(days=400)
"""How long ago the company was founded here."""
PLAYED = timedelta(days=125)
"""How long before now the play begins; older orders come with the customers."""
FRESH = timedelta(days=21)
"""Orders younger than this are booked and not yet completed."""
OFFICE = Place(address="198.51.100.20", device=FIREFOX, site="office")
Item = TypeVar("Item")


@dataclass
class Customer:
    """One customer of the play: its dossier, its keeper ("" for nobody), its orders."""

    invented: InventedCustomer
    keeper: str
    dossier_id: UUID | None = None
    orders: list[DemoOrder] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        """The dossier; known once the customer is in."""
        assert self.dossier_id is not None
        return self.dossier_id


@dataclass
class Stage:
    """What every act needs: ids by name, customers, the calendar, how far orders were moved."""

    calendar: Calendar
    ids: dict[str, UUID] = field(default_factory=dict)
    agencies: dict[str, UUID] = field(default_factory=dict)
    customers: list[Customer] = field(default_factory=list)
    moved: timedelta = timedelta(0)

    @property
    def now(self) -> datetime:
        """The moment at which the play ends."""
        return self.calendar.now

    @property
    def first_day(self) -> date:
        """The day on which the play begins."""
        return self.calendar.today - PLAYED

    def actor(self, key: str, at: datetime, place: Place = OFFICE) -> Actor:
        """Somebody at work, in one sign-in a day."""
        return Actor(
            person_id=self.ids[key], door=Door.WEB, place=place,
            session_id=hashlib.sha256(f"{key} {at:%Y%m%d}".encode()).hexdigest()[:32],
        )  # fmt: skip

    def kept_by(self, key: str) -> list[Customer]:
        """The customers that somebody keeps, the busiest first."""
        return [one for one in self.customers if one.keeper == key]

    def day_of(self, order: DemoOrder) -> date:
        """The day of an order in the play."""
        return order.ordered_on + self.moved

    def orders_before(self, customer: Customer, day: date) -> list[DemoOrder]:
        """The orders of a customer that are on record by that day; cancellations left out."""
        return [
            order
            for order in customer.orders
            if self.day_of(order) < day - timedelta(days=7) and not order.is_cancellation
        ]


def found(stage: Stage) -> None:
    """Found the company, furnish the vault, let everybody join; sign-ins are written down.

    Raises:
        FirstRunClosed: there is a company already; nothing was written.
    """
    at, password = stage.now - AGE, fresh_password()
    token = people.first_run_token()
    if token is None:
        raise FirstRunClosed
    furnish(at=at)
    stage.ids[OWNER.key] = people.found_company(
        token=token, company_name=COMPANY, owner_name=OWNER.name, owner_email=OWNER.email,
        password=password, language=OWNER.language, by=HOUSE, at=at,
    )  # fmt: skip
    teams = {name: people.create_team(name=name, by=HOUSE, at=at) for name in (EUROPE, OVERSEAS)}
    for name, country in AGENCIES.items():
        stage.agencies[name] = people.add_outside_company(
            kind="export_agent", name=name, country=country, by=HOUSE, at=at
        )
    for part in (*STAFF, *AGENTS):
        stage.ids[part.key] = _join(part, stage, teams, password, at)
    keep([_sign_in(part, stage, password, at) for part in EVERYBODY])


def _join(part: Part, stage: Stage, teams: Mapping[str, UUID], password: str, at: datetime) -> UUID:
    invited = people.invite_person(
        name=part.name, email=part.email, role=part.role, team_id=teams.get(part.team),
        line_manager_id=stage.ids.get(part.under), language=part.language,
        outside_company_id=stage.agencies.get(part.agency), by=HOUSE, at=at,
    )  # fmt: skip
    people.accept_invitation(token=invited.token, password=password, by=HOUSE, at=at)
    return invited.person_id


def _sign_in(part: Part, stage: Stage, password: str, at: datetime) -> SignIn:
    secret = people.set_up_authenticator_app(person_id=stage.ids[part.key], by=HOUSE, at=at)
    role = part.role.value.replace("_", " ")
    return SignIn(part.name, role, part.email, password, secret, part.shown)


def cast_customers(stage: Stage) -> None:
    """Invent the customers, give each its real orders and the seller of its country."""
    numbers = demo_customer_numbers()
    invented = list(invent_customers(SEED, len(numbers), countries(), codes=numbers))
    sellers = _sellers(invented)
    stage.customers = [Customer(one, sellers[one.country]) for one in invented]
    for customer in stage.customers[slice(*UNKEPT)]:
        customer.keeper = ""
    by_number = {one.invented.code: one for one in stage.customers}
    orders = list(demo_orders())
    stage.moved = stage.calendar.workday(2) - max(order.ordered_on for order in orders)
    for order in orders:
        by_number[order.customer].orders.append(order)


def bring_customers(stage: Stage, tell: Callable[[int, int], None]) -> None:
    """Import the customers, each to its seller, with what the old list says."""
    random = Random(SEED)  # noqa: S311 - a script, not a secret
    at, run = stage.now - timedelta(days=395), new_id()
    for done, batch in enumerate(_batches(iter(stage.customers), BATCH)):
        rows = [
            ImportedCustomer(_values(random, one), keeper_id=stage.ids.get(one.keeper))
            for one in batch
        ]
        ids = import_customers(
            customers=rows, run_id=run, told="customer list",
            by=stage.actor("marcus.feld", at), at=at,
        )  # fmt: skip
        for one, dossier_id in zip(batch, ids, strict=True):
            one.dossier_id = dossier_id
        drain()
        tell((done + 1) * BATCH, len(stage.customers))


def bring_orders(stage: Stage, tell: Callable[[int, int], None]) -> None:
    """Record the real orders from before the play, moved in time so that the newest is fresh."""
    at = stage.calendar.moment(stage.first_day, 8)
    facts = [fact for day, fact in _facts(stage) if day < stage.first_day]
    for done, batch in enumerate(_batches(iter(facts), 500)):
        sales.record_orders(orders=batch, by=stage.actor("marcus.feld", at), at=at)
        drain()
        tell((done + 1) * 500, len(facts))


def weekly_orders(stage: Stage) -> Iterator[Act]:
    """Record the orders of each played week when the week is over, and the rest today."""
    weeks: dict[date, list[OrderFact]] = {}
    for day, fact in _facts(stage):
        if day >= stage.first_day:
            weeks.setdefault(day + timedelta(days=6 - day.weekday()), []).append(fact)
    for sunday, facts in weeks.items():
        evening = min(stage.calendar.moment(sunday, 18), stage.now - timedelta(days=1))
        yield Act(evening, _recording(stage, facts, evening))


def _recording(stage: Stage, facts: list[OrderFact], at: datetime) -> Callable[[], object]:
    return lambda: sales.record_orders(orders=facts, by=stage.actor("marcus.feld", at), at=at)


def _facts(stage: Stage) -> Iterator[tuple[date, OrderFact]]:
    for customer in stage.customers:
        for order in customer.orders:
            yield stage.day_of(order), _fact(order, customer, stage)


def _fact(order: DemoOrder, customer: Customer, stage: Stage) -> OrderFact:
    day = stage.day_of(order)
    done = OrderState.BOOKED if day > stage.now.date() - FRESH else OrderState.COMPLETED
    return OrderFact(
        number=order.number,
        dossier_id=customer.id,
        ordered_on=day,
        amount_minor=order.amount_minor,
        currency=CURRENCY,
        state=OrderState.CANCELLED if order.is_cancellation else done,
        handler_id=stage.ids.get(customer.keeper),
        lines=order.lines,
    )


def _sellers(invented: list[InventedCustomer]) -> dict[str, str]:
    known = {country: key for key, kept in SELLERS.items() for country in kept}
    load = dict.fromkeys(SELLERS, 0)
    for country in sorted({one.country for one in invented}):
        key = known.get(country) or min(load, key=lambda one: (load[one], one))
        known[country] = key
        load[key] += sum(1 for one in invented if one.country == country)
    return known


def _values(random: Random, customer: Customer) -> dict[str, Value]:
    """Canonical values of one customer; an empty text is a field that nobody filled."""
    one, specs = customer.invented, by_code()
    contacts = "\n".join("; ".join((it.name, it.post, it.email, it.phone)) for it in one.people)
    more = details.known_at_import(
        random, one, LANGUAGE.get(customer.keeper, details.ENGLISH),
        bought=sum(order.amount_minor for order in customer.orders),
    )  # fmt: skip
    texts = {
        **one.values,
        **more,
        "contacts.people": contacts,
        "origin.developed_by": NAMES.get(customer.keeper, ""),
    }
    try:
        return {
            code: parse(text, specs[code], region=one.country)
            for code, text in texts.items()
            if text
        }
    except MunimentError as trouble:
        raise AssertionError("the play is wrong about a value") from trouble


NAMES = {part.key: part.name for part in EVERYBODY}


def _batches(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while batch := list(islice(items, size)):
        yield batch
