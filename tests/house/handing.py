"""Nora leaves: gull goes to Jun; what it answered, what she returns and what she signed is sealed.

Olga leads her. The look-back is frozen; gull was asked three times: it answered by its link, its
second answer was filed on paper, and the third question still waits.
"""

from datetime import date
from typing import Any
from uuid import UUID

from muniment.core import clock
from muniment.core.actor import Place
from muniment.handover import planning, services
from muniment.handover.domain.states import AnswerWay, Kind, Paper, ReturnState
from muniment.handover.models import HandoverItem, HandoverLook, ReturnItem, Statement
from muniment.handover.papers import Paper as Upload
from muniment.handover.services import confirmations as asking
from muniment.handover.services import exit as leaving
from muniment.handover.services.confirmations import Sending
from muniment.handover.services.confirmations_answers import file_answer, take_answer
from muniment.people.domain.employment import State
from muniment.people.domain.roles import Role
from muniment.vault.domain.cells import Relation
from tests.world import NOON

LEAVER, HEIR, HANDED = "nora", "jun", "gull"
ANSWER, EXIT, BACK = "answer of a customer", "exit of somebody", "why somebody stays after all"
"""Kinds of mark: what a customer said of its new contact; what a leaver returns and signs; why
a second person is asked to take her notice back."""
ALIKE = {
    "handover_id", "item_id", "confirmation_id", "return_id", "statement_id", "withdrawal_id",
}  # fmt: skip
_FIELD = "contacts.people"


def hand_over(house: Any) -> None:
    """Begin the leaving of Nora, ask her customer three times, and list what she returns."""
    by, heir = house.actor("olga"), house.world.id(HEIR)
    dossier = house.dossiers[HANDED]
    plan = planning.plan(
        person_id=house.world.id(LEAVER), by=by, at=NOON, heirs=[heir], chosen={dossier: heir}
    )
    begun = services.begin_handover(
        kind=Kind.LEAVER, plan=plan, fingerprint=plan.fingerprint,
        reason=house.word("reason", "handover", LEAVER), notice_on=NOON.date(),
        last_day_on=date(2099, 1, 1), by=by, at=NOON,
    )  # fmt: skip
    item = HandoverItem.objects.get(handover=begun.handover_id)
    house.ids["handover_id"] = [str(begun.handover_id)]
    house.ids["item_id"] = [str(item.id)]
    house.ids["confirmation_id"] = [str(one) for one in _ask(house, item.id)]
    _leave(house, begun.handover_id)


def _ask(house: Any, item_id: UUID) -> list[UUID]:
    by = house.actor("olga")
    sending = Sending(by_mail=False, days=90)
    asked = []
    for turn in ("link", "paper", "waiting"):
        (question,) = asking.ask_customers(item_ids=[item_id], sending=sending, by=by, at=NOON)
        asked.append(question)
        if turn == "link":
            (link,) = asking.hand_over_links(confirmation_ids=[question], by=by, at=NOON)
            take_answer(
                token=link.token, told=_told(house), language="en", place=Place(), at=NOON
            )  # fmt: skip
        elif turn == "paper":
            word = house.word(ANSWER, "paper", HANDED)
            file_answer(
                item_id=item_id, told=_told(house), way=AnswerWay.PAPER,
                paper=Upload(word.encode(), f"{word}.txt"), by=by, at=NOON,
            )  # fmt: skip
    (link,) = asking.hand_over_links(confirmation_ids=asked[-1:], by=by, at=NOON)
    house.links["contact"] = link.token
    return asked


def _told(house: Any) -> dict[str, str]:
    texts = ("comment", "promises", "quotations", "answered_by")
    return {"answer": "refused"} | {
        name: house.word(ANSWER, name, HANDED) for name in texts
    }  # fmt: skip


def _leave(house: Any, handover_id: UUID) -> None:
    told = {"handover_id": handover_id, "by": house.actor("olga"), "at": NOON}
    added = leaving.add_return(kind="other", name=house.word(EXIT, "name", LEAVER), **told)
    leaving.settle_return(
        return_id=added, state=ReturnState.MISSING, note=house.word(EXIT, "note", LEAVER),
        by=told["by"], at=NOON,
    )  # fmt: skip
    word = house.word(EXIT, "scan", LEAVER)
    leaving.file_statement(
        paper=Paper.DELETION, language="en", upload=Upload(word.encode(), f"{word}.txt"), **told
    )
    leaving.sign_statement(
        handover_id=handover_id, paper=Paper.DUTIES, language="en", name="Nora",
        by=house.actor(LEAVER), at=NOON,
    )  # fmt: skip
    asked = services.withdraw_handover(
        handover_id=handover_id, reason=house.word(BACK, "reason", LEAVER), by=told["by"], at=NOON
    )
    house.ids["withdrawal_id"] = [str(asked.id)]
    house.ids["return_id"] = [str(one) for one in ReturnItem.objects.values_list("id", flat=True)]
    house.ids["statement_id"] = [str(one) for one in Statement.objects.values_list("id", flat=True)]


def relations() -> dict[tuple[str, str], Relation]:
    """How the cast stands to gull: Nora hands it over, Jun keeps it, those above him lead."""
    above = dict.fromkeys([(HANDED, who) for who in ("ada", "mia", "olga")], Relation.LINE_MANAGER)
    return above | {(HANDED, HEIR): Relation.KEEPER, (HANDED, LEAVER): Relation.KEEPER}


def may_see_answer_of(who: Any, mark: Any, since: int) -> bool:
    """A customer's word is for those who lead the leaver and for its heir, as its contacts are."""
    shown = who.lists(HANDED, _FIELD) or (
        who.shows(HANDED, _FIELD) and _FIELD in who.consulted(HANDED)
    )
    takes = who.name == HEIR or _leads(who)
    return takes and shown and bool(who.recorded("handover.confirmation.read", since))


def may_see_exit(who: Any, mark: Any, since: int) -> bool:
    """What somebody returns and signs: for herself, for those who lead her, for compliance."""
    return who.name == LEAVER or _watches(who, "exit")


def may_see_back(who: Any, mark: Any, since: int) -> bool:
    """Why her notice is to be taken back: for those who lead her and for compliance."""
    return _watches(who, "board")


def _watches(who: Any, view: str) -> bool:
    watches = _leads(who) or (who.role is Role.COMPLIANCE and who.state is State.ACTIVE)
    return watches and HandoverLook.objects.filter(
        reader=who.person_id(), what=view, session__in=who.sessions,
        sitting_ends_at__gt=clock.now(),
    ).exists()  # fmt: skip


def _leads(who: Any) -> bool:
    """Nora answers to Olga; owners stand above everybody."""
    return who.role is Role.OWNER and who.state is State.ACTIVE
