"""Li Wei gave notice on Friday: her customers change hands, and the first ones have answered.

Before that, the owner lets the house read everybody's mailbox, so that touches have the customers'
own trace behind them.
"""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from muniment.core.actor import Place
from muniment.demo.cast import LEAVER, MANAGER, OWNER, SELLERS
from muniment.demo.founding import Customer, Stage
from muniment.demo.script import Act
from muniment.handover import planning
from muniment.handover.domain.states import Answer, Kind
from muniment.handover.gate import read_board
from muniment.handover.queries import BoardFilter
from muniment.handover.queries.boards import BoardRow
from muniment.handover.services.beginning import begin_handover
from muniment.handover.services.board import accept_customers, introduce_customers
from muniment.handover.services.confirmations import Sending, ask_customers, hand_over_links
from muniment.handover.services.confirmations_answers import take_answer
from muniment.touches import services as touches

MAILS = 60
"""Mails of the busiest customers in each seller's box, beside one of most others."""
SERVER = "mx.lanting.example"
"""The company's mail server: for these mailboxes the house takes its word for who wrote."""
UNHEARD = 9
"""One customer in so many never wrote."""
SUBJECTS = ("Order", "Samples", "Proforma", "Delivery date", "Spring list", "Labels")
_OUTSIDE = Place(address="203.0.113.140", device="Mozilla/5.0", site="")
_TODAY, _ANSWERED = 24, 9
"""So many customers were introduced at once, and so many of them have answered."""


def gone_at(stage: Stage) -> datetime:
    """The evening on which the leaver gave notice."""
    return stage.calendar.moment(stage.calendar.workday(3), 18, 20)


def acts(stage: Stage) -> Iterator[Act]:
    """Write the mailboxes, the notice, and the first answers."""
    random = Random(88)  # noqa: S311 - a script, not a secret
    read = stage.calendar.moment(stage.calendar.workday(5), 18, 30)
    for seller in SELLERS:
        yield _mailbox(stage, seller, _mails(stage, random, seller), read)
    yield from _handover(stage, random)


def _mailbox(stage: Stage, seller: str, content: bytes, at: datetime) -> Act:
    def bring() -> None:
        by = stage.actor(OWNER.key, at)
        checked = touches.check_import(
            stream=io.BytesIO(content), person_id=stage.ids[seller], by=by, at=at, servers=(SERVER,)
        )
        touches.load_import(import_id=checked, by=by, at=at)

    return Act(at, bring)


def _mails(stage: Stage, random: Random, seller: str) -> bytes:
    """An mbox of letters from customers, each an answer to one of ours."""
    kept, found = stage.kept_by(seller), []
    busiest = [kept[min(int(random.expovariate(1 / 12)), len(kept) - 1)] for _ in range(MAILS)]
    others = [customer for number, customer in enumerate(kept) if number % UNHEARD]
    for number, customer in enumerate((*busiest, *others)):
        at = stage.calendar.at_work(stage.calendar.workday(random.randint(6, 115)), random)
        found.append(_mail(customer, seller, number, random.choice(SUBJECTS), at))
    return b"".join(found)


def _mail(customer: Customer, seller: str, number: int, subject: str, at: datetime) -> bytes:
    buyer, ours = customer.invented.people[0].email, f"{seller}@lanting.example"
    cc = "" if seller == LEAVER or number % 3 == 0 else f"Cc: {MANAGER[seller]}@lanting.example\n"
    return (
        f"From {buyer} {at:%a %b %d %H:%M:%S %Y}\n"
        f"Authentication-Results: {SERVER}; dmarc=pass header.from={buyer.partition('@')[2]}\n"
        f"From: {buyer}\nTo: {ours}\n{cc}"
        f"Date: {at:%a, %d %b %Y %H:%M:%S %z}\nSubject: Re: {subject}\n"
        f"Message-ID: <{number}.{seller}@lanting.example>\n"
        f"In-Reply-To: <{number}.ours@lanting.example>\n\n\n"
    ).encode()


def _handover(stage: Stage, random: Random) -> Iterator[Act]:
    gone, manager = gone_at(stage), MANAGER[LEAVER]
    begun: list[BoardRow] = []

    def begin() -> None:
        by = stage.actor(manager, gone)
        made = planning.plan(person_id=stage.ids[LEAVER], by=by, at=gone)
        done = begin_handover(
            kind=Kind.LEAVER, plan=made, fingerprint=made.fingerprint, by=by, at=gone,
            reason="Gave notice on Friday", notice_on=gone.date(),
            last_day_on=(stage.now + timedelta(days=27)).date(),
        )  # fmt: skip
        board = read_board(
            reader=by, handover_id=done.handover_id, filters=BoardFilter(), at=gone, size=_TODAY
        )
        begun.extend(board.rows)

    yield Act(gone, begin)
    introduced = gone + timedelta(minutes=40)
    yield Act(introduced, lambda: _introduce(stage, begun, introduced))
    answered = min(gone + timedelta(hours=16), stage.now - timedelta(minutes=20))
    yield Act(answered, lambda: _answer(stage, begun, answered, random))


def _introduce(stage: Stage, begun: list[BoardRow], at: datetime) -> None:
    ids = [row.item_id for row in begun]
    introduce_customers(item_ids=ids, by=stage.actor(MANAGER[LEAVER], at), at=at)
    for heir in sorted({row.heir_id for row in begun}, key=lambda one: one.hex):
        mine = [row.item_id for row in begun if row.heir_id == heir][:5]
        accept_customers(item_ids=mine, by=stage.actor(_key_of(stage, heir), at), at=at)


def _answer(stage: Stage, begun: list[BoardRow], at: datetime, random: Random) -> None:
    """The first customers answer on their pages: most agree, one wants somebody else."""
    by = stage.actor(MANAGER[LEAVER], at)
    asked = ask_customers(
        item_ids=[row.item_id for row in begun[:_ANSWERED]], sending=Sending(by_mail=False),
        by=by, at=at,
    )  # fmt: skip
    for number, link in enumerate(hand_over_links(confirmation_ids=asked, by=by, at=at)):
        said = Answer.OTHER_CONTACT if number == 3 else Answer.CONFIRMED
        told = {"answer": said.value, "answered_by": random.choice(("Buyer", "Owner"))}
        moment = at + timedelta(minutes=number)
        take_answer(token=link.token, told=told, language=link.language, place=_OUTSIDE, at=moment)


def _key_of(stage: Stage, person_id: object) -> str:
    return next(key for key, one in stage.ids.items() if one == person_id)
