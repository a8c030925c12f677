"""The first act: the company, its people, its customers and their orders."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar
from uuid import UUID

from muniment.core.actor import HOUSE, Actor, Door, Place
from muniment.core.errors import MunimentError
from muniment.core.ids import new_id
from muniment.demo.cast import (
    AGENCIES,
    AGENTS,
    COMPANY,
    EUROPE,
    EVERYBODY,
    OVERSEAS,
    OWNER,
    SELLERS,
    STAFF,
    Part,
)
from muniment.demo.customers import InventedCustomer, countries, invent_customers
from muniment.demo.orders import CURRENCY, DemoOrder, demo_customer_numbers, demo_orders
from muniment.demo.signins import SignIn, fresh_password, keep
from muniment.ledger.services import drain
from muniment.people import services as people
from muniment.sales import services as sales
from muniment.sales.domain.facts import OrderFact
from muniment.sales.domain.states import OrderState
from muniment.vault.domain.catalogue import by_code
from muniment.vault.domain.values import Value, parse
from muniment.vault.services.bulk import ImportedCustomer, import_customers

SEED = 20101201
BATCH = 50
Item = TypeVar("Item")


@dataclass
class Customer:
    """One customer of the play: its dossier, its keeper, its orders."""

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
    """What later acts need: ids by name, customers, and how far the calendar was moved."""

    now: datetime
    ids: dict[str, UUID] = field(default_factory=dict)
    agencies: dict[str, UUID] = field(default_factory=dict)
    customers: list[Customer] = field(default_factory=list)
    moved: timedelta = timedelta(0)

    def actor(self, key: str, at: datetime, place: Place | None = None) -> Actor:
        """Somebody at work, in one sign-in a day."""
        return Actor(
            person_id=self.ids[key], door=Door.WEB, place=place or OFFICE,
            session_id=f"demo-{key}-{at:%Y%m%d%H}"[:64],
        )  # fmt: skip

    def kept_by(self, key: str) -> list[Customer]:
        """The customers that somebody keeps."""
        return [one for one in self.customers if one.keeper == key]


OFFICE = Place(address="198.51.100.20", device="Firefox on Windows", site="office")


def found(stage: Stage) -> None:
    """Found the company and let everybody join; sign-ins are written down."""
    at, password = stage.now - timedelta(days=400), fresh_password()
    token = people.first_run_token()
    assert token is not None
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


def bring_customers(stage: Stage, tell: Callable[[int, int], None]) -> None:
    """Import the customers, each to the one who sells in its country, with all that is known."""
    numbers = demo_customer_numbers()
    invented = list(invent_customers(SEED, len(numbers), countries(), codes=numbers))
    sellers = _sellers(invented)
    stage.customers = [Customer(one, sellers[one.country]) for one in invented]
    at, run = stage.now - timedelta(days=395), new_id()
    for done, batch in enumerate(_batches(iter(stage.customers), BATCH)):
        rows = [
            ImportedCustomer(_values(one.invented, one.keeper), keeper_id=stage.ids[one.keeper])
            for one in batch
        ]
        ids = import_customers(
            customers=rows,
            run_id=run,
            told="customer list",
            by=stage.actor("marcus.feld", at),
            at=at,
        )
        for one, dossier_id in zip(batch, ids, strict=True):
            one.dossier_id = dossier_id
        drain()
        tell((done + 1) * BATCH, len(stage.customers))


def bring_orders(stage: Stage, tell: Callable[[int, int], None]) -> None:
    """Record the real orders, moved in time so that the newest is two days old."""
    orders = list(demo_orders())
    newest = max(order.ordered_on for order in orders)
    stage.moved = (stage.now.date() - timedelta(days=2)) - newest
    by_number = {one.invented.code: one for one in stage.customers}
    facts = []
    for order in orders:
        customer = by_number[order.customer]
        customer.orders.append(order)
        facts.append(_fact(order, customer, stage))
    at = stage.now - timedelta(days=1)
    for done, batch in enumerate(_batches(iter(facts), 500)):
        sales.record_orders(orders=batch, by=stage.actor("marcus.feld", at), at=at)
        drain()
        tell((done + 1) * 500, len(facts))


def _fact(order: DemoOrder, customer: Customer, stage: Stage) -> OrderFact:
    day = order.ordered_on + stage.moved
    fresh = day > stage.now.date() - timedelta(days=21)
    done = OrderState.BOOKED if fresh else OrderState.COMPLETED
    return OrderFact(
        number=order.number,
        dossier_id=customer.id,
        ordered_on=day,
        amount_minor=order.amount_minor,
        currency=CURRENCY,
        state=OrderState.CANCELLED if order.is_cancellation else done,
        handler_id=stage.ids[customer.keeper],
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


def _values(customer: InventedCustomer, keeper: str) -> dict[str, Value]:
    specs = by_code()
    contacts = "\n".join(
        "; ".join((one.name, one.post, one.email, one.phone)) for one in customer.people
    )
    texts = {**customer.values, "contacts.people": contacts, "origin.developed_by": keeper}
    values = {}
    for code, text in texts.items():
        try:
            values[code] = parse(text, specs[code], region=customer.country)
        except MunimentError as trouble:
            raise AssertionError(f"the play is wrong about {code}") from trouble
    return values


def _batches(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while batch := list(islice(items, size)):
        yield batch
