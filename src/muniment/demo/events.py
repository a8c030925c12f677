"""What happens beside the looks: deputies, filing, claims, checks, and what takes two people."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from muniment.demo.cast import LANGUAGE, LEAVER, MANAGER, SELLERS
from muniment.demo.founding import Customer, Stage
from muniment.demo.lessons import GRANTED, deputised
from muniment.demo.script import Act
from muniment.vault import services as vault
from muniment.vault.domain.cells import COLUMN_BY_CODE
from muniment.vault.domain.policy import Cell
from muniment.vault.domain.secrets import ValueBasis
from muniment.vault.domain.states import Duty
from muniment.vault.queries import table_in_force

DEPUTISED, FILED, CLAIMED = 160, 90, 12
_REASONS = {"en": "stands in during travel", "zh-hans": "出差期间代管"}


def acts(stage: Stage) -> Iterator[Act]:
    """Write the events of four months."""
    random = Random(11)  # noqa: S311 - a script, not a secret
    yield from _deputies(stage, random)
    yield from _filings(stage, random)
    yield from _claims(stage)
    yield from _tables(stage)
    for key in ("priya.nair", "chen.jing", LEAVER):
        yield from _checks(stage, random, key)
    yield from _grants(stage)
    yield from _erasures(stage)


def _deputies(stage: Stage, random: Random) -> Iterator[Act]:
    for customer in stage.customers[:DEPUTISED]:
        mates = [
            key
            for key in SELLERS
            if MANAGER[key] == MANAGER[customer.keeper] and key != customer.keeper
        ]
        at = stage.calendar.at_work(stage.calendar.workday(random.randint(113, 118)), random)
        if customer is not deputised(stage):
            yield _deputy(stage, customer, random.choice(mates), at)


def _deputy(stage: Stage, customer: Customer, mate: str, at: datetime) -> Act:
    manager = MANAGER[customer.keeper]
    return Act(at, lambda: vault.assign_custody(
        dossier_id=customer.id, duty=Duty.DEPUTY, person_id=stage.ids[mate],
        reason=_REASONS[LANGUAGE[manager]], by=stage.actor(manager, at), at=at,
    ))  # fmt: skip


def _filings(stage: Stage, random: Random) -> Iterator[Act]:
    for customer in stage.customers[:FILED]:
        at = stage.calendar.at_work(stage.calendar.workday(random.randint(60, 112)), random)
        yield _filing(stage, customer, at)


def _filing(stage: Stage, customer: Customer, at: datetime) -> Act:
    return Act(at, lambda: vault.file_dossier(
        dossier_id=customer.id, by=stage.actor("sun.qiang", at), at=at
    ))  # fmt: skip


def _claims(stage: Stage) -> Iterator[Act]:
    for number, customer in enumerate(stage.customers[:CLAIMED]):
        at = stage.calendar.moment(stage.calendar.workday(100 - number), 17, 5 + number)
        yield _claim(stage, customer, at)


_CLAIMED = {
    "en": (
        "Who decides there, what they pay and when they buy",
        "Found at our own cost at the fair and built up over years of visits and samples.",
    ),
    "zh-hans": (
        "谁拍板、付什么价、何时下单",
        "由公司出资在展会上开发，历经多年拜访、打样逐步积累的深度信息。",
    ),
}


def _claim(stage: Stage, customer: Customer, at: datetime) -> Act:
    manager = MANAGER[customer.keeper]
    point, basis = _CLAIMED[LANGUAGE[manager]]
    return Act(at, lambda: vault.claim_secret(
        dossier_id=customer.id, point=point, since=(at - timedelta(days=730)).date(),
        fields=["contacts.people", "pricing.payment_terms", "product.order_history"],
        bases=[ValueBasis.EFFORT, ValueBasis.COST], basis=basis,
        by=stage.actor(manager, at), at=at,
    ))  # fmt: skip


def _tables(stage: Stage) -> Iterator[Act]:
    """Two changes of the access table: one adopted by compliance, one that waits for somebody."""
    proposed = stage.calendar.moment(stage.calendar.workday(119), 11, 20)
    adopted = stage.calendar.moment(stage.calendar.workday(119), 15, 45)
    numbers: list[int] = []

    def propose() -> None:
        column = COLUMN_BY_CODE["document_clerk.colleague"]
        table = table_in_force()[1].changed({("logistics.consignee", column): Cell.OPEN})
        number = vault.propose_table(
            table=table, note="Clerks write bills of lading",
            by=stage.actor("marcus.feld", proposed), at=proposed,
        )  # fmt: skip
        numbers.append(number)

    def adopt() -> None:
        vault.adopt_table(number=numbers[0], by=stage.actor("tang.yue", adopted), at=adopted)

    yield Act(proposed, propose)
    yield Act(adopted, adopt)
    yield _waiting_table(stage)


def _waiting_table(stage: Stage) -> Act:
    at = stage.calendar.moment(stage.calendar.workday(1), 10, 15)

    def propose() -> None:
        column = COLUMN_BY_CODE["salesperson.colleague"]
        opened = {(code, column): Cell.OPEN for code in ("identity.country", "product.ranges")}
        vault.propose_table(
            table=table_in_force()[1].changed(opened),
            note="同事可见国家与品类，便于处理撞单 / Colleagues see country and range",
            by=stage.actor("zhou.min", at), at=at,
        )  # fmt: skip

    return Act(at, propose)


def _checks(stage: Stage, random: Random, key: str) -> Iterator[Act]:
    """Each kind of answer of the clash check: taken by e-mail, perhaps by name, free."""
    others = [one for one in stage.customers if one.keeper != key]
    for number in range(6):
        at = stage.calendar.at_work(stage.calendar.workday(40 - 5 * number), random)
        yield _check(stage, key, _asked(random.choice(others), number), at)


def _asked(customer: Customer, number: int) -> dict[str, str]:
    domain = customer.invented.values["identity.website"].removeprefix("https://")
    return (
        {"email": f"sales{number}@{domain}"},
        {"name": customer.invented.legal_name},
        {"name": f"Blue Anchor {number} Stores", "email": f"hello@blue-anchor-{number}.example"},
    )[number % 3]


def _check(stage: Stage, key: str, asked: dict[str, str], at: datetime) -> Act:
    return Act(at, lambda: vault.check_clash(**asked, by=stage.actor(key, at), at=at))


def _grants(stage: Stage) -> Iterator[Act]:
    """Finance and the clerk read prices of some customers for a while."""
    at = stage.calendar.moment(stage.calendar.workday(9), 9, 30)
    for number, customer in enumerate(stage.customers[GRANTED]):
        yield _grant(stage, customer, ("gao.li", "xu.fang")[number % 2], 10 + 7 * number, at)


def _grant(stage: Stage, customer: Customer, holder: str, days: int, at: datetime) -> Act:
    return Act(at, lambda: vault.give_grant(
        dossier_id=customer.id, compartment="pricing", holder_id=stage.ids[holder],
        until=stage.now + timedelta(days=days), reason="insurance limit is being renewed",
        by=stage.actor(MANAGER[customer.keeper], at), at=at,
    ))  # fmt: skip


def _erasures(stage: Stage) -> Iterator[Act]:
    """One buyer is forgotten; another wish waits for compliance or the owner."""
    asked = stage.calendar.moment(stage.calendar.workday(6), 11, 10)
    erased = stage.calendar.moment(stage.calendar.workday(6), 16, 20)
    wishes: list[UUID] = []
    for customer in (stage.customers[-1], stage.customers[-2]):
        yield _wish(stage, customer, asked, wishes)
    yield Act(erased, lambda: vault.erase_compartment(
        erasure_id=wishes[0], by=stage.actor("tang.yue", erased), at=erased
    ))  # fmt: skip


def _wish(stage: Stage, customer: Customer, at: datetime, wishes: list[UUID]) -> Act:
    def ask() -> None:
        wish = vault.ask_erasure(
            dossier_id=customer.id, compartment="contacts", basis=vault.Basis.PERSON_ASKED,
            reason="The buyer asked us to forget his details.",
            by=stage.actor(MANAGER[customer.keeper], at), at=at,
        )  # fmt: skip
        wishes.append(wish)

    return Act(at, ask)
