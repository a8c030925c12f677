"""Whom a reader may know about, and the record of it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from muniment.core.actor import Actor
from muniment.exposure.domain import duties
from muniment.exposure.errors import ExposureShut, PersonNotFound
from muniment.ledger.recording import on_record
from muniment.ledger.services import append_entry
from muniment.people import queries as people
from muniment.people.domain.employment import State
from muniment.people.queries import PersonRow, ReaderRow
from muniment.vault.gate.standing import reader_of


class Sight:
    """Whom a reader may know about.

    Raises:
        ExposureShut: nobody.
    """

    def __init__(self, reader: Actor, at: datetime) -> None:
        self.reader, self.at = reader, at
        self.who: ReaderRow = reader_of(reader)
        self.all = self.who.role in duties.EVERYBODY and self.who.state is State.ACTIVE
        asks = not self.all and self.who.role in duties.VIEWERS
        asks = asks and self.who.state is State.ACTIVE
        self.below = people.reports_of(self.who.id) if asks else frozenset[UUID]()
        if not self.all and not self.below:
            raise ExposureShut

    def sees(self, person_id: UUID | None) -> bool:
        """Whether this person, or an unkept customer, is hers to know about."""
        return self.all or person_id in self.below

    def person(self, person_id: UUID) -> PersonRow:
        """The person, if she is hers to know about; one query.

        Raises:
            PersonNotFound: missing, or not hers to know about: from outside both look alike.
        """
        row = people.person(person_id) if self.sees(person_id) else None
        if row is None:
            raise PersonNotFound
        return row

    def record(self, kind: str, subject: UUID | None, facts: Mapping[str, object]) -> None:
        """Put the view on record, durably, before anything of it is read."""
        with on_record():
            append_entry(
                kind=f"exposure.{kind}.read", subject=subject, by=self.reader, at=self.at,
                facts=facts,
            )  # fmt: skip


def may_look(reader: ReaderRow) -> bool:
    """Whether there is anybody whose exposure is this reader's to know; one query at most."""
    if reader.state is not State.ACTIVE or reader.role not in duties.VIEWERS:
        return False
    return reader.role in duties.EVERYBODY or bool(people.reports_of(reader.id))
