"""From addresses to customers: only to those whom our person in the mail answers for.

Anybody could write guesses into a file and learn from the answer which addresses the house
knows. So an address leads to a customer only for its keeper, its deputy and those above them;
for everybody else it is as unknown as any other.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from muniment.keys import ring
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.queries.mailboxes import at_work, mailboxes
from muniment.touches.domain.kinds import Direction, Kind, Source, Trace
from muniment.touches.domain.noted import Noted
from muniment.vault.domain.blind import is_shared_domain
from muniment.vault.queries.holding import held_by_any
from muniment.vault.queries.matches import dossiers_at

MESSAGE_INDEX = "touches-message"


@dataclass(frozen=True, slots=True)
class Found:
    """One touch that was read and whose customer is known."""

    dossier_id: UUID
    person_id: UUID
    kind: Kind
    direction: Direction
    source: Source
    trace: Trace
    on: date
    words: Mapping[str, Any]
    digest: bytes
    answers: tuple[bytes, ...] = ()


class House:
    """Who is of the house: read once for any number of mails."""

    @cached_property
    def staff(self) -> dict[str, UUID]:
        """Mail address → person."""
        return mailboxes()

    @cached_property
    def at_work(self) -> frozenset[UUID]:
        """The staff who have not left."""
        return at_work()

    @cached_property
    def domains(self) -> frozenset[str]:
        """The domains of the house itself; what comes from there is never a customer's trace."""
        return frozenset(one for one in people.mail_domains() if not is_shared_domain(one))

    def outsiders(self, noted: Noted) -> list[str]:
        """The addresses in it that are nobody's of the house."""
        return noted.outsiders(self.staff, self.domains)


def scope_of(person_id: UUID) -> frozenset[UUID]:
    """The customers to which mail of a person may lead: her own and those of her people.

    On notice she answers for nobody else: mails with guessed addresses must not tell of theirs.
    """
    row = people.reader(person_id)
    leads = row is not None and row.state is State.ACTIVE
    answering = {person_id} | (people.reports_of(person_id) if leads else frozenset())
    return frozenset(row.dossier_id for row in held_by_any(answering))


def matched(
    noted: Iterable[Noted], person_id: UUID, scope: Collection[UUID], house: House, source: Source
) -> list[tuple[Noted, list[Found]]]:
    """Find the customers of some mails or events of one person; two queries for 400 addresses."""
    pieces = [(one, house.outsiders(one)) for one in noted]
    known = dossiers_at({address for _, outside in pieces for address in outside})
    return [
        (one, list(_found(one, outside, person_id, known, scope=scope, house=house, source=source)))
        for one, outside in pieces
    ]


def digest_of(key: str) -> bytes:
    """The keyed hash by which a message is known again."""
    return ring.blind(MESSAGE_INDEX, key.strip().lower())


def _found(
    noted: Noted, outside: list[str], person_id: UUID, known: Mapping[str, frozenset[UUID]], *,
    scope: Collection[UUID], house: House, source: Source,
) -> Iterable[Found]:  # fmt: skip
    by_customer: dict[UUID, list[str]] = {}
    for address in outside:
        for dossier_id in known.get(address, frozenset()):
            if dossier_id in scope:
                by_customer.setdefault(dossier_id, []).append(address)
    for dossier_id, addresses in sorted(by_customer.items()):
        yield made(noted, dossier_id, person_id, addresses, house=house, source=source)


def made(
    noted: Noted, dossier_id: UUID, person_id: UUID, addresses: Collection[str], *, house: House,
    source: Source,
) -> Found:  # fmt: skip
    """Make the touch of one customer out of what was noted; `addresses` are the customer's."""
    traced = noted.trace if noted.shown & set(addresses) else Trace.SAID
    names = [noted.parties.get(one) or one for one in addresses]
    return Found(
        dossier_id=dossier_id, person_id=person_id, kind=noted.kind,
        direction=noted.direction(house.staff), source=source, trace=traced, on=noted.on,
        words={"subject": noted.subject, "contacts": ", ".join(names)},
        digest=digest_of(noted.key), answers=tuple(map(digest_of, noted.answers)),
    )  # fmt: skip
