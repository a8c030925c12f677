"""What others say: bank, suppliers, insurer, forwarder, references, and who went to look.

A person asks, by a questionnaire with a one-time link or in her own way. The check tells how that
stands: nobody asked, an answer awaited or overdue, answered. An answer that has not come is no
answer: it never reads as “nothing found”.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import ClassVar

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import ManualCheck
from muniment.investigations.domain.answers import Asked, State, found_in
from muniment.investigations.domain.checks import (
    NotReached,
    Outcome,
    Result,
    Step,
    Subject,
    World,
)
from muniment.investigations.domain.questionnaires import form_of
from muniment.investigations.domain.signals import signals_seen_by

WAITING = gettext_noop("A questionnaire is out and waits for its answer.")
OVERDUE = gettext_noop("A questionnaire was not answered in time: call, or ask somebody else.")
AWAITED = "answer_awaited"
QUESTION = "third_parties"
"""`World.ask("third_parties", check=id)` answers with a tuple of `Asked`, oldest first."""


class _ThirdParty(ManualCheck):
    """A question to somebody outside."""

    step: ClassVar[Step] = Step.THIRD_PARTIES

    def run(self, subject: Subject, world: World) -> Result:
        """Tell how it stands with those who were asked."""
        try:
            answer: object = world.ask(QUESTION, check=self.id)
        except NotReached:  # no case, so nobody was asked
            answer = ()
        asked = answer if isinstance(answer, tuple) else ()
        return result_of(
            self.id, self.task, [one for one in asked if isinstance(one, Asked)], subject
        )


def result_of(check: str, task: str, asked: Sequence[Asked], subject: Subject) -> Result:
    """Settle a check by the questionnaires that were sent for it."""
    known = [one for one in asked if one.state is not State.CLOSED]
    found = tuple(it for one in known for it in found_in(form_of(one.form), one, subject))
    detail: dict[str, object] = {"asked": {state.value: _count(known, state) for state in State}}
    if any(one.state is State.ANSWERED for one in known):
        return Result(Outcome.DONE, found, detail=detail)
    detail["signals"] = [one.code for one in signals_seen_by(check)]
    waiting = [one.until for one in known if one.state is State.WAITING]
    if waiting:
        until = _end_of(max(waiting))
        return Result(Outcome.NEEDS_PERSON, found, AWAITED, until, WAITING, detail=detail)
    reason, told = ("answer_overdue", OVERDUE) if known else ("", task)
    return Result(Outcome.NEEDS_PERSON, found, reason, task=told, detail=detail)


def _count(asked: Sequence[Asked], state: State) -> int:
    return sum(one.state is state for one in asked)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)


class BankReference(_ThirdParty):
    """Our bank asks theirs."""

    id: ClassVar[str] = "third_parties.bank"
    title: ClassVar[str] = gettext_noop("Reference of the bank")
    needs: ClassVar[tuple[frozenset[str], ...]] = (frozenset({"bank.name", "bank.account"}),)
    weight: ClassVar[int] = 2
    minutes: ClassVar[int] = 5
    task: ClassVar[str] = gettext_noop("Ask our bank to obtain a reference from the buyer's bank.")


class SupplierReference(_ThirdParty):
    """Others who sell to the customer."""

    id: ClassVar[str] = "third_parties.suppliers"
    title: ClassVar[str] = gettext_noop("References of suppliers")
    needs: ClassVar[tuple[frozenset[str], ...]] = (frozenset({"company.name"}),)
    weight: ClassVar[int] = 3
    minutes: ClassVar[int] = 8
    task: ClassVar[str] = gettext_noop(
        "Ask two suppliers, found in customs data rather than named by the buyer, how he pays."
    )


class InsurerLimit(_ThirdParty):
    """What a credit insurer thinks of the buyer."""

    id: ClassVar[str] = "third_parties.insurer"
    title: ClassVar[str] = gettext_noop("Limit of the credit insurer")
    needs: ClassVar[tuple[frozenset[str], ...]] = (
        frozenset({"company.name"}),
        frozenset({"company.country"}),
    )
    weight: ClassVar[int] = 3
    minutes: ClassVar[int] = 6
    task: ClassVar[str] = gettext_noop(
        "Ask the credit insurer for a limit, in the name and number that will stand on the "
        "bill of lading."
    )


class SiteVisit(_ThirdParty):
    """Somebody goes and looks."""

    id: ClassVar[str] = "third_parties.visit"
    title: ClassVar[str] = gettext_noop("Visit of the premises")
    needs: ClassVar[tuple[frozenset[str], ...]] = (frozenset({"company.address"}),)
    weight: ClassVar[int] = 2
    minutes: ClassVar[int] = 60
    max_age_days: ClassVar[int] = 365
    task: ClassVar[str] = gettext_noop(
        "Have an agent, inspector or colleague look at the premises and send pictures."
    )


class References(_ThirdParty):
    """Forwarders, and whoever the customer names himself."""

    id: ClassVar[str] = "third_parties.references"
    title: ClassVar[str] = gettext_noop("Forwarder and references that the customer names")
    needs: ClassVar[tuple[frozenset[str], ...]] = (frozenset({"company.name"}),)
    weight: ClassVar[int] = 1
    minutes: ClassVar[int] = 5
    task: ClassVar[str] = gettext_noop(
        "Ask the forwarder, and a reference that the customer named; "
        "see first whether they share an address with him."
    )


THIRD_PARTIES: tuple[type[_ThirdParty], ...] = (
    BankReference, SupplierReference, InsurerLimit, SiteVisit, References,
)  # fmt: skip
