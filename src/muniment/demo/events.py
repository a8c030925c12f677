"""The third act: what happens beside the looks – custody, grants, claims, checks, two people."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random

from muniment.core.errors import MunimentError
from muniment.demo.cast import LEAVER, SELLERS
from muniment.demo.founding import Customer, Stage
from muniment.people import services as people
from muniment.vault import services as vault
from muniment.vault.domain.cells import COLUMN_BY_CODE
from muniment.vault.domain.policy import Cell
from muniment.vault.domain.secrets import ValueBasis
from muniment.vault.domain.states import Duty
from muniment.vault.queries import table_in_force

TEAM = {key: ("marcus.feld" if n < 3 else "zhou.min") for n, key in enumerate(SELLERS)}
"""Who manages whom, as the cast says."""


def before_the_looks(stage: Stage) -> None:
    """Deputies, filings, agents on live orders, the secret register, a changed access table."""
    random = Random(7)  # noqa: S311 - a script, not a secret
    at = stage.now - timedelta(days=140)
    for customer in stage.customers[:160]:
        _deputise(stage, random, customer, at)
    for customer in stage.customers[:90]:
        vault.file_dossier(dossier_id=customer.id, by=stage.actor("sun.qiang", at), at=at)
    for number, customer in enumerate(stage.customers[:8]):
        _claim(stage, customer, at + timedelta(days=number))
    _change_the_table(stage, at)
    _engage(stage)


def after_the_looks(stage: Stage) -> None:
    """Fresh values and visits, clash checks, an erasure done and one waiting, a notice."""
    random = Random(11)  # noqa: S311 - a script, not a secret
    for number, customer in enumerate(stage.customers[:60]):
        _freshen(stage, random, customer, stage.now - timedelta(days=90 - number))
    for key in ("priya.nair", "chen.jing", LEAVER):
        _check(stage, random, key)
    _grants(stage)
    _erasures(stage)
    _notice(stage)
    _propose_a_table(stage)


def _deputise(stage: Stage, random: Random, customer: Customer, at: datetime) -> None:
    mates = [
        key for key in SELLERS if TEAM[key] == TEAM[customer.keeper] and key != customer.keeper
    ]
    vault.assign_custody(
        dossier_id=customer.id, duty=Duty.DEPUTY, person_id=stage.ids[random.choice(mates)],
        reason="stands in during travel", by=stage.actor(TEAM[customer.keeper], at), at=at,
    )  # fmt: skip


def _claim(stage: Stage, customer: Customer, at: datetime) -> None:
    vault.claim_secret(
        dossier_id=customer.id,
        point="Who decides there, what they pay and when they buy",
        fields=["contacts.people", "pricing.payment_terms", "product.order_history"],
        since=date(at.year - 2, 3, 1),
        bases=[ValueBasis.EFFORT, ValueBasis.COST],
        basis="Found at our own cost at the fair and built up over years of visits and samples.",
        by=stage.actor(TEAM[customer.keeper], at),
        at=at,
    )


def _change_the_table(stage: Stage, at: datetime) -> None:
    """The clerks may now count-look at consignees: proposed by sales, adopted by compliance."""
    column = COLUMN_BY_CODE["document_clerk.colleague"]
    table = table_in_force()[1].changed({("logistics.consignee", column): Cell.OPEN})
    with suppress(MunimentError):  # the preset may open it already
        number = vault.propose_table(
            table=table,
            note="Clerks write bills of lading",
            by=stage.actor("marcus.feld", at),
            at=at,
        )
        vault.adopt_table(number=number, by=stage.actor("tang.yue", at), at=at + timedelta(hours=3))


def _propose_a_table(stage: Stage) -> None:
    """One proposal waits, so that a viewer can adopt it as the second person."""
    at = stage.now - timedelta(days=1)
    column = COLUMN_BY_CODE["salesperson.colleague"]
    table = table_in_force()[1].changed({
        ("identity.country", column): Cell.OPEN, ("product.ranges", column): Cell.OPEN,
    })  # fmt: skip
    with suppress(MunimentError):
        vault.propose_table(
            table=table, note="Colleagues may see country and range, to settle clashes",
            by=stage.actor("zhou.min", at), at=at,
        )  # fmt: skip


def _engage(stage: Stage) -> None:
    at = stage.now - timedelta(days=12)
    agencies = list(stage.agencies.values())
    for number, customer in enumerate(_with_fresh_orders(stage, at.date(), 8)):
        vault.engage_agent(
            dossier_id=customer.id, company_id=agencies[number % 2],
            order_number=_fresh_order(stage, customer, at.date()),
            by=stage.actor(TEAM[customer.keeper], at), at=at,
        )  # fmt: skip


def _with_fresh_orders(stage: Stage, day: date, wanted: int) -> Iterator[Customer]:
    found = 0
    for customer in stage.customers:
        if found < wanted and _fresh_order(stage, customer, day):
            found += 1
            yield customer


def _fresh_order(stage: Stage, customer: Customer, day: date) -> str:
    fresh = [
        order.number
        for order in customer.orders
        if order.ordered_on + stage.moved > day - timedelta(days=30) and not order.is_cancellation
    ]
    return fresh[-1] if fresh else ""


def _freshen(stage: Stage, random: Random, customer: Customer, at: datetime) -> None:
    habits = (
        "Orders six weeks before the season; wants one price for the whole list.",
        "Decides fast by telephone, writes late; never presses for discount before autumn.",
        "Sends the drawing back once; the second sample is always accepted.",
    )
    vault.submit_values(
        dossier_id=customer.id, compartment="profile", told="telephone call",
        values={"profile.buying_habits": random.choice(habits)},
        by=stage.actor(customer.keeper, at), at=at,
    )  # fmt: skip
    if random.random() < 0.6:
        later = at + timedelta(days=2)
        vault.verify_values(
            dossier_id=customer.id, compartment="contacts", fields={"contacts.people": 1},
            by=stage.actor(TEAM[customer.keeper], later), at=later,
        )  # fmt: skip


def _check(stage: Stage, random: Random, key: str) -> None:
    others = [one for one in stage.customers if one.keeper != key]
    for number in range(6):
        at = stage.now - timedelta(days=40 - 5 * number)
        known = random.choice(others).invented
        asked = (
            {"email": f"sales{number}@{known.values['identity.website'].removeprefix('https://')}"}
            if number % 3 == 0
            else {"name": known.legal_name}
            if number % 3 == 1
            else {
                "name": f"Blue Anchor {number} Stores",
                "email": f"hello@blue-anchor-{number}.example",
            }
        )
        vault.check_clash(**asked, by=stage.actor(key, at), at=at)


def _grants(stage: Stage) -> None:
    at = stage.now - timedelta(days=9)
    for customer in stage.customers[10:14]:
        holder = "gao.li" if customer.keeper in {"li.wei", "chen.jing"} else "xu.fang"
        vault.give_grant(
            dossier_id=customer.id, compartment="pricing", holder_id=stage.ids[holder],
            until=stage.now + timedelta(days=21), reason="insurance limit is being renewed",
            by=stage.actor(TEAM[customer.keeper], at), at=at,
        )  # fmt: skip


def _erasures(stage: Stage) -> None:
    at = stage.now - timedelta(days=6)
    gone, waiting = stage.customers[-1], stage.customers[-2]
    for customer in (gone, waiting):
        wish = vault.ask_erasure(
            dossier_id=customer.id, compartment="contacts", basis=vault.Basis.PERSON_ASKED,
            reason="The buyer asked us to forget his details.",
            by=stage.actor(TEAM[customer.keeper], at), at=at,
        )  # fmt: skip
        if customer is gone:
            vault.erase_compartment(
                erasure_id=wish, by=stage.actor("tang.yue", at), at=at + timedelta(hours=5)
            )


def _notice(stage: Stage) -> None:
    at = stage.now - timedelta(days=3)
    people.give_notice(
        person_id=stage.ids[LEAVER], notice_on=at.date(),
        last_day_on=(stage.now + timedelta(days=27)).date(),
        by=stage.actor("shen.yulan", at), at=at,
    )  # fmt: skip
